/** The buttons of something that waits for a second person: yes, no, or yes to another sum. */
import { type Approval, creditsApi, moneyApi, returns } from '@recoup/contract';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { Field, Fields } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { MoneyInput } from '../ui/money-input.tsx';
import { ErrorState } from '../ui/states.tsx';
import { hasSum } from './pick.ts';
import { useReturn } from './use-return.ts';

/** The buttons are the moves the server names; empty for the one who asked. */
export function ApprovalFoot({ at, done }: { at: Approval; done: () => void }) {
  const { t } = useTranslation('remedies');
  const f = useFormat();
  const { message } = App.useApp();
  const [asking, setAsking] = useState<'decline' | 'amount' | null>(null);
  const detail = useReturn(at);
  // A store credit has no name to call it by.
  const of = at.kind === 'store_credit' ? 'approvals.credit' : 'approvals';
  const said = (key: string) => () => {
    void message.success(t(key, { code: at.return?.code ?? at.code, name: at.customer.name }));
    done();
  };
  const approveReturn = useMove(returns.approve, { onDone: said(`${of}.done`) });
  const approveRefund = useMove(moneyApi.approve, { onDone: said(`${of}.done`) });
  const approveCredit = useMove(creditsApi.approve, { onDone: said(`${of}.done`) });
  const approve = { return: approveReturn, refund: approveRefund, store_credit: approveCredit }[at.kind];
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
      {approve.problem && <ErrorState words={approve.problem.words} requestId={approve.problem.requestId} />}
      {has('approve') && (
        <Button
          type="primary"
          size="large"
          block
          loading={approve.busy}
          onClick={() => void approve.run({ params: { id: at.id }, body: {} })}
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
      {asking === 'decline' && <Decline at={at} close={() => setAsking(null)} onDone={said(`${of}.declined`)} />}
      {asking === 'amount' && (
        <ChangeAmount at={at} lineId={line?.id} close={() => setAsking(null)} onDone={said('approvals.changed')} />
      )}
    </div>
  );
}

function Decline({ at, close, onDone }: { at: Approval; close: () => void; onDone: () => void }) {
  const { t } = useTranslation('remedies');
  const [reason, setReason] = useState('');
  const declineReturn = useMove(returns.decline, { onDone });
  const declineCredit = useMove(creditsApi.decline, { onDone });
  const decline = at.kind === 'store_credit' ? declineCredit : declineReturn;
  const ask = at.kind === 'store_credit' ? 'approvals.decline_credit' : 'approvals.decline_ask';
  return (
    <Modal
      open
      title={t(`${ask}.title`)}
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
          label={t(`${ask}.why`)}
          help={t(`${ask}.help`, { name: at.customer.name })}
          error={decline.problem?.words}
        >
          <Input.TextArea
            autoFocus
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={at.kind === 'store_credit' ? 300 : 500}
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
