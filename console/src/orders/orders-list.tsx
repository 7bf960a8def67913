/** Every order, newest first, by one sentence. */
import { orders } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import { FileUp } from 'lucide-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiList } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { Item } from '../ui/list-parts.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { Money } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { SentenceFilter } from '../ui/sentence-filter.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Status, When } from '../ui/status.tsx';
import { FindInput } from './find-input.tsx';
import { OrdersTabs } from './tabs.tsx';

const route = getRouteApi('/shell/orders');

export function OrdersList() {
  const { t } = useTranslation('orders');
  const terms = useTerms();
  const { may } = useSession();
  const { brand_id } = useScope();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: used } = useApi(orders.categories, { query: { brand_id } });
  const source = useApiList(orders.list, { query: { brand_id, ...search } });
  const change = useCallback(
    (next: Partial<typeof search>) => void navigate({ search: (was) => ({ ...was, ...next }), replace: true }),
    [navigate],
  );
  const find = useCallback((q: string | undefined) => change({ q }), [change]);
  const filtered = Object.values(search).some(Boolean);
  return (
    <Page
      ground="surface"
      title={t('orders.title')}
      tab={t('orders.title')}
      verbs={
        <>
          <FindInput value={search.q} placeholder={t('orders.find')} onFind={find} />
          <OrdersTabs now="orders" />
          {may('orders.write') && (
            <Button type="primary" icon={<FileUp size={15} />} onClick={() => void navigate({ to: '/orders/import' })}>
              {t('orders.import')}
            </Button>
          )}
        </>
      }
      sentence={
        <SentenceFilter
          sentence={t('orders.sentence')}
          words={{
            channel: {
              any: t('orders.any_channel'),
              value: search.channel,
              choices: (used?.channels ?? []).map((one) => ({ value: one, label: terms.channel(one) })),
              onChange: (channel) => change({ channel }),
            },
            delivered: {
              any: t('orders.any_delivery'),
              value: search.delivered,
              choices: [
                { value: 'yes', label: t('orders.delivered') },
                { value: 'no', label: t('orders.not_delivered') },
              ],
              onChange: (delivered) => change({ delivered: delivered as 'yes' | 'no' | undefined }),
            },
          }}
          clauses={[
            {
              key: 'from',
              name: t('orders.from'),
              phrase: t('orders.from_phrase'),
              word: {
                any: t('orders.any_day'),
                typed: 'date',
                value: search.placed_from,
                onChange: (placed_from) => change({ placed_from }),
              },
            },
            {
              key: 'to',
              name: t('orders.to'),
              phrase: t('orders.to_phrase'),
              word: {
                any: t('orders.any_day'),
                typed: 'date',
                value: search.placed_to,
                onChange: (placed_to) => change({ placed_to }),
              },
            },
          ]}
        />
      }
    >
      <ListTable
        source={source}
        label={t('orders.title')}
        rowKey={(row) => row.id}
        rowHeight={54}
        sentenceKey
        onOpen={(row) => void navigate({ to: '/orders/$id', params: { id: row.id } })}
        columns={[
          { key: 'placed', head: t('orders.placed'), width: 110, cell: (row) => <When at={row.placed_at} as="date" /> },
          { key: 'number', head: t('orders.number'), width: 130, cell: (row) => <Code>{row.number}</Code> },
          {
            key: 'who',
            head: t('orders.customer'),
            width: 170,
            cut: true,
            cell: (row) => <strong>{row.customer.name}</strong>,
          },
          {
            key: 'what',
            head: t('orders.item'),
            cell: (row) => (
              <Item
                photo={row.photo_url}
                title={row.title}
                note={row.units > 1 ? t('orders.units', { count: row.units }) : undefined}
              />
            ),
          },
          {
            key: 'channel',
            head: t('orders.channel'),
            width: 120,
            from: 860,
            cell: (row) => terms.channel(row.channel),
          },
          { key: 'where', head: t('orders.delivery'), width: 150, cell: (row) => <Delivery row={row} /> },
          {
            key: 'returns',
            head: t('orders.returns'),
            width: 80,
            align: 'right',
            from: 760,
            cell: (row) => row.returns || '',
          },
          {
            key: 'total',
            head: t('orders.total'),
            width: 110,
            align: 'right',
            cell: (row) => <Money value={row.total} />,
          },
        ]}
        empty={
          filtered ? (
            <EmptyState
              title={t('orders.none_such')}
              action={<Button onClick={() => void navigate({ search: {} })}>{t('orders.clear')}</Button>}
            />
          ) : (
            <EmptyState
              title={t('orders.none')}
              note={t('orders.none_note')}
              action={
                may('orders.write') && (
                  <Button type="primary" onClick={() => void navigate({ to: '/orders/import' })}>
                    {t('orders.import')}
                  </Button>
                )
              }
            />
          )
        }
      />
    </Page>
  );
}

function Delivery({ row }: { row: { delivered_at: string | null; cancelled_at: string | null } }) {
  const { t } = useTranslation('orders');
  if (row.cancelled_at) return <Status tone="idle">{t('state.cancelled')}</Status>;
  if (!row.delivered_at) return <Status tone="move">{t('state.on_way')}</Status>;
  return (
    <Status tone="good">
      <When at={row.delivered_at} as="date" />
    </Status>
  );
}
