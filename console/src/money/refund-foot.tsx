/** The buttons of a refund: the moves the server names, the first of them the main one. */
import { moneyApi, type Refund } from '@recoup/contract';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { Field, Fields } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { MoneyInput } from '../ui/money-input.tsx';
import { ErrorState } from '../ui/states.tsx';

export function RefundFoot({ refund }: { refund: Refund }) {
  const { t } = useTranslation('money');
  const f = useFormat();
  const [asking, setAsking] = useState<'paid' | 'failed' | 'amount' | null>(null);
  const send = useMove(moneyApi.send);
  const ask = useMove(moneyApi.askSecond);
  const approve = useMove(moneyApi.approve);
  const retry = useMove(moneyApi.retry);
  const count = useMove(moneyApi.countElsewhere);
  const id = { params: { id: refund.id } };
  const amount = f.money(refund.amount.amount, refund.amount.currency);
  const problem = send.problem ?? ask.problem ?? approve.problem ?? retry.problem ?? count.problem;
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
      {has('count_elsewhere') && (
        <Button
          type="primary"
          size="large"
          block
          loading={count.busy}
          onClick={() => void count.run({ ...id, body: {} })}
        >
          {t('foot.count')}
        </Button>
      )}
      {has('retry') && (
        <Button
          {...(has('count_elsewhere') ? {} : { type: 'primary' as const })}
          size="large"
          block
          loading={retry.busy}
          onClick={() => void retry.run(id)}
        >
          {t('foot.retry', { amount })}
        </Button>
      )}
      <div className="money-foot-row">
        {has('mark_failed') && (
          <Button onClick={() => setAsking('failed')}>
            {t(refund.state === 'sent' ? 'foot.came_back' : 'foot.failed')}
          </Button>
        )}
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
