/** A dispute told by hand: the order is found by its number, the deadline reckoned from the network's rule where none is given. */
import { disputesApi, orders } from '@recoup/contract';
import { useNavigate } from '@tanstack/react-router';
import { DatePicker, Input, Modal, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { Field, Fields } from '../ui/field.tsx';
import { MoneyInput } from '../ui/money-input.tsx';

const networks = ['visa', 'mastercard', 'amex', 'discover', 'other'] as const;

export function OpenDispute({ done }: { done: () => void }) {
  const { t } = useTranslation('disputes');
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [orderId, setOrderId] = useState<string>();
  const [paymentId, setPaymentId] = useState<string>();
  const [kind, setKind] = useState<'chargeback' | 'inquiry'>('chargeback');
  const [network, setNetwork] = useState<(typeof networks)[number]>('visa');
  const [code, setCode] = useState('');
  const [reference, setReference] = useState('');
  const [amount, setAmount] = useState<number | null>(null);
  const [fee, setFee] = useState<number | null>(null);
  const [due, setDue] = useState<Dayjs | null>(null);
  const found = useApi(orders.list, { query: { q: typed, limit: 10 } }, { on: typed.trim().length > 1 });
  const order = useApi(orders.get, { params: { id: orderId ?? '' } }, { on: orderId !== undefined });
  const reasons = useApi(disputesApi.reasons);
  const open = useMove(disputesApi.open, {
    onDone: (made) => {
      done();
      void navigate({ to: `/money/disputes/${made.id}` as '/' });
    },
  });
  const payments = order.data?.payments ?? [];
  const payment = payments.find(({ id }) => id === paymentId) ?? (payments.length === 1 ? payments[0] : undefined);
  const currency = order.data?.total.currency ?? 'USD';
  const worth = amount ?? payment?.amount.amount ?? null;
  const go = () =>
    orderId &&
    worth !== null &&
    void open.run({
      body: {
        order_id: orderId,
        kind,
        network,
        amount: worth,
        fee: fee ?? 0,
        ...(payment ? { payment_id: payment.id } : {}),
        ...(code.trim() ? { network_code: code.trim() } : {}),
        ...(reference.trim() ? { reference: reference.trim() } : {}),
        ...(due ? { due_by: due.endOf('day').toISOString() } : {}),
      },
    });
  const meant = reasons.data?.rows.find((row) => row.network === network && row.code === code.trim().toUpperCase());
  return (
    <Modal
      open
      width={560}
      title={t('open.title')}
      okText={t('open.go')}
      cancelText={t('cancel')}
      onOk={go}
      onCancel={done}
      confirmLoading={open.busy}
      okButtonProps={{ disabled: !orderId || worth === null || worth <= 0 }}
      destroyOnHidden
    >
      <Fields columns={2}>
        <Field label={t('open.order')} name="order_id" problem={open.problem}>
          <Select
            showSearch={{ filterOption: false, onSearch: setTyped }}
            placeholder={t('open.order_help')}
            value={orderId}
            onChange={(id: string) => {
              setOrderId(id);
              setPaymentId(undefined);
              setAmount(null);
            }}
            options={(found.data?.rows ?? []).map((row) => ({
              value: row.id,
              label: `${row.number} · ${row.customer.name}`,
            }))}
            notFoundContent={null}
          />
        </Field>
        <Field label={t('open.payment')} name="payment_id" problem={open.problem}>
          <Select
            value={payment?.id}
            onChange={(id: string) => setPaymentId(id)}
            disabled={payments.length < 2}
            options={payments.map((one) => ({ value: one.id, label: one.label }))}
          />
        </Field>
        <Field label={t('open.kind')} help={t(`kind_note.${kind}`)}>
          <Select
            value={kind}
            onChange={setKind}
            options={(['chargeback', 'inquiry'] as const).map((value) => ({ value, label: t(`kind.${value}`) }))}
          />
        </Field>
        <Field label={t('open.network')}>
          <Select
            value={network}
            onChange={setNetwork}
            options={networks.map((value) => ({ value, label: t(`network.${value}`) }))}
          />
        </Field>
        <Field
          label={t('open.code')}
          optional
          name="network_code"
          problem={open.problem}
          help={meant ? `${meant.name}: ${t(`reason.${meant.reason}`)}` : t('open.code_help')}
        >
          <Input value={code} onChange={(event) => setCode(event.target.value)} maxLength={20} />
        </Field>
        <Field label={t('open.reference')} optional name="reference" problem={open.problem}>
          <Input value={reference} onChange={(event) => setReference(event.target.value)} maxLength={120} />
        </Field>
        <Field label={t('open.amount')} name="amount" problem={open.problem}>
          <MoneyInput value={worth} currency={currency} onChange={setAmount} />
        </Field>
        <Field label={t('open.fee')} optional name="fee" problem={open.problem}>
          <MoneyInput value={fee} currency={currency} onChange={setFee} />
        </Field>
        <Field label={t('open.due')} optional help={t('open.due_help')} error={open.problem?.words}>
          <DatePicker value={due} onChange={(value) => setDue(value)} style={{ width: '100%' }} />
        </Field>
      </Fields>
    </Modal>
  );
}
