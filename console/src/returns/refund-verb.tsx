/** The money button of a return: the next move of its refund, with the amount on it. */
import { moneyApi, type Refund } from '@recoup/contract';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { Field, Fields } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';

/** Moves that bring the money on its way, the nearest to the buyer first. */
const order = ['send', 'approve', 'mark_paid', 'retry', 'ask_second'] as const;

/** The first refund somebody may bring further. */
export function refundWithMove(refunds: readonly Refund[]): Refund | undefined {
  return refunds.find((refund) => order.some((move) => refund.moves.includes(move)));
}

export function RefundVerb({ refund }: { refund: Refund }) {
  const { t } = useTranslation('returns');
  const f = useFormat();
  const { message } = App.useApp();
  const [paying, setPaying] = useState(false);
  const amount = f.money(refund.amount.amount, refund.amount.currency);
  const said = (words: string) => ({ onDone: () => void message.success(words) });
  const send = useMove(moneyApi.send, {
    onDone: ({ state }) =>
      void message.success(t(state === 'sent' ? 'refund.is_sent' : 'refund.is_sending', { amount })),
  });
  const approve = useMove(moneyApi.approve, said(t('refund.is_sending', { amount })));
  const ask = useMove(moneyApi.askSecond, said(t('refund.is_asked')));
  const retry = useMove(moneyApi.retry, said(t('refund.is_sending', { amount })));
  const of = { params: { id: refund.id } };
  const next = order.find((move) => refund.moves.includes(move));
  if (!next) return null;
  const run = {
    send: () => void send.run({ ...of, body: { version: refund.version } }),
    approve: () => void approve.run({ ...of, body: {} }),
    mark_paid: () => setPaying(true),
    retry: () => void retry.run(of),
    ask_second: () => void ask.run({ ...of, body: {} }),
  }[next];
  const problem = send.problem ?? approve.problem ?? ask.problem ?? retry.problem;
  const word = next === 'send' && refund.kind === 'store_credit' ? 'issue' : next;
  return (
    <>
      <Button
        type="primary"
        loading={send.busy || approve.busy || ask.busy || retry.busy}
        onClick={run}
        title={t('refund.once', { code: refund.code })}
      >
        {t(`refund.${word}`, { amount })}
      </Button>
      {problem && (
        <p className="returns-refused r-t-bad" role="alert">
          {problem.words}
        </p>
      )}
      {paying && <MarkPaid refund={refund} amount={amount} done={() => setPaying(false)} />}
    </>
  );
}

function MarkPaid({ refund, amount, done }: { refund: Refund; amount: string; done: () => void }) {
  const { t } = useTranslation('returns');
  const [reference, setReference] = useState('');
  const paid = useMove(moneyApi.markPaid, { onDone: done });
  const go = () => {
    if (reference.trim()) void paid.run({ params: { id: refund.id }, body: { reference: reference.trim() } });
  };
  return (
    <Modal
      open
      title={t('refund.paid_title', { amount })}
      okText={t('refund.mark_paid', { amount })}
      cancelText={t('cancel')}
      confirmLoading={paid.busy}
      okButtonProps={{ disabled: !reference.trim() }}
      onOk={go}
      onCancel={done}
      destroyOnHidden
    >
      <Fields>
        <Field
          label={t('refund.reference')}
          help={t('refund.reference_help')}
          name="reference"
          problem={paid.problem}
          error={paid.problem?.words}
        >
          <Input
            autoFocus
            maxLength={120}
            value={reference}
            onChange={(event) => setReference(event.target.value)}
            onPressEnter={go}
          />
        </Field>
      </Fields>
    </Modal>
  );
}
