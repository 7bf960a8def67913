/** Calling off an order that has not left, and its receipt. */
import { type CancelReason, cancellations, cancelReason, type Order } from '@recoup/contract';
import { Button, Dropdown, Input, Modal, Radio } from 'antd';
import { Ban, Ellipsis, Mail, Receipt } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { useSession } from '../app/session.tsx';
import { Field, Fields } from '../ui/field.tsx';
import { Money } from '../ui/money.tsx';
import { Rows } from '../ui/rows.tsx';
import { ErrorState } from '../ui/states.tsx';

export function OrderVerbs({ order }: { order: Order }) {
  const { t } = useTranslation('orders');
  const { may } = useSession();
  const params = { id: order.id };
  const { data: possible } = useApi(cancellations.consider, { params }, { on: !order.cancelled_at });
  const [asking, setAsking] = useState(false);
  const mail = useMove(cancellations.mailReceipt);
  const [mailed, setMailed] = useState(false);
  const writes = may('orders.write');
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'receipt', icon: <Receipt size={14} />, label: t('receipt.open') },
            ...(writes && order.customer.email
              ? [{ key: 'mail', icon: <Mail size={14} />, label: t('receipt.mail'), disabled: mail.busy }]
              : []),
            ...(writes && possible?.answer === 'yes'
              ? [{ key: 'cancel', icon: <Ban size={14} />, label: t('call_off.open'), danger: true }]
              : []),
          ],
          onClick: async ({ key }) => {
            if (key === 'receipt') window.open(`/v1/orders/${order.id}/receipt.pdf`, '_blank', 'noopener');
            if (key === 'cancel') setAsking(true);
            if (key === 'mail' && (await mail.run({ params }))) setMailed(true);
          },
        }}
      >
        <Button icon={<Ellipsis size={15} />} aria-label={t('call_off.more')} />
      </Dropdown>
      {mail.problem && (
        <ErrorState title={t('receipt.not_mailed')} words={mail.problem.words} requestId={mail.problem.requestId} />
      )}
      {mailed && (
        <span role="status" className="r-quiet">
          {t('receipt.mailed', { email: order.customer.email })}
        </span>
      )}
      {asking && possible && <CallOff order={order} back={possible.back} close={() => setAsking(false)} />}
    </>
  );
}

type Back = { amount: Order['total']; to: string | null }[];

function CallOff({ order, back, close }: { order: Order; back: Back; close: () => void }) {
  const { t } = useTranslation('orders');
  const [reason, setReason] = useState<CancelReason>('no-longer-needed');
  const [note, setNote] = useState('');
  const cancel = useMove(cancellations.cancel, { onDone: close });
  const body = { reason, ...(note.trim() ? { note: note.trim() } : {}) };
  return (
    <Modal
      open
      title={t('call_off.title', { number: order.number })}
      okText={t('call_off.do')}
      cancelText={t('call_off.leave')}
      okButtonProps={{ danger: true }}
      confirmLoading={cancel.busy}
      onOk={() => void cancel.run({ params: { id: order.id }, body })}
      onCancel={close}
    >
      <Fields>
        <p>{t('call_off.words')}</p>
        <Rows
          rows={back.map((one, i) => ({
            key: String(i),
            label: one.to ?? t('call_off.no_payment'),
            value: <Money value={one.amount} />,
          }))}
        />
        <Field label={t('call_off.reason')}>
          <Radio.Group
            value={reason}
            onChange={({ target }) => setReason(target.value as CancelReason)}
            options={cancelReason.options.map((value) => ({ value, label: t(`call_off.reasons.${value}`) }))}
          />
        </Field>
        <Field label={t('call_off.note')}>
          <Input value={note} maxLength={300} onChange={({ target }) => setNote(target.value)} />
        </Field>
        {cancel.problem && (
          <ErrorState
            title={t('call_off.not_done')}
            words={cancel.problem.words}
            requestId={cancel.problem.requestId}
          />
        )}
      </Fields>
    </Modal>
  );
}
