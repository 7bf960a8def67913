/** Refunds by what they wait for, the soonest clock first; one of them in the pane, with what one says yes to. */
import './money.css';
import { moneyApi, type Refund } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiList } from '../app/queries.ts';
import { useScope } from '../app/session.tsx';
import { ReturnCost } from '../costs/return-cost.tsx';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Page, PaneLayout } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Clock, Status, When } from '../ui/status.tsx';
import { MoneyPlaces } from './places.tsx';
import { RefundFoot } from './refund-foot.tsx';
import { RefundPane } from './refund-pane.tsx';
import { type Group, groupOf, inGroups, shownRows, type Tab, tabs, waitsOf } from './tabs.ts';
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
      right={<RefundPane refund={shown} />}
      rightFoot={shown ? <RefundFoot key={shown.id} refund={shown} /> : undefined}
    >
      <Page
        title={t('title')}
        tab={t('title')}
        aside={counts.data && counts.data.owed > 0 && t('owed_to', { amounts, count: counts.data.people })}
        sentence={<MoneyPlaces />}
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
        <Refunds tab={tab} openId={openId ?? null} onOpen={show} counts={counts.data?.waits} />
        {shown?.return && <ReturnCost returnId={shown.return.id} code={shown.return.code} />}
      </Page>
    </PaneLayout>
  );
}

function countOf(tab: Tab, counts: { owed: number; failed: number; sending: number; sent_today: number }): string {
  if (tab === 'owed') return ` ${counts.owed + counts.failed}`;
  if (tab === 'sending') return ` ${counts.sending}`;
  return tab === 'sent' ? ` ${counts.sent_today}` : '';
}

type Waits = Record<Exclude<Group, 'sent'>, number>;

function Refunds({
  tab,
  openId,
  onOpen,
  counts,
}: {
  tab: Tab;
  openId: string | null;
  onOpen: (id: string) => void;
  counts: Waits | undefined;
}) {
  const { t } = useTranslation('money');
  const f = useFormat();
  const { brand_id } = useScope();
  const [whole, setWhole] = useState<ReadonlySet<Group>>(new Set());
  const source = useApiList(moneyApi.refunds, {
    query: { ...(tab === 'sent' ? { state: ['sent' as const] } : { waits_for: waitsOf[tab] }), brand_id, limit: 200 },
  });
  const all = useMemo(() => (tab === 'sent' ? source.rows : inGroups(source.rows)), [source.rows, tab]);
  const rows = tab === 'sent' ? all : shownRows(all, whole);
  const groupHead = (row: Refund) => {
    const key = groupOf(row);
    const here = all.filter((one) => groupOf(one) === key).length;
    const hidden = here - rows.filter((one) => groupOf(one) === key).length;
    const limit = row.second_person_above && f.money(row.second_person_above.amount, row.second_person_above.currency);
    return {
      key,
      head: t(`group.${key}.name`, { at: row.goes_at ? f.time(row.goes_at) : '' }),
      note: t(`group.${key}.note`, { limit: limit ?? '' }),
      count: Math.max(here, key === 'sent' ? 0 : (counts?.[key] ?? 0)),
      ...(hidden > 0
        ? {
            link: (
              <button type="button" className="money-more" onClick={() => setWhole((was) => new Set([...was, key]))}>
                {t('more', { count: hidden })}
              </button>
            ),
          }
        : {}),
    };
  };
  return (
    <ListTable
      source={{ ...source, rows }}
      label={t(`tab.${tab}`)}
      rowKey={(row) => row.id}
      openId={openId}
      onOpen={(row) => onOpen(row.id)}
      headless={tab !== 'sent'}
      {...(tab === 'sent' ? {} : { groupOf: groupHead })}
      columns={[
        { key: 'clock', head: t('col.when'), width: 168, cell: (row) => <WaitsFor refund={row} /> },
        {
          key: 'who',
          head: t('col.who'),
          width: 140,
          cut: true,
          cell: (row) => <strong className="money-who">{row.customer.name}</strong>,
        },
        { key: 'code', head: t('col.return'), width: 150, cell: (row) => <Code>{row.return?.code ?? row.code}</Code> },
        { key: 'what', head: t('col.what'), cut: true, cell: (row) => <What refund={row} /> },
        {
          key: 'to',
          head: t('col.to'),
          width: 176,
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

/** What it is for, and the one thing to know: who asked, why it failed. */
function What({ refund }: { refund: Refund }) {
  const { t } = useTranslation('money');
  const f = useFormat();
  const terms = useTerms();
  if (refund.state === 'failed' && refund.failure) return terms.failure(refund.failure);
  if (refund.waits_for === 'second_person' && refund.asked_by && refund.asked_at)
    return t('asked_at', { title: refund.title, name: refund.asked_by.name, at: f.dateTime(refund.asked_at) });
  return refund.title;
}

function WaitsFor({ refund }: { refund: Refund }) {
  const { t } = useTranslation('money');
  const f = useFormat();
  if (refund.state === 'failed')
    return (
      <Status tone="bad">
        {refund.bounced_at ? t('came_back', { at: f.time(refund.bounced_at) }) : t('state.failed')}
      </Status>
    );
  if (refund.state === 'sending')
    return <Status tone="move">{t('since', { at: f.time(refund.sending_at ?? refund.owed_at) })}</Status>;
  if (refund.state === 'sent')
    return (
      <Status tone="good">
        <When at={refund.sent_at ?? refund.owed_at} />
      </Status>
    );
  if (refund.goes_at) return <Status tone="idle">{f.time(refund.goes_at)}</Status>;
  return refund.due_at ? (
    <Clock due={refund.due_at} start={refund.owed_at} />
  ) : (
    <Status tone="idle">{t('state.owed')}</Status>
  );
}
