/** One thing that waits for a second person: who asked and who may say yes, what one says yes to, and the buttons. */
import { type Approval, moneyApi, type ReturnDetail, returns } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { App, Button, Input, Modal } from 'antd';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { Field, Fields } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { MoneyInput } from '../ui/money-input.tsx';
import { Section } from '../ui/page.tsx';
import { PhotoGrid } from '../ui/photo.tsx';
import { type Row, Rows } from '../ui/rows.tsx';
import { ErrorState, SkeletonRows } from '../ui/states.tsx';
import { Shape } from '../ui/status.tsx';
import { useApprovalWords } from './approval-words.ts';
import { hasSum } from './pick.ts';

export function ApprovalPane({ at }: { at: Approval }) {
  const { t } = useTranslation('remedies');
  const terms = useTerms();
  const words = useApprovalWords();
  return (
    <div className="remedies-pane">
      <div className="remedies-pane-head">
        <Code size="head">{at.return?.code ?? at.code}</Code>
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
        {at.kind === 'return' ? <ReturnFacts at={at} /> : <RefundFacts at={at} />}
      </Section>
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

function useReturn(at: Approval): ReturnDetail | undefined {
  const id = at.return?.id;
  return useApi(returns.get, { params: { id: id ?? '' } }, { on: id !== undefined, keep: false }).data;
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
        {
          key: 'order',
          label: t('approvals.fact.order'),
          value: <Link to={`/orders/${at.order.id}` as '/'}>{at.order.number}</Link>,
        },
      ]}
    />
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

/** The buttons are the moves the server names; empty for the one who asked. */
export function ApprovalFoot({ at, done }: { at: Approval; done: () => void }) {
  const { t } = useTranslation('remedies');
  const f = useFormat();
  const { message } = App.useApp();
  const [asking, setAsking] = useState<'decline' | 'amount' | null>(null);
  const detail = useReturn(at);
  const said = (key: string) => () => {
    void message.success(t(key, { code: at.return?.code ?? at.code }));
    done();
  };
  const approveReturn = useMove(returns.approve, { onDone: said('approvals.done') });
  const approveRefund = useMove(moneyApi.approve, { onDone: said('approvals.done') });
  const busy = approveReturn.busy || approveRefund.busy;
  const problem = approveReturn.problem ?? approveRefund.problem;
  const has = (move: Approval['moves'][number]) => at.moves.includes(move);
  if (at.moves.length === 0) {
    return at.asked_by ? <p className="r-second">{t('approvals.not_you')}</p> : null;
  }
  const amount = f.money(at.amount.amount, at.amount.currency);
  const line = detail?.lines.length === 1 ? detail.lines[0] : undefined;
  const mayChange =
    has('change_amount') ||
    (!!line && hasSum(line.remedy) && !!detail?.moves.includes('change_remedy') && has('approve'));
  return (
    <div className="remedies-confirm">
      {problem && <ErrorState words={problem.words} requestId={problem.requestId} />}
      {has('approve') && (
        <Button
          type="primary"
          size="large"
          block
          loading={busy}
          onClick={() =>
            void (at.kind === 'return'
              ? approveReturn.run({ params: { id: at.id }, body: {} })
              : approveRefund.run({ params: { id: at.id }, body: {} }))
          }
        >
          {t(
            at.amount.amount === 0
              ? 'approvals.approve_plain'
              : at.kind === 'refund'
                ? 'approvals.approve_send'
                : 'approvals.approve',
            {
              amount,
            },
          )}
        </Button>
      )}
      <div className="remedies-foot-row">
        {has('decline') && <Button onClick={() => setAsking('decline')}>{t('approvals.decline')}</Button>}
        {mayChange && <Button onClick={() => setAsking('amount')}>{t('approvals.change')}</Button>}
      </div>
      <p className="r-quiet">{t('approvals.once')}</p>
      {asking === 'decline' && <Decline at={at} close={() => setAsking(null)} onDone={said('approvals.declined')} />}
      {asking === 'amount' && (
        <ChangeAmount at={at} lineId={line?.id} close={() => setAsking(null)} onDone={said('approvals.changed')} />
      )}
    </div>
  );
}

function Decline({ at, close, onDone }: { at: Approval; close: () => void; onDone: () => void }) {
  const { t } = useTranslation('remedies');
  const [reason, setReason] = useState('');
  const decline = useMove(returns.decline, { onDone });
  return (
    <Modal
      open
      title={t('approvals.decline_ask.title')}
      okText={t('approvals.decline')}
      cancelText={t('approvals.cancel')}
      confirmLoading={decline.busy}
      okButtonProps={{ disabled: !reason.trim(), danger: true }}
      onOk={() => void decline.run({ params: { id: at.id }, body: { reason: reason.trim() } })}
      onCancel={close}
      destroyOnHidden
    >
      <Fields>
        <Field
          label={t('approvals.decline_ask.why')}
          help={t('approvals.decline_ask.help', { name: at.customer.name })}
          error={decline.problem?.words}
        >
          <Input.TextArea
            autoFocus
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      </Fields>
    </Modal>
  );
}

/** Another sum, and yes to it: one step for the second person. */
function ChangeAmount(props: { at: Approval; lineId: string | undefined; close: () => void; onDone: () => void }) {
  const { at, lineId, close, onDone } = props;
  const { t } = useTranslation('remedies');
  const [amount, setAmount] = useState<number | null>(at.amount.amount);
  const [reason, setReason] = useState('');
  const remedy = useMove(returns.changeRemedy);
  const approve = useMove(returns.approve);
  const refund = useMove(moneyApi.changeAmount);
  const approveRefund = useMove(moneyApi.approve);
  const { may } = useSession();
  const busy = remedy.busy || approve.busy || refund.busy || approveRefund.busy;
  const problem = remedy.problem ?? approve.problem ?? refund.problem ?? approveRefund.problem;
  const of = { params: { id: at.id } };
  const go = async () => {
    if (amount === null) return;
    if (at.kind === 'refund') {
      if (!(await refund.run({ ...of, body: { amount, reason: reason.trim() } }))) return;
      if (may('money.approve') && !(await approveRefund.run({ ...of, body: {} }))) return;
    } else {
      if (!lineId || !at.remedies[0]) return;
      const body = { line_id: lineId, remedy: at.remedies[0], choice: { amount }, reason: reason.trim() };
      if (!(await remedy.run({ ...of, body }))) return;
      if (!(await approve.run({ ...of, body: {} }))) return;
    }
    onDone();
  };
  return (
    <Modal
      open
      title={t('approvals.change_ask.title')}
      okText={t('approvals.change_ask.go')}
      cancelText={t('approvals.cancel')}
      confirmLoading={busy}
      okButtonProps={{ disabled: !reason.trim() || !amount }}
      onOk={() => void go()}
      onCancel={close}
      destroyOnHidden
    >
      <Fields>
        <Field label={t('approvals.change_ask.amount')}>
          <MoneyInput value={amount} currency={at.amount.currency} onChange={setAmount} />
        </Field>
        <Field label={t('approvals.change_ask.why')} error={problem?.words}>
          <Input maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </Fields>
    </Modal>
  );
}
