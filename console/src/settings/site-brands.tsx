/** Which brands a site takes, and of each which categories. */
import { orders, type Site } from '@recoup/contract';
import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { ManyBlank } from '../ui/blanks.tsx';
import { useFormat } from '../ui/locale.tsx';

type Props = { value: Site['brands']; disabled: boolean; onChange: (value: Site['brands']) => void };

export function SiteBrands({ value, disabled, onChange }: Props) {
  const { t } = useTranslation('settings');
  const { me } = useSession();
  if (me.brands.length === 0) return <p className="r-ink2">{t('site.no_brands')}</p>;
  return (
    <ul className="settings-takes">
      {me.brands.map((brand) => {
        const taken = value.find(({ brand_id }) => brand_id === brand.id);
        return (
          <li key={brand.id}>
            <Checkbox
              checked={!!taken}
              disabled={disabled}
              onChange={({ target: { checked } }) =>
                onChange(
                  checked
                    ? [...value, { brand_id: brand.id, categories: null }]
                    : value.filter(({ brand_id }) => brand_id !== brand.id),
                )
              }
            >
              {brand.name}
            </Checkbox>
            {taken && (
              <Categories
                brandId={brand.id}
                name={brand.name}
                value={taken.categories}
                disabled={disabled}
                onChange={(categories) =>
                  onChange(value.map((each) => (each.brand_id === brand.id ? { ...each, categories } : each)))
                }
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

type CategoriesProps = {
  brandId: string;
  name: string;
  value: string[] | null;
  disabled: boolean;
  onChange: (value: string[] | null) => void;
};
function Categories({ brandId, name, value, disabled, onChange }: CategoriesProps) {
  const { t } = useTranslation('settings');
  const f = useFormat();
  const used = useApi(orders.categories, { query: { brand_id: brandId } });
  const all = [...new Set([...(used.data?.categories ?? []), ...(value ?? [])])];
  return (
    <ManyBlank
      label={t('site.categories_of', { name })}
      values={value ?? []}
      choices={all.map((each) => ({ value: each, label: each }))}
      reads={value?.length ? f.listed(value) : t('site.all_categories')}
      disabled={disabled}
      onChange={(next) => onChange(next.length > 0 ? next : null)}
    />
  );
}
