/** One dispute: what speaks for us and what is missing, what the bank gets, and the button that sends it. */
import './disputes.css';
import { type DisputeDetail, disputesApi } from '@recoup/contract';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { Code } from '../ui/code.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Note, Page, PaneLayout, Section } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { ErrorState } from '../ui/states.tsx';
import { Clock, Shape, Status } from '../ui/status.tsx';
import { DisputeFoot } from './dispute-foot.tsx';
import { toneOf } from './disputes.tsx';
import { Evidence } from './evidence.tsx';
import { Packs } from './packs.tsx';

const route = getRouteApi('/shell/money/disputes/$id');

export function DisputePage() {
  const { t } = useTranslation('disputes');
  const { id } = route.useParams();
  const { data: dispute, problem, retry } = useApi(disputesApi.dispute, { params: { id } });
  if (problem)
    return <ErrorState title={t('not_read')} words={problem.words} requestId={problem.requestId} onRetry={retry} />;
  if (!dispute) return null;
  return (
    <PaneLayout
      rightWidth={380}
      rightTitle={t('facts.title')}
      right={<Facts dispute={dispute} />}
      rightFoot={<DisputeFoot key={dispute.version} dispute={dispute} />}
    >
      <Page
        title={<Code size="page">{dispute.code}</Code>}
        tab={dispute.code}
        crumbs={[
          <Link key="money" to="/money">
            {t('money')}
          </Link>,
          <Link key="all" to={'/money/disputes' as '/'}>
            {t('title')}
          </Link>,
        ]}
        aside={`${dispute.customer.name} · ${t(`reason.${dispute.reason}`)}`}
      >
        <Flags dispute={dispute} />
        <Evidence key={`${dispute.id}/${dispute.state}`} dispute={dispute} />
        <Packs dispute={dispute} />
      </Page>
    </PaneLayout>
  );
}

function Flags({ dispute }: { dispute: DisputeDetail }) {
  const { t } = useTranslation('disputes');
  const f = useFormat();
  const bad = ['overdue', 'paid_twice', 'refund_waits'];
  return (
    <div className="dispute-flags">
      {dispute.failure && (
        <Note icon={<Shape tone="bad" />}>
          <strong>{t('sending.failed')}</strong> {t(`failure.${dispute.failure}`, { defaultValue: dispute.failure })}
        </Note>
      )}
      {dispute.sending === 'sending' && <Note icon={<Shape tone="move" />}>{t('sending.sending')}</Note>}
      {dispute.flags.map(({ code, facts }) => {
        const money = facts.amount as { amount: number; currency: string } | undefined;
        const refunds = Array.isArray(facts.refunds) ? facts.refunds.join(', ') : '';
        return (
          <Note key={code} icon={<Shape tone={bad.includes(code) ? 'bad' : 'clock'} />}>
            <strong>
              {t(`flag.${code}.short`)}
              {t('stop')}
            </strong>{' '}
            {t(`flag.${code}.note`, {
              refunds,
              amount: money ? f.money(money.amount, money.currency) : '',
              due: f.dateTime(dispute.due_by),
            })}
          </Note>
        );
      })}
    </div>
  );
}

function Facts({ dispute }: { dispute: DisputeDetail }) {
  const { t } = useTranslation('disputes');
  const f = useFormat();
  const rule = dispute.due_rule;
  const rows = [
    {
      key: 'order',
      label: t('facts.order'),
      value: <Link to={`/orders/${dispute.order.id}` as '/'}>{dispute.order.number}</Link>,
    },
    { key: 'payment', label: t('facts.payment'), value: dispute.payment?.label ?? '—' },
    { key: 'kind', label: t('facts.kind'), value: t(`kind.${dispute.kind}`) },
    ...(dispute.network_code
      ? [
          {
            key: 'code',
            label: t('facts.code'),
            note: dispute.network_name ?? undefined,
            value: `${t(`network.${dispute.network}`)} ${dispute.network_code}`,
          },
        ]
      : []),
    {
      key: 'source',
      label: t('facts.source'),
      value:
        dispute.source === 'gateway' ? t('facts.gateway', { name: dispute.gateway }) : t(`source.${dispute.source}`),
    },
    ...(dispute.reference
      ? [{ key: 'reference', label: t('facts.reference'), value: <Code copy>{dispute.reference}</Code> }]
      : []),
    { key: 'opened', label: t('facts.opened'), value: f.dateTime(dispute.opened_at) },
    { key: 'due', label: t('facts.due'), value: f.dateTime(dispute.due_by) },
    { key: 'fee', label: t('facts.fee'), value: <Money value={dispute.fee} /> },
    ...(dispute.submitted_at
      ? [
          {
            key: 'submitted',
            label: t('facts.submitted'),
            value: `${f.dateTime(dispute.submitted_at)}${dispute.submitted_by ? `, ${dispute.submitted_by.name}` : ''}`,
          },
        ]
      : []),
    ...(dispute.decided_at
      ? [
          {
            key: 'decided',
            label: t(`state.${dispute.state}`),
            value: `${f.dateTime(dispute.decided_at)}${dispute.decided_by ? `, ${dispute.decided_by.name}` : ''}`,
          },
        ]
      : []),
  ];
  return (
    <div className="dispute-pane">
      <div className="dispute-stake">
        <Money value={dispute.amount} />
      </div>
      <p className="r-ink2">{t(`kind_note.${dispute.kind}`)}</p>
      <p>
        {dispute.state === 'needs_response' ? (
          <Clock due={dispute.due_by} start={dispute.opened_at} />
        ) : (
          <Status tone={toneOf[dispute.state]} strong>
            {t(`state.${dispute.state}`)}
          </Status>
        )}
      </p>
      <p className="r-second">
        {rule.days === null ? (
          t('due.given')
        ) : (
          <>
            {t(rule.source === 'shortest' ? 'due.shortest' : 'due.rule', {
              days: rule.days,
              network: t(`network.${dispute.network}`),
            })}{' '}
            {rule.source_url && (
              <a href={rule.source_url} target="_blank" rel="noreferrer">
                {t('due.source', { day: rule.checked_on ? f.calendarDay(rule.checked_on) : t('rule.unread') })}
              </a>
            )}
          </>
        )}
      </p>
      <Section title={t('facts.title')}>
        <Rows rows={rows} />
      </Section>
      {dispute.decision_note && <p className="r-second">“{dispute.decision_note}”</p>}
    </div>
  );
}
