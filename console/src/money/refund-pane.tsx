/** One refund: how much to whom, what happened to it, and what one says yes to. */
import type { Refund } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Section } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Shape, Status } from '../ui/status.tsx';
import { TwoPeople } from './two-people.tsx';

export function RefundPane({ refund }: { refund: Refund | undefined }) {
  const { t } = useTranslation('money');
  const f = useFormat();
  if (!refund) return <EmptyState title={t('pane.none')} note={t('pane.none_note')} />;
  const checkValue = ({ code, ok, facts }: Refund['checks'][number]) => {
    if (!ok && code === 'no_dispute') return (facts.disputes as string[]).join(', ');
    if (!ok) return t('checks.look');
    const left = facts.left as { amount: number; currency: string } | null | undefined;
    if (code === 'goods_checked' && facts.keeps) return t('checks.keeps');
    if (code === 'goods_checked') return t('checks.units', { accepted: facts.accepted, units: facts.units });
    if (code === 'not_above_paid' && left) return t('checks.left', { amount: f.money(left.amount, left.currency) });
    return code === 'no_other_open' || code === 'no_dispute' ? t('checks.now') : '';
  };
  return (
    <div className="money-pane">
      <div className="money-pane-head">
        <Code size="head">{refund.return?.code ?? refund.code}</Code>
        {refund.return && <Link to={`/returns/${refund.return.id}` as '/'}>{t('pane.open_return')}</Link>}
      </div>
      <div className="money-amount">
        <Money value={refund.amount} />
      </div>
      <p className="r-ink2">
        {t(refund.kind === 'store_credit' ? 'pane.to_credit' : 'pane.to', {
          name: refund.customer.name,
          to: refund.to ?? t('to_unknown'),
        })}
      </p>
      <div className="money-pane-parts">
        <Rows
          kind="plain"
          rows={[
            ...refund.parts.map((part, i) => ({
              key: `${part.code}/${i}`,
              label: t(`part.${part.code}`),
              note: part.facts?.reason ? String(part.facts.reason) : undefined,
              value: <Money value={part.amount} />,
            })),
            { key: 'sum', label: t(`kind.${refund.kind}`), value: <Money value={refund.amount} />, total: true },
          ]}
        />
      </div>
      {refund.state === 'failed' && <WhyFailed refund={refund} />}
      {refund.needs_second && <TwoPeople refund={refund} />}
      <Section title={t('checks.title')}>
        <Rows
          rows={refund.checks.map((check) => ({
            key: check.code,
            shape: <Shape tone={check.ok ? 'good' : 'diff'} />,
            label: t(`checks.${check.code}`),
            value: <span className="r-ink2">{checkValue(check)}</span>,
          }))}
        />
      </Section>
      <Section title={t('pane.facts')}>
        <Facts refund={refund} />
      </Section>
    </div>
  );
}

function Facts({ refund }: { refund: Refund }) {
  const { t } = useTranslation('money');
  const f = useFormat();
  const rows = [
    {
      key: 'state',
      label: t('facts.state'),
      value: (
        <Status
          tone={{ owed: 'clock', sending: 'move', sent: 'good', failed: 'bad', void: 'idle' }[refund.state] as 'good'}
        >
          {t(`state.${refund.state}`)}
        </Status>
      ),
    },
    { key: 'number', label: t('facts.number'), value: <Code copy>{refund.code}</Code> },
    {
      key: 'order',
      label: t('facts.order'),
      value: <Link to={`/orders/${refund.order.id}` as '/'}>{refund.order.number}</Link>,
    },
    {
      key: 'gateway',
      label: t('facts.gateway'),
      value: t(`gateway.${['manual', 'store_credit', 'stripe'].includes(refund.gateway) ? refund.gateway : 'other'}`, {
        name: refund.gateway,
      }),
    },
    ...(refund.due_at ? [{ key: 'due', label: t('facts.due'), value: f.dateTime(refund.due_at) }] : []),
    ...(refund.sent_at
      ? [
          {
            key: 'sent',
            label: t('facts.sent'),
            value: `${f.dateTime(refund.sent_at)}${refund.sent_by ? `, ${refund.sent_by.name}` : ''}`,
          },
        ]
      : []),
    ...(refund.reference
      ? [{ key: 'reference', label: t('facts.reference'), value: <Code copy>{refund.reference}</Code> }]
      : []),
    ...(refund.goes_at ? [{ key: 'goes', label: t('facts.goes'), value: f.dateTime(refund.goes_at) }] : []),
  ];
  return <Rows rows={rows} />;
}

type Elsewhere = { elsewhere?: number; left?: number; found?: { reference: string; amount: number; at: string }[] };

/** Why it did not go through, in words, with what the payment company said and what it showed. */
function WhyFailed({ refund }: { refund: Refund }) {
  const { t } = useTranslation('money');
  const f = useFormat();
  const terms = useTerms();
  const { found = [], left } = refund.failure_facts as Elsewhere;
  const { currency } = refund.amount;
  return (
    <Section title={t(refund.bounced_at ? 'failed.bounced' : 'failed.title')}>
      <p>
        <Status tone="bad">{refund.failure ? terms.failure(refund.failure) : t('state.failed')}</Status>
      </p>
      {refund.bounced_at && <p className="r-second">{t('failed.bounced_at', { at: f.dateTime(refund.bounced_at) })}</p>}
      {refund.failure_text && <p className="r-second">{t('failed.said', { text: refund.failure_text })}</p>}
      {(found.length > 0 || left !== undefined) && (
        <Rows
          rows={[
            ...found.map((one) => ({
              key: one.reference,
              label: <Code>{one.reference}</Code>,
              note: f.dateTime(one.at),
              value: <Money value={{ amount: one.amount, currency }} />,
            })),
            ...(left === undefined
              ? []
              : [
                  {
                    key: 'left',
                    label: t('failed.left'),
                    value: <Money value={{ amount: left, currency }} />,
                    total: true,
                  },
                ]),
          ]}
        />
      )}
    </Section>
  );
}
