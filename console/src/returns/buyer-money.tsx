/** What the buyer gets: what is owed or was sent, part by part; before that, what was agreed with them. */
import type { Refund, ReturnDetail } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Section } from '../ui/page.tsx';
import { type Row, Rows } from '../ui/rows.tsx';
import { Status, type Tone } from '../ui/status.tsx';
import { expectedSum, swaps } from './expected.ts';

const tones: Record<Refund['state'], Tone> = {
  owed: 'clock',
  sending: 'move',
  sent: 'good',
  failed: 'bad',
  void: 'idle',
};

export function BuyerMoney({ at, refunds }: { at: ReturnDetail; refunds: readonly Refund[] }) {
  const { t } = useTranslation('returns');
  return (
    <Section title={t('buyer_money.title')}>
      {refunds.length > 0 ? refunds.map((refund) => <Owed key={refund.id} refund={refund} />) : <Agreed at={at} />}
    </Section>
  );
}

function Owed({ refund }: { refund: Refund }) {
  const { t } = useTranslation('returns');
  const f = useFormat();
  const terms = useTerms();
  const who = refund.sent_by?.name ?? refund.asked_by?.name;
  const when = refund.sent_at ?? refund.sending_at ?? refund.due_at;
  const state = [
    when && (refund.state === 'owed' ? t('money.send_before', { time: f.dateTime(when) }) : f.dateTime(when)),
    refund.state !== 'owed' && who,
    refund.reference && t('buyer_money.reference', { reference: refund.reference }),
    refund.failure,
  ].filter(Boolean);
  return (
    <>
      <Rows
        kind="plain"
        rows={[
          ...refund.parts.map((part, place): Row => {
            const reason = typeof part.facts?.reason === 'string' ? part.facts.reason : undefined;
            return {
              key: `${part.code} ${place}`,
              label: terms.part(part.code),
              ...(reason ? { note: reason } : {}),
              value: <Money value={part.amount} />,
            };
          }),
          {
            key: 'sum',
            total: true,
            label:
              refund.kind === 'store_credit'
                ? terms.remedy('store_credit')
                : t('buyer_money.to', { kind: terms.remedy(refund.kind), to: refund.to ?? t('buyer_money.as_paid') }),
            value: <Money value={refund.amount} />,
          },
        ]}
      />
      <div className="returns-refund-state">
        <Status tone={tones[refund.state]}>
          {refund.needs_second && refund.state === 'owed' && !refund.approved_by
            ? terms.money('second_person')
            : t(`buyer_money.state.${refund.state}`)}
        </Status>
        <span className="r-second">{state.join(t('list.comma'))}</span>
        <Link to="/money" search={{ tab: 'owed', refund: refund.id }} className="returns-quiet-link">
          <Code>{refund.code}</Code>
        </Link>
      </div>
    </>
  );
}

/** What was offered and taken, before anything is owed. */
function Agreed({ at }: { at: ReturnDetail }) {
  const { t } = useTranslation('returns');
  const f = useFormat();
  const terms = useTerms();
  const rows: Row[] = at.lines.flatMap((line): Row[] => {
    const title = line.quantity > 1 ? t('list.units', { title: line.title, n: line.quantity }) : line.title;
    const head: Row = {
      key: line.id,
      label: title,
      note: terms.remedy(line.remedy),
      value: swaps(line) ? <Swap line={line} /> : <Money value={line.offer.amount} />,
    };
    if (swaps(line) || line.offer.parts.length < 2) return [head];
    return [
      { key: line.id, label: title, note: terms.remedy(line.remedy) },
      ...line.offer.parts.map(
        (part): Row => ({
          key: `${line.id} ${part.code}`,
          label: <span className="returns-part">{terms.part(part.code)}</span>,
          value: <Money value={part.amount} />,
        }),
      ),
    ];
  });
  const sum = expectedSum(at);
  const ended = at.stage === 'declined' || at.stage === 'cancelled' || at.stage === 'expired';
  const by = at.lines.map((line) => line.offer.by).filter((day) => day !== null);
  const to = at.lines.find((line) => line.offer.to)?.offer.to;
  return (
    <>
      <Rows
        kind="plain"
        rows={[
          ...rows,
          ...(sum
            ? [
                {
                  key: 'sum',
                  total: true,
                  label: ended
                    ? t('buyer_money.not_paid')
                    : to
                      ? t('buyer_money.expected_to', { to })
                      : t('buyer_money.expected'),
                  value: <Money value={sum} />,
                },
              ]
            : []),
        ]}
      />
      {by.length > 0 && !ended && (
        <p className="r-quiet">{t('buyer_money.has_it_by', { day: f.calendarDay(by.toSorted().at(-1)!, true) })}</p>
      )}
    </>
  );
}

/** Goods for goods: promised, owed since the old ones were accepted, or on their way under a number. */
function Swap({ line }: { line: ReturnDetail['lines'][number] }) {
  const { t } = useTranslation('returns');
  const { owed, sent_at, reference } = line.replacement ?? { owed: false, sent_at: null, reference: null };
  if (sent_at) {
    return (
      <Status tone="good">
        {t('buyer_money.replacement_sent')} {reference && <Code>{reference}</Code>}
      </Status>
    );
  }
  if (owed) return <Status tone="clock">{t('buyer_money.replacement_owed')}</Status>;
  return t(
    line.remedy === 'exchange' || line.remedy === 'replacement' ? 'buyer_money.goods' : `new.gets.${line.remedy}`,
  );
}
