/** Another way to make it right for one line. Outside policy it takes a reason, which is kept. */
import { type RemedyKind, type ReturnDetail, remedyKind, returns } from '@recoup/contract';
import { Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { useTerms } from '../terms/terms.ts';
import { Field, Fields } from '../ui/field.tsx';
import { useFormat } from '../ui/locale.tsx';
import { MoneyInput } from '../ui/money-input.tsx';

type Line = ReturnDetail['lines'][number];
/** Goods that were judged are settled as they were promised. */
const isOpen = (line: Line) => line.accepted + line.rejected === 0 && !line.replacement?.sent_at;

export function ChangeRemedy({ at, done }: { at: ReturnDetail; done: () => void }) {
  const { t } = useTranslation('returns');
  const f = useFormat();
  const terms = useTerms();
  const lines = at.lines.filter(isOpen);
  const [lineId, setLineId] = useState(lines[0]?.id ?? '');
  const line = lines.find(({ id }) => id === lineId);
  const [remedy, setRemedy] = useState<RemedyKind | null>(null);
  const [amount, setAmount] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const change = useMove(returns.changeRemedy, { onDone: done });
  if (!line) return null;
  const coming = at.stage === 'in_transit' || at.stage === 'received';
  const kinds = remedyKind.options.filter(
    (kind) => (kind !== line.remedy || kind === 'keep_it') && !(kind === 'keep_it' && coming),
  );
  const ready = remedy !== null && (remedy !== 'keep_it' || (amount !== null && amount > 0));
  const go = () => {
    if (!remedy) return;
    void change.run({
      params: { id: at.id },
      body: {
        line_id: line.id,
        remedy,
        ...(remedy === 'keep_it' && amount !== null ? { keep_it_amount: amount } : {}),
        ...(reason.trim() ? { reason: reason.trim() } : {}),
      },
    });
  };
  return (
    <Modal
      open
      title={t('remedy.title')}
      okText={
        remedy === 'keep_it' && amount
          ? t('remedy.go_keep', { amount: f.money(amount, line.paid.currency) })
          : t('remedy.go')
      }
      cancelText={t('cancel')}
      confirmLoading={change.busy}
      okButtonProps={{ disabled: !ready }}
      onOk={go}
      onCancel={done}
      destroyOnHidden
    >
      <Fields>
        {lines.length > 1 && (
          <Field label={t('remedy.line')} name="line_id" problem={change.problem}>
            <Select
              value={lineId}
              onChange={(next) => {
                setLineId(next);
                setRemedy(null);
              }}
              options={lines.map(({ id, title, sku }) => ({ value: id, label: `${title} (${sku})` }))}
            />
          </Field>
        )}
        <Field
          label={t('remedy.instead', { now: terms.remedy(line.remedy) })}
          name="remedy"
          problem={change.problem}
          help={coming ? t('remedy.too_late_to_keep') : t('remedy.reckoned')}
        >
          <Radio.Group
            className="returns-radios"
            value={remedy}
            onChange={(event) => {
              setRemedy(event.target.value as RemedyKind);
              change.reset();
            }}
            options={kinds.map((kind) => ({ value: kind, label: terms.remedy(kind) }))}
          />
        </Field>
        {remedy === 'keep_it' && (
          <Field
            label={t('remedy.amount')}
            name="keep_it_amount"
            problem={change.problem}
            help={t('remedy.of_paid', { amount: f.money(line.paid.amount, line.paid.currency) })}
          >
            <MoneyInput value={amount} currency={line.paid.currency} onChange={setAmount} />
          </Field>
        )}
        <Field
          label={t('remedy.why')}
          optional
          help={t('remedy.why_help')}
          name="reason"
          problem={change.problem}
          error={change.problem && !change.problem.fieldWords('keep_it_amount') ? change.problem.words : undefined}
        >
          <Input maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} onPressEnter={go} />
        </Field>
      </Fields>
    </Modal>
  );
}
