/** What buyers were asked to pay: differences of exchanges, and holds on cards until the old goods are here. */
import './payments.css';
import { type Charge, paymentsApi } from '@recoup/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi, useApiList } from '../app/queries.ts';
import { useScope } from '../app/session.tsx';
import { MoneyPlaces } from '../money/places.tsx';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Page, PaneLayout, Section } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Status, type Tone, When } from '../ui/status.tsx';
import { ChargeFoot } from './charge-foot.tsx';
import { chargeStates, showing } from './showing.ts';

const route = getRouteApi('/shell/money/charges');

export const chargeTone: Record<Charge['state'], Tone> = {
  wanted: 'move',
  asked: 'clock',
  authorized: 'clock',
  paid: 'good',
  captured: 'good',
  released: 'good',
  failed: 'bad',
  expired: 'diff',
  waived: 'idle',
  void: 'idle',
};

export function ChargesPage() {
  const { t } = useTranslation('payments');
  const { brand_id } = useScope();
  const { show, charge: openId } = route.useSearch();
  const navigate = route.useNavigate();
  const source = useApiList(paymentsApi.charges, { query: { state: [...chargeStates[show]], brand_id, limit: 100 } });
  const open = useApi(paymentsApi.charge, { params: { id: openId ?? '' } }, { on: openId !== undefined, keep: false });
  const look = (id: string | undefined) => void navigate({ search: (was) => ({ ...was, charge: id }) });
  const shown = open.data;
  return (
    <PaneLayout
      rightWidth={380}
      rightTitle={shown?.code ?? t('charges.title')}
      rightOpen={openId !== undefined}
      onRightClose={() => look(undefined)}
      right={
        shown ? <ChargePane charge={shown} /> : <EmptyState title={t('charges.pick')} note={t('charges.pick_note')} />
      }
      rightFoot={shown ? <ChargeFoot key={shown.id} charge={shown} /> : undefined}
    >
      <Page
        title={t('charges.title')}
        tab={t('charges.title')}
        sentence={<MoneyPlaces />}
        verbs={
          <Segmented
            value={show}
            onChange={(next) => void navigate({ search: { show: next } })}
            options={showing.map((one) => ({ value: one, label: t(`show.${one}`) }))}
          />
        }
      >
        <ListTable
          source={source}
          label={t('charges.title')}
          rowKey={(row) => row.id}
          openId={openId ?? null}
          onOpen={(row) => look(row.id)}
          columns={[
            { key: 'state', head: t('col.state'), width: 170, cell: (row) => <ChargeState charge={row} /> },
            {
              key: 'who',
              head: t('col.who'),
              width: 150,
              cut: true,
              cell: (row) => <strong className="money-who">{row.customer.name}</strong>,
            },
            {
              key: 'return',
              head: t('col.return'),
              width: 150,
              cell: (row) => <Code>{row.return?.code ?? row.code}</Code>,
            },
            {
              key: 'what',
              head: t('col.what'),
              cut: true,
              cell: (row) => t(`what.${row.purpose}`, { title: row.title }),
            },
            {
              key: 'until',
              head: t('col.until'),
              width: 130,
              from: 760,
              cell: (row) => (row.expires_at ? <When at={row.expires_at} /> : null),
            },
            {
              key: 'amount',
              head: t('col.amount'),
              width: 104,
              align: 'right',
              cell: (row) => <Money value={row.amount} />,
            },
          ]}
          empty={<EmptyState title={t(`empty.${show}`)} note={t('empty.note')} />}
        />
      </Page>
    </PaneLayout>
  );
}

function ChargeState({ charge }: { charge: Charge }) {
  const { t } = useTranslation('payments');
  return (
    <Status tone={charge.capture_due ? 'bad' : chargeTone[charge.state]}>
      {charge.capture_due ? t('state.capture_due') : t(`state.${charge.state}`)}
    </Status>
  );
}

function ChargePane({ charge }: { charge: Charge }) {
  const { t } = useTranslation('payments');
  const f = useFormat();
  const terms = useTerms();
  const row = (key: string, value: React.ReactNode) => ({ key, label: t(`facts.${key}`), value });
  return (
    <div className="money-pane">
      <div className="money-pane-head">
        <Code size="head">{charge.return?.code ?? charge.code}</Code>
        {charge.return && <Link to={`/returns/${charge.return.id}` as '/'}>{t('open_return')}</Link>}
      </div>
      <div className="money-amount">
        <Money value={charge.amount} />
      </div>
      <p className="r-ink2">{t(`from.${charge.purpose}`, { name: charge.customer.name, title: charge.title })}</p>
      <p>
        <ChargeState charge={charge} />
      </p>
      {charge.capture_due && <p className="r-second">{t('capture_due_note')}</p>}
      <Section title={t('facts.title')}>
        <Rows
          rows={[
            row('number', <Code copy>{charge.code}</Code>),
            row('order', <Link to={`/orders/${charge.order.id}` as '/'}>{charge.order.number}</Link>),
            row('through', charge.gateway === 'stripe' ? 'Stripe' : t('by_hand')),
            ...(charge.asked_at ? [row('asked', f.dateTime(charge.asked_at))] : []),
            ...(charge.paid_at ? [row(charge.purpose === 'hold' ? 'held' : 'paid', f.dateTime(charge.paid_at))] : []),
            ...(charge.captured && charge.state === 'captured'
              ? [row('captured', <Money value={charge.captured} />)]
              : []),
            ...(charge.expires_at
              ? [row(charge.state === 'authorized' ? 'held_until' : 'pay_by', f.dateTime(charge.expires_at))]
              : []),
            ...(charge.reference ? [row('reference', <Code copy>{charge.reference}</Code>)] : []),
            ...(charge.failure ? [row('failure', terms.failure(charge.failure))] : []),
            ...(charge.waived_by ? [row('waived_by', charge.waived_by.name)] : []),
            ...(charge.reason ? [row('reason', charge.reason)] : []),
          ]}
        />
      </Section>
    </div>
  );
}
