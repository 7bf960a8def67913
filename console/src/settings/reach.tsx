/** Which brands and sites somebody may see: all, or those named. */
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session.tsx';
import { Field } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';

export type Reach = { brand_ids: string[] | null; site_ids: string[] | null };

/** How a reach reads in a list. */
export function useReach() {
  const { t } = useTranslation('settings');
  const { me } = useSession();
  const f = useFormat();
  const names = (
    ids: readonly string[] | null,
    of: readonly { id: string; name: string }[],
    all: string,
    none: string,
  ) => {
    if (ids === null) return all;
    const known = ids.flatMap((id) => of.find((each) => each.id === id)?.name ?? []);
    const others = ids.length - known.length;
    if (others > 0) known.push(t('reach.others', { count: others }));
    return known.length > 0 ? f.listed(known) : none;
  };
  return {
    brands: (ids: readonly string[] | null) => names(ids, me.brands, t('reach.all_brands'), t('reach.no_brand')),
    sites: (ids: readonly string[] | null) => names(ids, me.sites, t('reach.all_sites'), t('reach.no_site')),
  };
}

/** Left empty it is all of them. Names nobody here may see stay as they are. */
export function ReachFields({
  value,
  disabled,
  onChange,
}: {
  value: Reach;
  disabled?: boolean;
  onChange: (reach: Reach) => void;
}) {
  const { t } = useTranslation('settings');
  const { me } = useSession();
  const options = (of: readonly { id: string; name: string }[], ids: readonly string[] | null) => [
    ...of.map(({ id, name }) => ({ value: id, label: name })),
    ...(ids ?? [])
      .filter((id) => !of.some((each) => each.id === id))
      .map((id) => ({ value: id, label: t('reach.others', { count: 1 }) })),
  ];
  return (
    <>
      <Field label={t('staff.brands')}>
        <Select
          mode="multiple"
          disabled={disabled ?? false}
          placeholder={t('reach.all_brands')}
          value={value.brand_ids ?? []}
          options={options(me.brands, value.brand_ids)}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(ids) => onChange({ ...value, brand_ids: ids.length > 0 ? ids : null })}
        />
      </Field>
      <Field label={t('staff.sites')}>
        <Select
          mode="multiple"
          disabled={disabled ?? false}
          placeholder={t('reach.all_sites')}
          value={value.site_ids ?? []}
          options={options(me.sites, value.site_ids)}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(ids) => onChange({ ...value, site_ids: ids.length > 0 ? ids : null })}
        />
      </Field>
    </>
  );
}
