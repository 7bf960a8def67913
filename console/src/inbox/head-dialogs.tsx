/** What the verbs of a conversation ask before they do it. */
import { type Conversation, inbox } from '@recoup/contract';
import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { Field, Fields } from '../ui/field.tsx';
import { AssignDialog } from './assign-dialog.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { TagsDialog } from './tags-dialog.tsx';
import { TimeDialog } from './time-menu.tsx';

export type Dialog = 'assign' | 'snooze' | 'tags' | 'link' | 'remind' | 'merge' | 'block';
type Props = { dialog: Dialog; conversation: Conversation; onGo: (id: string) => void; onClose: () => void };

export function HeadDialogs({ dialog, conversation: at, onGo, onClose }: Props) {
  const { t } = useTranslation('inbox');
  const of = { params: { id: at.id } };
  const assign = useMove(inbox.assign, { onDone: onClose });
  const snooze = useMove(inbox.snooze, { onDone: onClose });
  const tags = useMove(inbox.setTags, { onDone: onClose });
  const remind = useMove(inbox.remind, { onDone: onClose });
  switch (dialog) {
    case 'assign':
      return (
        <AssignDialog
          now={{ staff: at.holder.staff?.id ?? null, team: at.holder.team?.id ?? null }}
          language={at.language ?? at.contact.language}
          problem={assign.problem?.words}
          onPick={(to) => void assign.run({ ...of, body: to })}
          onClose={onClose}
        />
      );
    case 'snooze':
      return (
        <TimeDialog
          title={t('snooze.title')}
          go={(when) => (when ? t('snooze.until', { at: when }) : t('snooze.verb'))}
          busy={snooze.busy}
          problem={snooze.problem?.words}
          onPick={(until) => void snooze.run({ ...of, body: { until } })}
          onClose={onClose}
        />
      );
    case 'remind':
      return (
        <TimeDialog
          title={t('remind.title')}
          words={{ label: t('remind.text'), max: 200 }}
          go={(when) => (when ? t('remind.at', { at: when }) : t('remind.verb'))}
          busy={remind.busy}
          problem={remind.problem?.words}
          onPick={(when, text) => void remind.run({ ...of, body: { at: when, ...(text ? { text } : {}) } })}
          onClose={onClose}
        />
      );
    case 'tags':
      return (
        <TagsDialog
          title={t('tags.title')}
          tags={at.tags}
          busy={tags.busy}
          problem={tags.problem?.words}
          onSet={(next) => void tags.run({ ...of, body: { tags: next } })}
          onClose={onClose}
        />
      );
    case 'link':
      return <LinkDialog conversation={at} onClose={onClose} />;
    case 'merge':
      return <MergeDialog conversation={at} onGo={onGo} onClose={onClose} />;
    case 'block':
      return <BlockDialog contact={at.contact} onClose={onClose} />;
  }
}

export function BlockDialog({ contact, onClose }: { contact: Conversation['contact']; onClose: () => void }) {
  const { t } = useTranslation('inbox');
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const blocked = contact.blocked !== null;
  const block = useMove(inbox.block, {
    onDone: () => {
      void message.success(t(blocked ? 'block.undone' : 'block.done', { name: contact.name }));
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t(blocked ? 'block.undo_of' : 'block.of', { name: contact.name })}
      okText={t(blocked ? 'block.undo' : 'block.go')}
      okButtonProps={{ danger: !blocked }}
      cancelText={t('cancel')}
      confirmLoading={block.busy}
      onOk={() =>
        void block.run({
          params: { id: contact.id },
          body: { blocked: !blocked, ...(!blocked && reason.trim() ? { reason: reason.trim() } : {}) },
        })
      }
      onCancel={onClose}
      width={420}
      destroyOnHidden
    >
      <p className="inbox-dialog-words">{t(blocked ? 'block.undo_means' : 'block.means', { name: contact.name })}</p>
      {!blocked && (
        <Fields>
          <Field label={t('block.reason')} optional name="reason" problem={block.problem} error={block.problem?.words}>
            <Input maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
          </Field>
        </Fields>
      )}
    </Modal>
  );
}
