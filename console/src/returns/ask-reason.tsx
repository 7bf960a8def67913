/** A move that takes a reason: the reason, what becomes of it, and the button that says what it does. */
import { Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, Fields } from '../ui/field.tsx';

export type AskReasonProps = {
  title: string;
  label: string;
  help: string;
  go: string;
  busy: boolean;
  danger?: boolean;
  problem?: { words: string } | null;
  children?: ReactNode;
  onGo: (reason: string) => void;
  done: () => void;
};

export function AskReason({ title, label, help, go, busy, danger, problem, children, onGo, done }: AskReasonProps) {
  const { t } = useTranslation('returns');
  const [reason, setReason] = useState('');
  return (
    <Modal
      open
      title={title}
      okText={go}
      cancelText={t('cancel')}
      confirmLoading={busy}
      okButtonProps={{ disabled: !reason.trim(), ...(danger ? { danger: true } : {}) }}
      onOk={() => onGo(reason.trim())}
      onCancel={done}
      destroyOnHidden
    >
      <Fields>
        <Field label={label} help={help} error={problem?.words}>
          <Input.TextArea
            autoFocus
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      </Fields>
      {children}
    </Modal>
  );
}
