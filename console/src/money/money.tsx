/** Refunds by what they wait for, store credits, and the books. */
import './money.css';
import { moneyApi, type Refund } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiList } from '../app/queries.ts';
import { useScope } from '../app/session.tsx';
import { Code } from '../ui/code.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Page, PaneLayout } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Clock, Status, When } from '../ui/status.tsx';
import { Credits } from './credits.tsx';
import { Ledger } from './ledger.tsx';
import { RefundFoot, RefundPane } from './refund-pane.tsx';
import { ReturnCost } from './return-cost.tsx';
import { groupOf, inGroups, statesOf, type Tab, tabs } from './tabs.ts';
import { useRefundCounts } from './use-waiting.ts';

const route = getRouteApi('/shell/money');

export function MoneyPage() {
  const { t } = useTranslation('money');
  const f = useFormat();
  const { tab, refund: openId } = route.useSearch();
  const navigate = route.useNavigate();
  const counts = useRefundCounts();
  const open = useApi(moneyApi.refund, { params: { id: openId ?? '' } }, { on: openId !== undefined, keep: false });
  const amounts = counts.data?.owed_amounts.map((one) => f.money(one.amount, one.currency)).join(' + ');
  const show = (id: string | undefined) => void navigate({ search: (was) => ({ ...was, refund: id }) });
  const shown = open.data;
  return (
    <PaneLayout
      rightWidth={380}
      rightTitle={shown?.code ?? t('title')}
      rightOpen={openId !== undefined}
      onRightClose={() => show(undefined)}
      right={tab === 'ledger' || tab === 'credits' ? undefined : <RefundPane refund={shown} />}
      rightFoot={
        shown && tab !== 'ledger' && tab !== 'credits' ? <RefundFoot key={shown.id} refund={shown} /> : undefined
      }
    >
      <Page
        title={t('title')}
        tab={t('title')}
        aside={counts.data && counts.data.owed > 0 && t('owed_to', { amounts, count: counts.data.owed })}
        verbs={
          <Segmented
            value={tab}
            onChange={(next) => void navigate({ search: { tab: next } })}
            options={tabs.map((one) => ({
              value: one,
              label: `${t(`tab.${one}`)}${counts.data ? countOf(one, counts.data) : ''}`,
            }))}
          />
        }
      >
        {tab === 'credits' ? (
          <Credits />
        ) : tab === 'ledger' ? (
          <Ledger />
        ) : (
          <Refunds tab={tab} openId={openId ?? null} onOpen={show} />
        )}
        {shown?.return && tab !== 'credits' && tab !== 'ledger' && (
          <ReturnCost returnId={shown.return.id} code={shown.return.code} />
        )}
      </Page>
    </PaneLayout>
  );
}

function countOf(tab: Tab, counts: { owed: number; failed: number; sending: number; sent_today: number }): string {
  if (tab === 'owed') return ` ${counts.owed + counts.failed}`;
  if (tab === 'sending') return ` ${counts.sending}`;
  return tab === 'sent' ? ` ${counts.sent_today}` : '';
}

function Refunds({
  tab,
  openId,
  onOpen,
}: {
  tab: 'owed' | 'sending' | 'sent';
  openId: string | null;
  onOpen: (id: string) => void;
}) {
  const { t } = useTranslation('money');
  const { brand_id } = useScope();
  const source = useApiList(moneyApi.refunds, { query: { state: statesOf[tab], brand_id, limit: 100 } });
  const rows = useMemo(() => (tab === 'sent' ? source.rows : inGroups(source.rows)), [source.rows, tab]);
  return (
    <ListTable
      source={{ ...source, rows }}
      label={t(`tab.${tab}`)}
      rowKey={(row) => row.id}
      openId={openId}
      onOpen={(row) => onOpen(row.id)}
      headless={tab !== 'sent'}
      {...(tab === 'sent'
        ? {}
        : {
            groupOf: (row: Refund) => {
              const key = groupOf(row);
              return {
                key,
                head: t(`group.${key}.name`),
                note: t(`group.${key}.note`),
                count: rows.filter((one) => groupOf(one) === key).length,
              };
            },
          })}
      columns={[
        { key: 'clock', head: t('col.when'), width: 132, cell: (row) => <Waits refund={row} /> },
        {
          key: 'who',
          head: t('col.who'),
          width: 150,
          cut: true,
          cell: (row) => <strong className="money-who">{row.customer.name}</strong>,
        },
        { key: 'code', head: t('col.return'), width: 150, cell: (row) => <Code>{row.return?.code ?? row.code}</Code> },
        { key: 'what', head: t('col.what'), cut: true, cell: (row) => row.title },
        {
          key: 'to',
          head: t('col.to'),
          width: 150,
          from: 700,
          cell: (row) => (
            <span className="r-ink2">
              {row.kind === 'store_credit' ? t('kind.store_credit') : (row.to ?? t('to_unknown'))}
            </span>
          ),
        },
        {
          key: 'amount',
          head: t('col.amount'),
          width: 104,
          align: 'right',
          cell: (row) => <Money value={row.amount} />,
        },
      ]}
      empty={<EmptyState title={t(`empty.${tab}`)} note={t('empty.note')} />}
    />
  );
}

function Waits({ refund }: { refund: Refund }) {
  const { t } = useTranslation('money');
  if (refund.state === 'failed') return <Status tone="bad">{t('state.failed')}</Status>;
  if (refund.state === 'sending')
    return (
      <Status tone="move">
        <When at={refund.sending_at ?? refund.owed_at} />
      </Status>
    );
  if (refund.state === 'sent')
    return (
      <Status tone="good">
        <When at={refund.sent_at ?? refund.owed_at} />
      </Status>
    );
  return refund.due_at ? (
    <Clock due={refund.due_at} start={refund.owed_at} />
  ) : (
    <Status tone="idle">{t('state.owed')}</Status>
  );
}
