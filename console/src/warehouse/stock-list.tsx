/** Ready units, one row for each SKU, condition, way and site. */
import { type AnswerOf, warehouse } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useScope } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { Item } from '../ui/list-parts.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { SentenceFilter } from '../ui/sentence-filter.tsx';
import { EmptyState } from '../ui/states.tsx';
import { When } from '../ui/status.tsx';
import { CompareBar } from '../ui/value-bar.tsx';

const route = getRouteApi('/shell/stock');
type Row = AnswerOf<typeof warehouse.stock>['rows'][number];
const keyOf = (row: Row) =>
  [row.site.id, row.brand?.id, row.sku ?? row.title, row.condition, row.grade, row.disposition].join('/');

export function StockList() {
  const { t } = useTranslation('warehouse');
  const f = useFormat();
  const terms = useTerms();
  const scope = useScope();
  const { q } = route.useSearch();
  const navigate = route.useNavigate();
  const stock = useApi(warehouse.stock, { query: { ...scope, q } });
  const rows = useMemo(() => stock.data?.rows ?? [], [stock.data]);
  const most = Math.max(1, ...rows.map((row) => row.units));
  const units = rows.reduce((sum, row) => sum + row.units, 0);
  const sums = new Map<string, number>();
  for (const { expected } of rows) {
    if (expected) sums.set(expected.currency, (sums.get(expected.currency) ?? 0) + expected.amount);
  }
  const worth = f.listed([...sums].map(([currency, amount]) => f.money(amount, currency)));
  return (
    <>
      <div className="warehouse-stock-head">
        <SentenceFilter
          sentence={t('stock.sentence')}
          words={{
            q: {
              any: t('stock.any_q'),
              value: q,
              typed: 'text',
              onChange: (value) => void navigate({ search: (was) => ({ ...was, q: value }) }),
            },
          }}
        />
        {rows.length > 0 && (
          <span className="r-ink2">
            {worth ? t('stock.sum_worth', { count: units, worth }) : t('stock.sum', { count: units })}
          </span>
        )}
      </div>
      <ListTable
        source={{
          rows,
          total: rows.length,
          loading: stock.loading,
          error: stock.problem && { words: stock.problem.words, requestId: stock.problem.requestId },
          retry: stock.retry,
          hasMore: false,
          loadingMore: false,
          loadMore: () => {},
          question: `${q} ${scope.site_id} ${scope.brand_id}`,
          pages: 1,
        }}
        label={t('stock.title')}
        rowKey={keyOf}
        rowHeight={54}
        sentenceKey
        columns={[
          { key: 'item', head: t('stock.col.item'), cell: (row) => <Item title={row.title} note={row.sku} /> },
          {
            key: 'condition',
            head: t('stock.col.condition'),
            width: 120,
            cell: (row) => terms.condition(row.condition),
          },
          { key: 'grade', head: t('units.col.grade'), width: 62, cell: (row) => <b>{row.grade ?? '—'}</b> },
          { key: 'way', head: t('stock.col.way'), width: 118, cell: (row) => terms.disposition(row.disposition) },
          { key: 'site', head: t('parcels.col.site'), width: 110, from: 860, cell: (row) => row.site.name },
          {
            key: 'oldest',
            head: t('stock.col.oldest'),
            width: 92,
            from: 760,
            cell: (row) => <When at={row.oldest_at} as="date" />,
          },
          {
            key: 'units',
            head: t('stock.col.units'),
            width: 110,
            align: 'right',
            cell: (row) => (
              <span className="warehouse-stock-units">
                <CompareBar share={row.units / most} width={56} />
                <b>{f.number(row.units)}</b>
              </span>
            ),
          },
          {
            key: 'expected',
            head: t('stock.col.expected'),
            width: 110,
            align: 'right',
            cell: (row) => <Money value={row.expected} />,
          },
        ]}
        onOpen={(row) =>
          void navigate({
            to: '/units',
            search: {
              stage: 'ready',
              disposition: row.disposition,
              ...(row.sku ? { sku: row.sku } : { q: row.title }),
              ...(row.grade ? { grade: row.grade } : {}),
            },
          })
        }
        empty={<EmptyState title={t('stock.empty')} note={t('stock.empty_note')} />}
      />
    </>
  );
}
