/** Disputes by deadline: what the bank must hear next stands on top. */
import '../money/money.css';
import './disputes.css';
import { type Dispute, disputesApi } from '@recoup/contract';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useApiList } from '../app/queries.ts';
import { useScope, useSession } from '../app/session.tsx';
import { MoneyPlaces } from '../money/places.tsx';
import { Code } from '../ui/code.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Clock, Status, type Tone, When } from '../ui/status.tsx';
import { OpenDispute } from './open-dispute.tsx';

const route = getRouteApi('/shell/money/disputes');

export const toneOf: Record<Dispute['state'], Tone> = {
  needs_response: 'clock',
  submitted: 'move',
  won: 'good',
  lost: 'bad',
  accepted: 'idle',
};

export function Disputes() {
  const { t } = useTranslation('disputes');
  const f = useFormat();
  const { brand_id } = useScope();
  const { may } = useSession();
  const { show, q } = route.useSearch();
  const navigate = route.useNavigate();
  const [opening, setOpening] = useState(false);
  const state: Dispute['state'][] = show === 'open' ? ['needs_response', 'submitted'] : ['won', 'lost', 'accepted'];
  const source = useApiList(disputesApi.disputes, { query: { state, brand_id, q, limit: 100 } });
  const { data: counts } = useApi(disputesApi.counts, { query: { brand_id } });
  const rows = show === 'open' ? [...source.rows].sort((a, b) => rank(a) - rank(b)) : [...source.rows].reverse();
  const stake = counts?.at_stake.map(({ amount, currency }) => f.money(amount, currency)).join(' + ');
  return (
    <Page
      title={t('title')}
      tab={t('title')}
      sentence={<MoneyPlaces />}
      aside={stake && t('at_stake', { amount: stake })}
      verbs={
        <>
          <Segmented
            value={show}
            onChange={(next) => void navigate({ search: { show: next } })}
            options={[
              {
                value: 'open' as const,
                label: `${t('show.open')}${counts ? ` ${counts.needs_response + counts.submitted}` : ''}`,
              },
              { value: 'ended' as const, label: t('show.ended') },
            ]}
          />
          {may('money.send') && <Button onClick={() => setOpening(true)}>{t('open.verb')}</Button>}
        </>
      }
    >
      <ListTable
        source={{ ...source, rows }}
        label={t('title')}
        rowKey={(row) => row.id}
        rowHeight={54}
        onOpen={(row) => void navigate({ to: `/money/disputes/${row.id}` as '/' })}
        groupOf={(row) => ({
          key: row.state,
          head: t(`state.${row.state}`),
          note: t(`state_note.${row.state}`),
          count: rows.filter((one) => one.state === row.state).length,
        })}
        columns={[
          { key: 'clock', head: t('col.when'), width: 140, cell: (row) => <Deadline dispute={row} /> },
          {
            key: 'code',
            head: t('col.code'),
            width: 160,
            cell: (row) => (
              <span className="dispute-two">
                <Code>{row.code}</Code>
                <span className="r-second">
                  {row.network_code ? `${t(`network.${row.network}`)} ${row.network_code}` : t(`kind.${row.kind}`)}
                </span>
              </span>
            ),
          },
          {
            key: 'who',
            head: t('col.who'),
            width: 170,
            cell: (row) => (
              <span className="dispute-two">
                <strong>{row.customer.name}</strong>
                <span className="r-second">{t('order', { number: row.order.number })}</span>
              </span>
            ),
          },
          {
            key: 'reason',
            head: t('col.reason'),
            cut: true,
            cell: (row) => (
              <span className="dispute-two">
                <span>{t(`reason.${row.reason}`)}</span>
                <span className="r-second">
                  {row.flags
                    .filter(({ code }) => code !== 'due_soon' && code !== 'overdue')
                    .map(({ code }) => t(`flag.${code}.short`))
                    .join(' · ')}
                </span>
              </span>
            ),
          },
          {
            key: 'paid',
            head: t('col.paid'),
            width: 150,
            from: 900,
            cell: (row) => <span className="r-ink2">{row.payment?.label ?? '—'}</span>,
          },
          {
            key: 'amount',
            head: t('col.amount'),
            width: 110,
            align: 'right',
            cell: (row) => <Money value={row.amount} />,
          },
        ]}
        empty={<EmptyState title={t(`empty.${show}`)} note={t('empty.note')} />}
      />
      {opening && <OpenDispute done={() => setOpening(false)} />}
    </Page>
  );
}

const rank = (row: Dispute) => (row.state === 'needs_response' ? 0 : 1);

/** Until when, or how it stands. */
export function Deadline({ dispute }: { dispute: Dispute }) {
  const { t } = useTranslation('disputes');
  if (dispute.state === 'needs_response') return <Clock due={dispute.due_by} start={dispute.opened_at} />;
  const at = dispute.decided_at ?? dispute.submitted_at;
  return (
    <span className="dispute-two">
      <Status tone={toneOf[dispute.state]}>{t(`state.${dispute.state}`)}</Status>
      {at && (
        <span className="r-second">
          <When at={at} as="date" />
        </span>
      )}
    </span>
  );
}
