/** What was promised in exchange or as a replacement has left: under which number. */
import { type ReturnDetail, returns } from '@recoup/contract';
import { Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { Field, Fields } from '../ui/field.tsx';

export function SendReplacement({ at, done }: { at: ReturnDetail; done: () => void }) {
  const { t } = useTranslation('returns');
  const owed = at.lines.filter((line) => line.replacement?.owed);
  const [lineId, setLineId] = useState(owed[0]?.id ?? '');
  const [reference, setReference] = useState('');
  const send = useMove(returns.replacementSent, { onDone: done });
  const go = () => {
    if (reference.trim()) {
      void send.run({ params: { id: at.id }, body: { line_id: lineId, reference: reference.trim() } });
    }
  };
  return (
    <Modal
      open
      title={t('replacement.title')}
      okText={t('replacement.go')}
      cancelText={t('cancel')}
      confirmLoading={send.busy}
      okButtonProps={{ disabled: !reference.trim() || !lineId }}
      onOk={go}
      onCancel={done}
      destroyOnHidden
    >
      <Fields>
        <Field label={t('replacement.line')} name="line_id" problem={send.problem}>
          <Select
            value={lineId}
            onChange={setLineId}
            options={owed.map(({ id, title, sku }) => ({ value: id, label: `${title} (${sku})` }))}
          />
        </Field>
        <Field
          label={t('replacement.reference')}
          help={t('replacement.help', { name: at.customer.name })}
          name="reference"
          problem={send.problem}
          error={send.problem?.words}
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
