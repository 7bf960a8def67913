/** The words a conversation is found by. */
import { tagWord } from '@recoup/contract';
import { Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, Fields } from '../ui/field.tsx';

/** `Missing part` as it may be kept: `missing-part`. */
const asTag = (typed: string) =>
  typed
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');

export function TagsDialog(props: {
  title: string;
  tags: readonly string[];
  busy: boolean;
  problem?: string | undefined;
  onSet: (tags: string[]) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('inbox');
  const [tags, setTags] = useState<string[]>([...props.tags]);
  const [wrong, setWrong] = useState<string | null>(null);
  return (
    <Modal
      open
      title={props.title}
      okText={t('tags.keep')}
      cancelText={t('cancel')}
      confirmLoading={props.busy}
      onOk={() => props.onSet(tags)}
      onCancel={props.onClose}
      width={420}
      destroyOnHidden
    >
      <Fields>
        <Field
          label={t('tags.label')}
          help={t('tags.help')}
          error={wrong ? t('tags.wrong', { tag: wrong }) : props.problem}
        >
          <Select
            mode="tags"
            autoFocus
            open={false}
            suffixIcon={null}
            tokenSeparators={[',', '，', ' ']}
            value={tags}
            onChange={(typed: string[]) => {
              const next = [...new Set(typed.map(asTag))];
              setWrong(next.find((tag) => !tagWord.safeParse(tag).success) ?? null);
              setTags(next.filter((tag) => tagWord.safeParse(tag).success).slice(0, 30));
            }}
          />
        </Field>
      </Fields>
    </Modal>
  );
}
