/** Spare parts: what each looks like, which products it fits, which problems it mends, and how many lie where. */
import './parts.css';
import { type Part, partsApi, reason as reasons } from '@recoup/contract';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { FileUp, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiList } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { Item } from '../ui/list-parts.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { SentenceFilter } from '../ui/sentence-filter.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Status } from '../ui/status.tsx';
import { GoodsTabs } from '../warehouse/goods-tabs.tsx';
import { ImportSheet } from './import-sheet.tsx';
import { partStates } from './searches.ts';
import { usePartName } from './words.ts';

const route = getRouteApi('/shell/parts');

export function Parts() {
  const { t } = useTranslation('parts');
  const terms = useTerms();
  const scope = useScope();
  const { may } = useSession();
  const { q, reason, state } = route.useSearch();
  const navigate = route.useNavigate();
  const go = useNavigate();
  const nameOf = usePartName();
  const [loading, setLoading] = useState(false);
  const list = useApiList(partsApi.list, { query: { brand_id: scope.brand_id, q, reason, state } });
  const canWrite = may('products.write');
  return (
    <Page
      ground="surface"
      title={t('title')}
      tab={t('title')}
      aside={
        <Segmented
          value={state ?? 'active'}
          onChange={(next) =>
            void navigate({ search: (was) => ({ ...was, state: next as (typeof partStates)[number] }) })
          }
          options={partStates.map((one) => ({ value: one, label: t(`state.${one}`) }))}
        />
      }
      verbs={
        <>
          <GoodsTabs here="parts" />
          {canWrite && (
            <>
              <Button icon={<FileUp size={16} />} onClick={() => setLoading(true)}>
                {t('import.button')}
              </Button>
              <Button type="primary" icon={<Plus size={16} />} onClick={() => void go({ to: '/parts/new' })}>
                {t('add')}
              </Button>
            </>
          )}
        </>
      }
      sentence={
        <SentenceFilter
          sentence={t('sentence')}
          words={{
            q: {
              any: t('any_q'),
              value: q,
              typed: 'text',
              onChange: (value) => void navigate({ search: (was) => ({ ...was, q: value }) }),
            },
            reason: {
              any: t('any_reason'),
              value: reason,
              choices: reasons.options.map((value) => ({ value, label: terms.reason(value) })),
              onChange: (value) =>
                void navigate({
                  search: (was) => ({ ...was, reason: value as (typeof reasons.options)[number] | undefined }),
                }),
            },
          }}
        />
      }
    >
      <ListTable<Part>
        source={list}
        label={t('title')}
        rowKey={(row) => row.id}
        rowHeight={54}
        sentenceKey
        columns={[
          {
            key: 'part',
            head: t('col.part'),
            cell: (row) => <Item photo={row.thumb_url} title={nameOf(row)} note={<Code>{row.sku}</Code>} />,
          },
          {
            key: 'fits',
            head: t('col.fits'),
            cell: (row) => {
              const [first, ...rest] = row.fits;
              if (!first) return <span className="r-ink3">{t('fits_nothing')}</span>;
              const head =
                first.per_product > 1
                  ? t('fits_times', { title: nameOf(first.product), count: first.per_product })
                  : nameOf(first.product);
              return <Item title={head} note={rest.length > 0 ? t('and_more', { count: rest.length }) : undefined} />;
            },
          },
          {
            key: 'mends',
            head: t('col.mends'),
            from: 940,
            cell: (row) => {
              const [first, ...rest] = row.mends;
              if (!first) return <span className="r-ink3">{t('mends_nothing')}</span>;
              return (
                <Item
                  title={terms.why(first)}
                  note={rest.length > 0 ? t('and_more', { count: rest.length }) : undefined}
                />
              );
            },
          },
          { key: 'stock', head: t('col.stock'), width: 190, cell: (row) => <StockOf part={row} /> },
          {
            key: 'price',
            head: t('col.price'),
            width: 92,
            align: 'right',
            from: 760,
            cell: (row) => <Money value={row.price} />,
          },
          {
            key: 'cost',
            head: t('col.cost'),
            width: 92,
            align: 'right',
            from: 860,
            cell: (row) => <Money value={row.unit_cost} />,
          },
        ]}
        onOpen={(row) => void navigate({ to: '/parts/$id', params: { id: row.id } })}
        empty={
          <EmptyState
            title={t('empty')}
            note={t('empty_note')}
            action={canWrite && <Button onClick={() => setLoading(true)}>{t('import.button')}</Button>}
          />
        }
      />
      {loading && <ImportSheet of="parts" onClose={() => setLoading(false)} />}
    </Page>
  );
}

/** Free pieces by site; out of stock says when more is expected. */
export function StockOf({ part }: { part: Part }) {
  const { t } = useTranslation('parts');
  const f = useFormat();
  const free = part.stock.reduce((sum, one) => sum + one.free, 0);
  if (part.stock.length === 0) return <span className="r-ink3">{t('not_counted')}</span>;
  const days = part.stock.flatMap(({ expected_on }) => expected_on ?? []).sort();
  if (free === 0) {
    return (
      <Item
        title={<Status tone="clock">{t('out')}</Status>}
        note={days[0] ? t('expected', { day: f.calendarDay(days[0]) }) : t('not_expected')}
      />
    );
  }
  const by = part.stock
    .filter((one) => one.on_hand > 0)
    .map((one) => t('at_site', { count: one.free, site: one.site.name }));
  return <Item title={<b>{t('free', { count: free })}</b>} note={by.join(' · ')} />;
}
