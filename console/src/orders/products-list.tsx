import { orders } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiList } from '../app/queries.ts';
import { useScope } from '../app/session.tsx';
import { Code } from '../ui/code.tsx';
import { Item } from '../ui/list-parts.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { Page } from '../ui/page.tsx';
import { SentenceFilter } from '../ui/sentence-filter.tsx';
import { EmptyState } from '../ui/states.tsx';
import { FindInput } from './find-input.tsx';
import { OrdersTabs } from './tabs.tsx';

const route = getRouteApi('/shell/products');

export function ProductsList() {
  const { t, i18n } = useTranslation('orders');
  const { brand_id } = useScope();
  const { q, category } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: used } = useApi(orders.categories, { query: { brand_id } });
  const source = useApiList(orders.products, { query: { brand_id, q, category } });
  const find = useCallback(
    (text: string | undefined) => void navigate({ search: (was) => ({ ...was, q: text }), replace: true }),
    [navigate],
  );
  return (
    <Page
      ground="surface"
      title={t('products.title')}
      tab={t('products.title')}
      verbs={
        <>
          <FindInput value={q} placeholder={t('products.find')} onFind={find} />
          <OrdersTabs now="products" />
        </>
      }
      sentence={
        <SentenceFilter
          sentence={t('products.sentence')}
          words={{
            category: {
              any: t('products.any_category'),
              value: category,
              choices: (used?.categories ?? []).map((one) => ({ value: one, label: one })),
              onChange: (next) => void navigate({ search: (was) => ({ ...was, category: next }) }),
            },
          }}
        />
      }
    >
      <ListTable
        source={source}
        label={t('products.title')}
        rowKey={(row) => row.id}
        rowHeight={54}
        sentenceKey
        onOpen={(row) => void navigate({ to: '/products/$id', params: { id: row.id } })}
        columns={[
          {
            key: 'name',
            head: t('products.product'),
            cell: (row) => (
              <Item
                photo={row.photo_url}
                title={i18n.language === 'zh' ? (row.title_zh ?? row.title) : row.title}
                note={row.external_id}
              />
            ),
          },
          { key: 'brand', head: t('products.brand'), width: 130, cell: (row) => row.brand.name },
          { key: 'category', head: t('products.category'), width: 140, cell: (row) => row.category },
          {
            key: 'skus',
            head: t('products.skus'),
            cut: true,
            from: 700,
            cell: (row) => <Code>{row.variants.map((one) => one.sku).join('  ')}</Code>,
          },
          { key: 'count', head: t('products.variants'), width: 90, align: 'right', cell: (row) => row.variants.length },
        ]}
        empty={<EmptyState title={t('products.none')} note={t('products.none_note')} />}
      />
    </Page>
  );
}
