/** Credit out of goodwill, for the buyer of an order. Above the brand's limit a second person says yes. */
import { creditsApi, moneyApi, orders } from '@recoup/contract';
import { Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../app/queries.ts';
import { Field, Fields } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { MoneyInput } from '../ui/money-input.tsx';

const languages = ['en', 'zh', 'es'] as const;

export function IssueCredit({ done }: { done: (id?: string) => void }) {
  const { t } = useTranslation('credits');
  const f = useFormat();
  const [typed, setTyped] = useState('');
  const [orderId, setOrderId] = useState<string>();
  const [amount, setAmount] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const [language, setLanguage] = useState<(typeof languages)[number]>('en');
  const found = useApi(orders.list, { query: { q: typed, limit: 10 } }, { on: typed.trim().length > 1 });
  const order = useApi(orders.get, { params: { id: orderId ?? '' } }, { on: orderId !== undefined }).data;
  const limits = useApi(moneyApi.settings, { query: { brand_id: order?.brand.id ?? '' } }, { on: order !== undefined });
  const issue = useMove(creditsApi.issue, { onDone: (made) => done(made.id) });
  const above = limits.data?.second_person_above ?? null;
  const second = above !== null && amount !== null && amount > above;
  const currency = order?.total.currency ?? 'USD';
  const ready = order && amount !== null && amount > 0 && reason.trim() !== '';
  const go = () =>
    ready &&
    void issue.run({
      body: {
        brand_id: order.brand.id,
        customer_id: order.customer.id,
        order_id: order.id,
        amount,
        reason: reason.trim(),
        language,
      },
    });
  return (
    <Modal
      open
      title={t('issue.title')}
      okText={ready ? t(second ? 'issue.ask' : 'issue.go', { amount: f.money(amount, currency) }) : t('issue.verb')}
      cancelText={t('cancel')}
      onOk={go}
      onCancel={() => done()}
      confirmLoading={issue.busy}
      okButtonProps={{ disabled: !ready }}
      destroyOnHidden
    >
      <Fields>
        <Field
          label={t('issue.order')}
          help={order ? `${order.customer.name}, ${order.brand.name}` : t('issue.order_help')}
        >
          <Select
            showSearch={{ filterOption: false, onSearch: setTyped }}
            value={orderId}
            onChange={(id: string) => setOrderId(id)}
            options={(found.data?.rows ?? []).map((row) => ({
              value: row.id,
              label: `${row.number} · ${row.customer.name}`,
            }))}
            notFoundContent={null}
          />
        </Field>
        <Field
          label={t('issue.amount')}
          name="amount"
          problem={issue.problem}
          help={second ? t('issue.second', { above: f.money(above, currency) }) : undefined}
        >
          <MoneyInput value={amount} currency={currency} onChange={setAmount} />
        </Field>
        <Field
          label={t('issue.reason')}
          name="reason"
          problem={issue.problem}
          help={t('issue.reason_help')}
          error={
            issue.problem && !issue.problem.fieldWords('reason') && !issue.problem.fieldWords('amount')
              ? issue.problem.words
              : undefined
          }
        >
          <Input value={reason} onChange={(event) => setReason(event.target.value)} maxLength={300} />
        </Field>
        <Field label={t('issue.language')}>
          <Select
            value={language}
            onChange={setLanguage}
            options={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
          />
        </Field>
      </Fields>
    </Modal>
  );
}
