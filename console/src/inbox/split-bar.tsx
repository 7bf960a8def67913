/** While messages are chosen: what the conversation of their own is called, and the button that moves them. */
import { type Conversation, inbox } from '@recoup/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMove } from '../app/queries.ts';
import { Kbd } from '../ui/kbd.tsx';
import { useUndoWord } from './use-undo-word.tsx';

export function SplitBar(props: {
  conversation: Conversation;
  ids: readonly string[];
  onClose: () => void;
  onDone: (other: string | null) => void;
}) {
  const { t } = useTranslation('inbox');
  const word = useUndoWord();
  const { conversation: at, ids } = props;
  const [subject, setSubject] = useState('');
  const undo = useMove(inbox.undoJoin);
  const split = useMove(inbox.split, {
    onDone: (after) => {
      const known = new Set(at.joins.map(({ id }) => id));
      const join = after.joins.find(({ id, kind }) => kind === 'split' && !known.has(id));
      const other = after.id === at.id ? join?.with : after;
      word(
        t('split.done', { code: other?.code ?? '' }),
        join ? () => void undo.run({ params: { id: after.id }, body: { join_id: join.id } }) : null,
      );
      props.onDone(other?.id ?? null);
    },
  });
  const go = () => {
    if (ids.length === 0 || !subject.trim()) return;
    void split.run({ params: { id: at.id }, body: { message_ids: [...ids], subject: subject.trim() } });
  };
  return (
    <footer className="inbox-split">
      <p>
        <b>{t('split.chosen', { count: ids.length })}</b> <span className="r-quiet">{t('split.help')}</span>
      </p>
      <div>
        <Input
          autoFocus
          maxLength={200}
          placeholder={t('split.subject')}
          aria-label={t('split.subject')}
          value={subject}
          onChange={(event) => setSubject(event.target.value)}
          onPressEnter={go}
          onKeyDown={(event) => event.key === 'Escape' && props.onClose()}
        />
        <Button onClick={props.onClose}>
          {t('cancel')} <Kbd k="Escape" />
        </Button>
        <Button type="primary" disabled={ids.length === 0 || !subject.trim()} loading={split.busy} onClick={go}>
          {t('split.go')}
        </Button>
      </div>
      {split.problem && (
        <p className="r-t-bad" role="alert">
          {split.problem.words}
        </p>
      )}
    </footer>
  );
}
