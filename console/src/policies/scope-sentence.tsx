/** What the policy is for, as one sentence: categories, channels, SKUs and days of purchase. */
import { orders, type PolicyScope } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.ts';
import { useApi } from '../app/queries.ts';
import { useTerms } from '../terms/terms.ts';
import { useFormat } from '../ui/locale.tsx';
import { SentenceFilter, type Word } from '../ui/sentence-filter.tsx';
import { useScopeWords } from './scope-words.ts';

type Props = {
  scope: PolicyScope;
  brandId: string;
  disabled: boolean;
  onChange: (scope: Partial<PolicyScope>) => void;
};
/** A category may hold a comma, which parts values in a word. */
const pack = (values: readonly string[]) => (values.length ? values.map(encodeURIComponent).join(',') : undefined);
const unpack = (value: string | undefined) => (value ? value.split(',').map(decodeURIComponent) : []);

export function ScopeSentence({ scope, brandId, disabled, onChange }: Props) {
  const { t } = useTranslation('policies');
  const terms = useTerms();
  const f = useFormat();
  const words = useScopeWords();
  const used = useApi(orders.categories, { query: { brand_id: brandId } });
  if (disabled) return <span className="r-ink2">{t('scope.fixed', { scope: words(scope) })}</span>;

  const choicesOf = (offered: readonly string[], chosen: readonly string[], name: (value: string) => string) =>
    [...new Set([...offered, ...chosen])].map((value) => ({ value: encodeURIComponent(value), label: name(value) }));
  const several = (values: readonly string[]) =>
    values.length > 2 ? t('list_more', { first: values[0], count: values.length - 1 }) : values.join(', ');
  const date = (value: string | null, any: string, put: (day: string | null) => void): Word => ({
    any,
    value: value ?? undefined,
    reads: value ? f.calendarDay(value) : undefined,
    typed: 'date',
    onChange: (next) => put(next ?? null),
  });
  return (
    <SentenceFilter
      sentence={t('scope.sentence')}
      words={{
        categories: {
          any: t('scope.any_category'),
          many: true,
          value: pack(scope.categories),
          reads: several(scope.categories) || undefined,
          choices: choicesOf(used.data?.categories ?? [], scope.categories, (value) => value),
          onChange: (value) => onChange({ categories: unpack(value) }),
        },
        channels: {
          any: t('scope.any_channel'),
          many: true,
          value: pack(scope.channels),
          reads: several(scope.channels.map(terms.channel)) || undefined,
          choices: choicesOf(used.data?.channels ?? [], scope.channels, terms.channel),
          onChange: (value) => onChange({ channels: unpack(value) }),
        },
        skus: {
          any: t('scope.any_sku'),
          many: true,
          value: pack(scope.skus),
          reads: several(scope.skus) || undefined,
          find: async (text) => {
            const q = text.trim();
            const found = await call(orders.products, { query: { brand_id: brandId, limit: 12, ...(q ? { q } : {}) } });
            const kept = q ? [] : scope.skus.map((sku) => ({ value: encodeURIComponent(sku), label: sku }));
            const fresh = found.rows.flatMap((row) =>
              row.variants.map(({ sku }) => ({ value: encodeURIComponent(sku), label: sku, note: row.title })),
            );
            return [...kept, ...fresh.filter(({ value }) => !kept.some((each) => each.value === value))];
          },
          onChange: (value) => onChange({ skus: unpack(value) }),
        },
        from: date(scope.bought_from, t('scope.any_start'), (bought_from) => onChange({ bought_from })),
        to: date(scope.bought_to, t('scope.any_end'), (bought_to) => onChange({ bought_to })),
      }}
    />
  );
}
