/** How each line is made right: the remedy, what leaves for it or is issued, the difference of an exchange; and a second person where one is waited for. */
import type { ReturnDetail } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { UserCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CodesOfReturn } from '../credits/of-return.tsx';
import { OutboundOfReturn } from '../outbound/of-return.tsx';
import { useApprovalWords } from '../remedies/approval-words.ts';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Note, Section } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { Status } from '../ui/status.tsx';

type Line = ReturnDetail['lines'][number];
const pays = ({ remedy }: Line) => remedy === 'refund' || remedy === 'store_credit' || remedy === 'keep_it';

export function LineRemedies({ at }: { at: ReturnDetail }) {
  const { t } = useTranslation('returns');
  const terms = useTerms();
  // A plain refund is told beside, in the buyer's money.
  if (at.lines.every(({ remedy }) => remedy === 'refund')) return null;
  const owed = at.lines.find(({ replacement }) => replacement?.owed && !replacement.sent_at);
  return (
    <Section title={t('remedies.title')}>
      <Rows
        rows={at.lines.map((line) => ({
          key: line.id,
          label: (
            <>
              <b className="r-medium">{terms.remedy(line.remedy)}</b> <Says line={line} />
            </>
          ),
          note: at.lines.length > 1 ? line.title : undefined,
          value: pays(line) ? <Money value={line.offer.amount} /> : <Stands line={line} />,
        }))}
      />
      {at.lines.some(({ remedy }) => remedy === 'next_order_discount') && <CodesOfReturn returnId={at.id} />}
      <OutboundOfReturn returnId={at.id} owedLineId={owed?.remedy === 'next_order_discount' ? undefined : owed?.id} />
    </Section>
  );
}

/** What leaves, when, and what the buyer pays or gets for it. */
function Says({ line }: { line: Line }) {
  const { t } = useTranslation('returns');
  const { t: said } = useTranslation('remedies');
  const f = useFormat();
  const { goods = [], ships, difference, hold, discount, article } = line.offer;
  const words = [
    ...goods.map(({ title, quantity }) => (quantity > 1 ? t('list.units', { title, n: quantity }) : title)),
    ships ? t(`remedies.ships.${ships}`) : null,
    difference && difference.amount > 0
      ? said('difference.pays', { amount: f.money(difference.amount, difference.currency) })
      : difference && difference.amount < 0
        ? said('difference.gets', { amount: f.money(-difference.amount, difference.currency) })
        : null,
    hold ? t('remedies.hold', { amount: f.money(hold.amount, hold.currency) }) : null,
    discount ? `${discount.percent}%` : null,
    article?.title ?? null,
  ].filter(Boolean);
  return <span className="r-second">{words.join(t('list.comma'))}</span>;
}

/** Promised, owed, or gone under a number; a code that was issued. */
function Stands({ line }: { line: Line }) {
  const { t } = useTranslation('returns');
  const { owed, sent_at, reference } = line.replacement ?? { owed: false, sent_at: null, reference: null };
  if (line.remedy === 'guidance') return <Status tone="good">{t('remedies.helped')}</Status>;
  if (sent_at) {
    return (
      <Status tone="good">
        {t(line.remedy === 'next_order_discount' ? 'remedies.issued' : 'buyer_money.replacement_sent')}{' '}
        {reference && <Code copy>{reference}</Code>}
      </Status>
    );
  }
  return owed ? (
    <Status tone="clock">{t('remedies.owed')}</Status>
  ) : (
    <Status tone="idle">{t('remedies.promised')}</Status>
  );
}

/** Over somebody's limit: who asked, why, and where a second person says yes. */
export function SecondPerson({ at }: { at: ReturnDetail }) {
  const { t } = useTranslation('returns');
  const { t: said } = useTranslation('remedies');
  const words = useApprovalWords();
  const because = at.verdict.because.filter(({ rule }) => rule === 'limit' || rule === 'risk');
  if (at.stage !== 'requested' || !at.review.some((code) => code.startsWith('limit.'))) return null;
  return (
    <Note icon={<UserCheck size={16} aria-hidden="true" />}>
      <b className="r-medium">{t('remedies.second')}</b>{' '}
      {[at.asked_by && said('approvals.asked', { name: at.asked_by.name }), ...because.map(words.because)]
        .filter(Boolean)
        .join(t('list.comma'))}
      .{' '}
      <Link to="/money/approvals" search={{ open: at.id }}>
        {said('approvals.title')}
      </Link>
    </Note>
  );
}
