/** The sentence over the list: its words are the filters, and they stand in the address. */
import { orders, reasons, returnStage } from '@recoup/contract';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.ts';
import { useScope, useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { type Clause, SentenceFilter, type Word } from '../ui/sentence-filter.tsx';
import { askedChoices, type ListSearch, type Sort, sorts, usualSort, type View, views } from './views.ts';
import { useSavedViews } from './views-pane.tsx';

type Props = {
  search: ListSearch;
  onChange: (search: ListSearch) => void;
  /** Names of what the address holds as ids, as far as the rows tell. */
  names: { customer?: string | undefined; order?: string | undefined };
  /** Where the pane of views has no room, the word for the view holds one's own too. */
  withOwnViews: boolean;
};

export function ListSentence({ search, onChange, names, withOwnViews }: Props) {
  const { t, i18n } = useTranslation('returns');
  const terms = useTerms();
  const { me } = useSession();
  const { brand_id } = useScope();
  const own = useSavedViews();
  const set = (part: Partial<ListSearch>) => onChange({ ...search, ...part });

  const findProducts = useCallback(
    async (text: string) => {
      const { rows } = await call(orders.products, { query: { q: text || undefined, brand_id, limit: 12 } });
      return rows.flatMap((product) =>
        product.variants.map((variant) => ({
          value: variant.sku,
          label: (i18n.language === 'zh' && product.title_zh) || variant.title || product.title,
          note: variant.sku,
        })),
      );
    },
    [brand_id, i18n.language],
  );
  const findCustomers = useCallback(
    async (text: string) => {
      const { rows } = await call(orders.customers, { query: { q: text || undefined, brand_id, limit: 12 } });
      return rows.map(({ id, name, email }) => ({ value: id, label: name, ...(email ? { note: email } : {}) }));
    },
    [brand_id],
  );

  const saved = withOwnViews ? own.map(({ id, name }) => ({ value: id, label: name })) : [];
  const words: Record<string, Word> = {
    product: {
      any: t('sentence.any_product'),
      value: search.sku,
      find: findProducts,
      onChange: (sku) => set({ sku }),
    },
    site: {
      any: t('sentence.any_site'),
      value: search.site,
      choices: me.sites.map(({ id, name }) => ({ value: id, label: name })),
      onChange: (site) => set({ site }),
    },
    view: {
      value: search.view,
      choices: [...views.map((view) => ({ value: view, label: t(`sentence.view.${view}`) })), ...saved],
      changed: false,
      onChange: (value) => {
        const mine = own.find(({ id }) => id === value);
        if (mine) onChange(mine.search);
        else if (value) onChange({ ...search, view: value as View, sort: undefined });
      },
    },
    sort: {
      value: search.sort ?? usualSort(search.view),
      choices: sorts.map((sort) => ({ value: sort, label: t(`sentence.sort.${sort}`) })),
      changed: search.sort !== undefined && search.sort !== usualSort(search.view),
      onChange: (value) => set({ sort: value as Sort }),
    },
  };
  const reads = (name: string | undefined) => (name ? { reads: name } : {});
  const clauses: Clause[] = [
    {
      key: 'reason',
      name: t('sentence.reason_name'),
      phrase: t('sentence.reason'),
      word: {
        any: t('sentence.any_reason'),
        value: search.reason,
        many: true,
        choices: reasons.map((reason) => ({ value: reason, label: terms.reason(reason) })),
        onChange: (reason) => set({ reason }),
      },
    },
    {
      key: 'asked',
      name: t('sentence.asked_name'),
      phrase: t('sentence.asked'),
      word: {
        any: t('sentence.any_day'),
        value: search.asked,
        choices: askedChoices.map((days) => ({ value: days, label: t('sentence.days', { days }) })),
        onChange: (asked) => set({ asked: asked as ListSearch['asked'] }),
      },
    },
    {
      key: 'customer',
      name: t('sentence.customer_name'),
      phrase: t('sentence.customer'),
      word: {
        any: t('sentence.any_customer'),
        value: search.customer,
        ...reads(search.customer && (names.customer ?? t('sentence.one_customer'))),
        find: findCustomers,
        onChange: (customer) => set({ customer }),
      },
    },
    {
      key: 'stage',
      name: t('sentence.stage_name'),
      phrase: t('sentence.stage'),
      word: {
        any: t('sentence.any_stage'),
        value: search.stage,
        many: true,
        choices: returnStage.options.map((stage) => ({ value: stage, label: terms.stage(stage) })),
        onChange: (stage) => set({ stage }),
      },
    },
    {
      key: 'q',
      name: t('sentence.text_name'),
      phrase: t('sentence.text'),
      word: {
        any: t('sentence.any_text'),
        value: search.q,
        typed: 'text',
        onChange: (q) => set({ q: q?.trim() || undefined }),
      },
    },
    ...(me.brands.length > 1
      ? [
          {
            key: 'brand',
            name: t('sentence.brand_name'),
            phrase: t('sentence.brand'),
            word: {
              any: t('sentence.any_brand'),
              value: search.brand,
              choices: me.brands.map(({ id, name }) => ({ value: id, label: name })),
              onChange: (brand: string | undefined) => set({ brand }),
            },
          },
        ]
      : []),
    ...(search.order
      ? [
          {
            key: 'order',
            name: t('sentence.order_name'),
            phrase: t('sentence.order'),
            word: {
              any: t('sentence.any_order'),
              value: search.order,
              reads: names.order ?? t('sentence.one_order'),
              choices: [],
              onChange: (order: string | undefined) => set({ order }),
            },
          },
        ]
      : []),
  ];
  return <SentenceFilter sentence={t('sentence.whole')} words={words} clauses={clauses} />;
}
