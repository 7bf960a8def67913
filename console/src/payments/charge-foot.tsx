/** What may be done about a charge: the moves the server names, each asking for what it needs. */
import { type Charge, paymentsApi } from '@recoup/contract';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { Field, Fields } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { MoneyInput } from '../ui/money-input.tsx';
import { ErrorState } from '../ui/states.tsx';

type Asking = 'mark_paid' | 'waive' | 'capture' | 'release';

export function ChargeFoot({ charge }: { charge: Charge }) {
  const { t } = useTranslation('payments');
  const f = useFormat();
  const [asking, setAsking] = useState<Asking | null>(null);
  const send = useMove(paymentsApi.sendLink);
  const retry = useMove(paymentsApi.retry);
  const at = { params: { id: charge.id } };
  const amount = f.money(charge.amount.amount, charge.amount.currency);
  const has = (move: Charge['moves'][number]) => charge.moves.includes(move);
  const problem = send.problem ?? retry.problem;
  const main = (['mark_paid', 'send_link', 'retry', 'release'] as const).find(has);
  const type = (move: Charge['moves'][number]) => (move === main ? { type: 'primary' as const } : {});
  return (
    <div className="money-foot">
      {problem && <ErrorState title={t('foot.not_done')} words={problem.words} requestId={problem.requestId} />}
      {has('mark_paid') && (
        <Button {...type('mark_paid')} size="large" block onClick={() => setAsking('mark_paid')}>
          {t(charge.purpose === 'hold' ? 'foot.mark_held' : 'foot.mark_paid', { amount })}
        </Button>
      )}
      {has('send_link') && (
        <Button {...type('send_link')} size="large" block loading={send.busy} onClick={() => void send.run(at)}>
          {t('foot.send_link')}
        </Button>
      )}
      {has('retry') && (
        <Button {...type('retry')} size="large" block loading={retry.busy} onClick={() => void retry.run(at)}>
          {t('foot.retry', { amount })}
        </Button>
      )}
      {has('release') && (
        <Button {...type('release')} size="large" block onClick={() => setAsking('release')}>
          {t('foot.release', { amount })}
        </Button>
      )}
      <div className="money-foot-row">
        {has('capture') && <Button onClick={() => setAsking('capture')}>{t('foot.capture')}</Button>}
        {has('waive') && <Button onClick={() => setAsking('waive')}>{t('foot.waive')}</Button>}
      </div>
      {charge.moves.length > 0 && <p className="r-quiet">{t('foot.once', { code: charge.code })}</p>}
      {asking && <AskMore what={asking} charge={charge} done={() => setAsking(null)} />}
    </div>
  );
}

function AskMore({ what, charge, done }: { what: Asking; charge: Charge; done: () => void }) {
  const { t } = useTranslation('payments');
  const [text, setText] = useState('');
  const [amount, setAmount] = useState<number | null>(charge.amount.amount);
  const moves = {
    mark_paid: useMove(paymentsApi.markPaid, { onDone: done }),
    waive: useMove(paymentsApi.waive, { onDone: done }),
    capture: useMove(paymentsApi.capture, { onDone: done }),
    release: useMove(paymentsApi.release, { onDone: done }),
  };
  const move = moves[what];
  const at = { params: { id: charge.id } };
  const go = () => {
    if (what === 'mark_paid') void moves.mark_paid.run({ ...at, body: { reference: text } });
    else if (what === 'waive') void moves.waive.run({ ...at, body: { reason: text } });
    else if (what === 'release') void moves.release.run({ ...at, body: text.trim() ? { reason: text } : {} });
    else if (amount !== null) void moves.capture.run({ ...at, body: { amount, reason: text } });
  };
  const field = what === 'mark_paid' ? 'reference' : 'reason';
  return (
    <Modal
      open
      title={t(`ask.${what}.title`)}
      okText={t(`ask.${what}.go`)}
      cancelText={t('ask.cancel')}
      onOk={go}
      onCancel={done}
      confirmLoading={move.busy}
      okButtonProps={{ disabled: (what !== 'release' && !text.trim()) || (what === 'capture' && !amount) }}
      destroyOnHidden
    >
      <Fields>
        {what === 'capture' && (
          <Field label={t('ask.capture.label')} name="amount" problem={move.problem}>
            <MoneyInput value={amount} currency={charge.amount.currency} onChange={setAmount} />
          </Field>
        )}
        <Field
          label={t(`ask.${what}.why`)}
          help={t(`ask.${what}.help`)}
          name={field}
          optional={what === 'release'}
          problem={move.problem}
          error={move.problem && !move.problem.fieldWords(field) ? move.problem.words : undefined}
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
