/** Everything that happened to the return, and the place to leave a note (N). */
import { returns, type TimelineEvent } from '@recoup/contract';
import { Button, Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEventFilters, useTimelineEntries } from '../app/event-words.tsx';
import { useMove } from '../app/queries.ts';
import { Kbd } from '../ui/kbd.tsx';
import { useKeys } from '../ui/keys.ts';
import { Shape } from '../ui/status.tsx';
import { Timeline } from '../ui/timeline.tsx';

export function ReturnTimeline({ events }: { events: readonly TimelineEvent[] }) {
  const entries = useTimelineEntries(events);
  const filters = useEventFilters().filter(({ key }) => key !== 'decisions');
  return <Timeline entries={entries} filters={filters} />;
}

export function NoteField({ id }: { id: string }) {
  const { t } = useTranslation('returns');
  const [text, setText] = useState('');
  const [at, setAt] = useState(false);
  const field = useRef<TextAreaRef>(null);
  const note = useMove(returns.note, { onDone: () => setText('') });
  useKeys({ n: () => field.current?.focus() });
  const send = () => {
    if (text.trim()) void note.run({ params: { id }, body: { text: text.trim() } });
  };
  return (
    <form
      className="returns-note"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="returns-note-field">
        <Input.TextArea
          ref={field}
          aria-label={t('note.label')}
          placeholder={t('note.label')}
          autoSize={{ minRows: 1, maxRows: 8 }}
          maxLength={4000}
          value={text}
          onFocus={() => setAt(true)}
          onBlur={() => setAt(false)}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
              event.preventDefault();
              send();
            }
            if (event.key === 'Escape') field.current?.blur();
          }}
        />
        {!at && !text && (
          <span className="returns-note-key">
            <Kbd k="n" />
          </span>
        )}
      </div>
      {note.problem && (
        <p className="r-t-bad" role="alert">
          <Shape tone="bad" /> {note.problem.words}
        </p>
      )}
      {text.trim() !== '' && (
        <div className="returns-note-foot">
          <span className="r-quiet">{t('note.who_reads')}</span>
          <Button size="small" type="primary" htmlType="submit" loading={note.busy}>
            {t('note.save')}
          </Button>
        </div>
      )}
    </form>
  );
}
