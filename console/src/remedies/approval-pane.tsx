/** One thing that waits for a second person: who asked and who may say yes, and what one says yes to. */
import { type Approval, creditsApi, moneyApi } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/queries.ts';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { Section } from '../ui/page.tsx';
import { PhotoGrid } from '../ui/photo.tsx';
import { type Row, Rows } from '../ui/rows.tsx';
import { SkeletonRows } from '../ui/states.tsx';
import { Shape } from '../ui/status.tsx';
import { useApprovalWords } from './approval-words.ts';
import { hasSum } from './pick.ts';
import { useReturn } from './use-return.ts';

export function ApprovalPane({ at }: { at: Approval }) {
  const { t } = useTranslation('remedies');
  const terms = useTerms();
  const words = useApprovalWords();
  return (
    <div className="remedies-pane">
      <div className="remedies-pane-head">
        {at.kind !== 'store_credit' && <Code size="head">{at.return?.code ?? at.code}</Code>}
        {at.return && <Link to={`/returns/${at.return.id}` as '/'}>{t('approvals.open_return')}</Link>}
      </div>
      <div className="remedies-amount">
        <Money value={at.amount} />
      </div>
      <p className="r-ink2">
        {[at.remedies.map(terms.remedy).join(', '), at.customer.name].filter(Boolean).join(t('comma'))}
      </p>
      <TwoPeople at={at} />
      <Section title={t('approvals.why')}>
        <ul className="remedies-signals">
          {at.because.map((because, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: told once, in this order
            <li key={place}>
              <Shape tone={because.rule === 'limit' ? 'clock' : 'diff'} />
              <span>{words.because(because)}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('approvals.facts')}>
        {at.kind === 'return' && <ReturnFacts at={at} />}
        {at.kind === 'refund' && <RefundFacts at={at} />}
        {at.kind === 'store_credit' && <CreditFacts at={at} />}
      </Section>
      {at.kind !== 'store_credit' && (
        <PhotoGrid
          words={false}
          size={100}
          pictures={at.photos.map(({ id, url, thumb_url, caption }) => ({
            id,
            url,
            thumb_url,
            caption: caption ?? '',
          }))}
        />
      )}
    </div>
  );
}

/** Three steps with names and times; who asked is never the one who says yes. */
function TwoPeople({ at }: { at: Approval }) {
  const { t } = useTranslation('remedies');
  const f = useFormat();
  const mine = at.moves.length > 0;
  const asker = at.asked_by?.name;
  const steps = [
    {
      state: 'is-done',
      name: asker ? t('approvals.asked', { name: asker }) : t('approvals.asked_nobody'),
      note: [at.asked_at && f.dateTime(at.asked_at), at.note && `“${at.note}”`].filter(Boolean).join(t('comma')),
    },
    {
      state: 'is-now',
      name: t(mine ? 'approvals.check' : 'approvals.check_other'),
      note: [
        at.due_at && t('approvals.check_by', { at: f.dateTime(at.due_at) }),
        asker && (mine ? t('approvals.not_them', { name: asker }) : t('approvals.not_you')),
      ]
        .filter(Boolean)
        .join(' '),
    },
    { state: '', name: t(`approvals.then.${at.kind}`, { name: at.customer.name }), note: '' },
  ];
  return (
    <Section title={t('approvals.two')}>
      <ol className="remedies-two">
        {steps.map((step, i) => (
          <li key={step.name} className={step.state}>
            <span className="remedies-two-mark">{i === 0 ? <Check size={14} aria-hidden="true" /> : i + 1}</span>
            <div>
              <b>{step.name}</b>
              <span className="r-second">{step.note}</span>
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** What the second person says yes to, fact by fact; the photos stand below. */
function ReturnFacts({ at }: { at: Approval }) {
  const { t } = useTranslation('remedies');
  const terms = useTerms();
  const detail = useReturn(at);
  if (!detail) return <SkeletonRows rows={5} />;
  const tone = detail.verdict.answer === 'yes' ? 'good' : 'diff';
  const rows = detail.lines.flatMap((line): Row[] => [
    {
      key: `${line.id} what`,
      label: line.quantity > 1 ? `${line.quantity} × ${line.title}` : line.title,
      note: terms.why(line),
      value: <Money value={line.paid} />,
    },
    {
      key: `${line.id} remedy`,
      label: terms.remedy(line.remedy),
      ...(line.offer.to ? { note: line.offer.to } : {}),
      value: hasSum(line.remedy) || line.remedy === 'store_credit' ? <Money value={line.offer.amount} /> : '',
    },
    ...(line.offer.goods ?? []).map(
      (goods): Row => ({
        key: `${line.id} ${goods.id}`,
        label: t('approvals.fact.goods'),
        value: goods.quantity > 1 ? `${goods.quantity} × ${goods.title}` : goods.title,
      }),
    ),
  ]);
  return (
    <Rows
      rows={[
        ...rows,
        {
          key: 'policy',
          shape: <Shape tone={tone} />,
          label: t('approvals.fact.policy'),
          value: t(`approvals.fact.policy_${{ yes: 'in', ask: 'ask', no: 'out' }[detail.verdict.answer]}`),
        },
        {
          key: 'back',
          shape: <Shape tone={detail.goods_back ? 'good' : 'here'} />,
          label: t('approvals.fact.back'),
          value: t(detail.goods_back ? 'approvals.fact.yes' : 'approvals.fact.no'),
        },
        {
          key: 'photos',
          shape: <Shape tone={at.photos.length > 0 ? 'good' : 'diff'} />,
          label: t('approvals.fact.photos'),
          value: at.photos.length > 0 ? String(at.photos.length) : t('approvals.fact.none'),
        },
        ...orderRow(at, t('approvals.fact.order')),
      ]}
    />
  );
}

function orderRow({ order }: Approval, label: string): Row[] {
  return order ? [{ key: 'order', label, value: <Link to={`/orders/${order.id}` as '/'}>{order.number}</Link> }] : [];
}

/** Goodwill: nothing was sold for it, so what there is to know is its order, and how long it is good. */
function CreditFacts({ at }: { at: Approval }) {
  const { t } = useTranslation('remedies');
  const { t: credits } = useTranslation('credits');
  const f = useFormat();
  const credit = useApi(creditsApi.credit, { params: { id: at.id } }, { keep: false }).data;
  if (!credit) return <SkeletonRows rows={2} />;
  const { at: end } = credit.bonus.expiry;
  return (
    <>
      <Rows
        rows={[
          ...orderRow(at, t('approvals.fact.order')),
          { key: 'until', label: credits('col.until'), value: end ? f.date(end) : credits('never') },
        ]}
      />
      <p className="remedies-link">
        <Link to="/money/credits" search={{ show: 'credits', open: at.id }}>
          {t('approvals.open_credit')}
        </Link>
      </p>
    </>
  );
}

function RefundFacts({ at }: { at: Approval }) {
  const { t } = useTranslation('remedies');
  const { t: money } = useTranslation('money');
  const refund = useApi(moneyApi.refund, { params: { id: at.id } }, { keep: false }).data;
  if (!refund) return <SkeletonRows rows={5} />;
  return (
    <>
      <Rows
        rows={[
          ...refund.checks.map((check) => ({
            key: check.code,
            shape: <Shape tone={check.ok ? 'good' : 'diff'} />,
            label: money(`checks.${check.code}`),
            value: check.ok ? '' : money('checks.look'),
          })),
          ...(refund.to ? [{ key: 'to', label: t('approvals.fact.to'), value: refund.to }] : []),
        ]}
      />
      <p className="remedies-link">
        <Link to="/money" search={{ tab: 'owed', refund: at.id }}>
          {t('approvals.open_refund')}
        </Link>
      </p>
    </>
  );
}
