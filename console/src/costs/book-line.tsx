/** Staff book what no event tells: a carrier's claim paid, a vendor's credit, a broker's bill. Once by its reference. */
import './costs.css';
import { type ReturnCost as Cost, costsApi, manualCosts } from '@recoup/contract';
import { App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { Field } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { MoneyInput } from '../ui/money-input.tsx';
import { Section } from '../ui/page.tsx';
import { ErrorState } from '../ui/states.tsx';

type Account = (typeof manualCosts)[number];

export function BookLine({ returnId, cost }: { returnId: string; cost: Cost }) {
  const { t } = useTranslation('costs');
  const f = useFormat();
  const { message } = App.useApp();
  const [account, setAccount] = useState<Account>('carrier_claims');
  const [unit, setUnit] = useState<string | null>(null);
  const [amount, setAmount] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const [reference, setReference] = useState('');
  const book = useMove(costsApi.bookLine);
  const ready = amount !== null && amount > 0 && reason.trim() !== '' && reference.trim() !== '';
  const send = async () => {
    if (!ready) return;
    const body = { account, amount, reason, reference, ...(unit ? { unit_id: unit } : {}) };
    if (!(await book.run({ params: { id: returnId }, body }))) return;
    void message.success(t('book.done', { amount: f.money(amount, cost.currency) }));
    setAmount(null);
    setReason('');
    setReference('');
  };
  return (
    <Section title={t('book.title')} aside={t('book.note')}>
      <form
        className="costs-form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Field label={t('book.account')} name="account" problem={book.problem}>
          <Select<Account>
            value={account}
            onChange={setAccount}
            style={{ width: 220 }}
            options={manualCosts.map((one) => ({ value: one, label: t(`ledger:account.${one}`) }))}
          />
        </Field>
        {cost.units.length > 0 && (
          <Field label={t('col.unit')} optional name="unit_id" problem={book.problem}>
            <Select<string | null>
              value={unit}
              allowClear
              onChange={(next) => setUnit(next ?? null)}
              style={{ width: 180 }}
              options={cost.units.map((one) => ({ value: one.unit.id, label: one.unit.lpn }))}
            />
          </Field>
        )}
        <Field label={t('col.amount')} name="amount" problem={book.problem}>
          <MoneyInput value={amount} currency={cost.currency} onChange={setAmount} />
        </Field>
        <Field label={t('book.reference')} name="reference" problem={book.problem}>
          <Input value={reference} maxLength={80} onChange={(event) => setReference(event.target.value)} />
        </Field>
        <Field label={t('book.reason')} name="reason" problem={book.problem}>
          <Input
            value={reason}
            maxLength={300}
            style={{ width: 260 }}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        <Button type="primary" htmlType="submit" disabled={!ready} loading={book.busy}>
          {ready ? t('book.verb', { amount: f.money(amount, cost.currency) }) : t('book.verb_plain')}
        </Button>
      </form>
      {book.problem && (
        <ErrorState title={t('book.not_done')} words={book.problem.words} requestId={book.problem.requestId} />
      )}
    </Section>
  );
}
