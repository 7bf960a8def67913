/** What leaves for remedies, grouped by what each order waits for: first what a hand can do now. */
import './outbound.css';
import { type OutboundRow, type OutboundState, outbound } from '@recoup/contract';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { ScanLine } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiList } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { Item } from '../ui/list-parts.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { Page } from '../ui/page.tsx';
import { SentenceFilter } from '../ui/sentence-filter.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Status, When } from '../ui/status.tsx';
import { GoodsTabs } from '../warehouse/goods-tabs.tsx';
import { type OutboundView, outboundViews } from './searches.ts';
import { type Group, groupOf, groups, useGoodsLine, useStanding } from './words.ts';

const route = getRouteApi('/shell/outbound');
const states: Record<OutboundView, OutboundState[]> = {
  open: ['waiting', 'reserved', 'picked', 'packed'],
  left: ['shipped', 'delivered'],
  cancelled: ['cancelled'],
};
const waits = ['payment', 'goods', 'stock', 'repair'] as const;

export function Outbound() {
  const { t } = useTranslation('outbound');
  const terms = useTerms();
  const scope = useScope();
  const { may } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const go = useNavigate();
  const goodsLine = useGoodsLine();
  const standing = useStanding();
  const view = search.view ?? 'open';
  const query = { ...scope, state: states[view], waits_for: search.waits, q: search.q };
  const list = useApiList(outbound.list, { query });
  const counts = useApi(outbound.counts, { query: scope });
  const rows = useMemo(
    () =>
      view === 'open'
        ? [...list.rows].sort((a, b) => groups.indexOf(groupOf(a)) - groups.indexOf(groupOf(b)))
        : list.rows,
    [list.rows, view],
  );
  const countOf = (group: Group): number => {
    const all = counts.data as Record<string, number> | undefined;
    const count = all?.[group] ?? 0;
    return group === 'packed' ? count - (all?.label_failed ?? 0) : count;
  };
  return (
    <Page
      ground="surface"
      title={t('title')}
      tab={t('title')}
      aside={
        <Segmented
          value={view}
          onChange={(next) => void navigate({ search: { view: next as OutboundView } })}
          options={outboundViews.map((one) => ({ value: one, label: t(`view.${one}`) }))}
        />
      }
      verbs={
        <>
          <GoodsTabs here="outbound" />
          {may('warehouse.stock') && (
            <Button type="primary" icon={<ScanLine size={16} />} onClick={() => void go({ to: '/stations/send' })}>
              {t('to_station')}
            </Button>
          )}
        </>
      }
      sentence={
        <SentenceFilter
          sentence={view === 'open' ? t('sentence') : t('sentence_left')}
          words={{
            ...(view === 'open'
              ? {
                  waits: {
                    any: t('any_wait'),
                    value: search.waits,
                    choices: waits.map((value) => ({ value, label: t(`waits.${value}`) })),
                    onChange: (value: string | undefined) =>
                      void navigate({
                        search: (was) => ({ ...was, waits: value as (typeof waits)[number] | undefined }),
                      }),
                  },
                }
              : {}),
            q: {
              any: t('any_q'),
              value: search.q,
              typed: 'text',
              onChange: (value) => void navigate({ search: (was) => ({ ...was, q: value }) }),
            },
          }}
        />
      }
    >
      <ListTable<OutboundRow>
        source={{ ...list, rows }}
        label={t('title')}
        rowKey={(row) => row.id}
        rowHeight={54}
        sentenceKey
        {...(view === 'open'
          ? {
              groupOf: (row: OutboundRow) => {
                const group = groupOf(row);
                return {
                  key: group,
                  head: t(`group.${group}.head`),
                  count:
                    search.q || search.waits ? rows.filter((one) => groupOf(one) === group).length : countOf(group),
                  note: t(`group.${group}.note`),
                };
              },
            }
          : {})}
        columns={[
          { key: 'code', head: t('col.code'), width: 148, cell: (row) => <Code>{row.code}</Code> },
          {
            key: 'goods',
            head: t('col.goods'),
            cell: (row) => (
              <Item photo={row.lines[0]?.thumb_url ?? null} title={goodsLine(row)} note={terms.remedy(row.remedy)} />
            ),
          },
          {
            key: 'to',
            head: t('col.to'),
            width: 150,
            from: 760,
            cell: (row) => <Item title={row.customer.name} note={row.place ?? t('no_address')} />,
          },
          {
            key: 'return',
            head: t('col.return'),
            width: 148,
            from: 980,
            cell: (row) => <Code>{row.return.code}</Code>,
          },
          { key: 'site', head: t('col.site'), width: 104, from: 900, cell: (row) => row.site?.name ?? '—' },
          {
            key: 'standing',
            head: t('col.standing'),
            width: 178,
            cell: (row) => {
              const { word, tone, note } = standing(row);
              return <Item title={<Status tone={tone}>{word}</Status>} note={note ?? row.tracking} />;
            },
          },
          {
            key: 'since',
            head: t('col.since'),
            width: 92,
            align: 'right',
            cell: (row) => <When at={row.since} as="date" />,
          },
        ]}
        onOpen={(row) => void navigate({ to: '/outbound/$id', params: { id: row.id } })}
        empty={<EmptyState title={t(`empty.${view}`)} note={t('empty.note')} />}
      />
    </Page>
  );
}
