/** One refund: how much to whom, what one says yes to, and the one button that sends it. */
import { moneyApi, type Refund } from '@recoup/contract';
import { Link } from '@tanstack/react-router';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { useTerms } from '../terms/terms.ts';
import { Code } from '../ui/code.tsx';
import { Field, Fields } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Money } from '../ui/money.tsx';
import { MoneyInput } from '../ui/money-input.tsx';
import { Section } from '../ui/page.tsx';
import { Rows } from '../ui/rows.tsx';
import { EmptyState, ErrorState } from '../ui/states.tsx';
import { Shape, Status } from '../ui/status.tsx';
import { TwoPeople } from './two-people.tsx';

export function RefundPane({ refund }: { refund: Refund | undefined }) {
  const { t } = useTranslation('money');
  if (!refund) return <EmptyState title={t('pane.none')} note={t('pane.none_note')} />;
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
      {refund.needs_second && <TwoPeople refund={refund} />}
      <Section title={t('checks.title')}>
        <Rows
          rows={refund.checks.map((check) => ({
            key: check.code,
            shape: <Shape tone={check.ok ? 'good' : 'diff'} />,
            label: t(`checks.${check.code}`),
            value: check.ok ? '' : t('checks.look'),
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
  const terms = useTerms();
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
      value: t(
        `gateway.${refund.gateway === 'manual' || refund.gateway === 'store_credit' ? refund.gateway : 'other'}`,
        { name: refund.gateway },
      ),
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
    ...(refund.failure ? [{ key: 'failure', label: t('facts.failure'), value: terms.failure(refund.failure) }] : []),
  ];
  return <Rows rows={rows} />;
}

/** The buttons are the moves the server names; the first of them is the main one. */
export function RefundFoot({ refund }: { refund: Refund }) {
  const { t } = useTranslation('money');
  const f = useFormat();
  const [asking, setAsking] = useState<'paid' | 'failed' | 'amount' | null>(null);
  const send = useMove(moneyApi.send);
  const ask = useMove(moneyApi.askSecond);
  const approve = useMove(moneyApi.approve);
  const retry = useMove(moneyApi.retry);
  const id = { params: { id: refund.id } };
  const amount = f.money(refund.amount.amount, refund.amount.currency);
  const problem = send.problem ?? ask.problem ?? approve.problem ?? retry.problem;
  const has = (move: Refund['moves'][number]) => refund.moves.includes(move);
  return (
    <div className="money-foot">
      {problem && <ErrorState title={t('foot.not_done')} words={problem.words} requestId={problem.requestId} />}
      {has('send') && (
        <Button
          type="primary"
          size="large"
          block
          loading={send.busy}
          onClick={() => void send.run({ ...id, body: { version: refund.version } })}
        >
          {t(refund.kind === 'store_credit' ? 'foot.issue' : 'foot.send', { amount })}
        </Button>
      )}
      {has('approve') && (
        <Button
          type="primary"
          size="large"
          block
          loading={approve.busy}
          onClick={() => void approve.run({ ...id, body: {} })}
        >
          {t('foot.approve', { amount })}
        </Button>
      )}
      {has('ask_second') && (
        <Button type="primary" size="large" block loading={ask.busy} onClick={() => void ask.run({ ...id, body: {} })}>
          {t('foot.ask')}
        </Button>
      )}
      {has('mark_paid') && (
        <Button type="primary" size="large" block onClick={() => setAsking('paid')}>
          {t('foot.paid', { amount })}
        </Button>
      )}
      {has('retry') && (
        <Button type="primary" size="large" block loading={retry.busy} onClick={() => void retry.run(id)}>
          {t('foot.retry', { amount })}
        </Button>
      )}
      <div className="money-foot-row">
        {has('mark_failed') && <Button onClick={() => setAsking('failed')}>{t('foot.failed')}</Button>}
        {has('change_amount') && <Button onClick={() => setAsking('amount')}>{t('foot.amount')}</Button>}
      </div>
      {refund.moves.length === 0 && refund.needs_second && refund.state === 'owed' && (
        <p className="r-second">{t('foot.other_person')}</p>
      )}
      {refund.moves.length > 0 && <p className="r-quiet">{t('foot.once', { code: refund.code })}</p>}
      {asking && <AskMore what={asking} refund={refund} done={() => setAsking(null)} />}
    </div>
  );
}

function AskMore({ what, refund, done }: { what: 'paid' | 'failed' | 'amount'; refund: Refund; done: () => void }) {
  const { t } = useTranslation('money');
  const [text, setText] = useState('');
  const [amount, setAmount] = useState<number | null>(refund.amount.amount);
  const paid = useMove(moneyApi.markPaid, { onDone: done });
  const failed = useMove(moneyApi.markFailed, { onDone: done });
  const change = useMove(moneyApi.changeAmount, { onDone: done });
  const move = { paid, failed, amount: change }[what];
  const id = { params: { id: refund.id } };
  const go = () => {
    if (what === 'paid') void paid.run({ ...id, body: { reference: text } });
    else if (what === 'failed') void failed.run({ ...id, body: { reason: text } });
    else if (amount !== null) void change.run({ ...id, body: { amount, reason: text } });
  };
  return (
    <Modal
      open
      title={t(`ask.${what}.title`)}
      okText={t(`ask.${what}.go`)}
      cancelText={t('ask.cancel')}
      onOk={go}
      onCancel={done}
      confirmLoading={move.busy}
      okButtonProps={{ disabled: !text.trim() || (what === 'amount' && amount === null) }}
      destroyOnHidden
    >
      <Fields>
        {what === 'amount' && (
          <Field label={t('ask.amount.label')} name="amount" problem={move.problem}>
            <MoneyInput value={amount} currency={refund.amount.currency} onChange={setAmount} />
          </Field>
        )}
        <Field
          label={t(`ask.${what}.why`)}
          help={t(`ask.${what}.help`)}
          name={what === 'paid' ? 'reference' : 'reason'}
          problem={move.problem}
          error={
            move.problem && !move.problem.fieldWords('reason') && !move.problem.fieldWords('reference')
              ? move.problem.words
              : undefined
          }
        >
          <Input
            value={text}
            onChange={(event) => setText(event.target.value)}
            onPressEnter={go}
            autoFocus
            maxLength={300}
          />
        </Field>
      </Fields>
    </Modal>
  );
}
