/** One step: the question, how it should look beside what the camera sees, and the answers. */
import type { Inspection, SopStep } from '@recoup/contract';
import { Input } from 'antd';
import { type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSaid } from '../goods/names.ts';
import type { Shot } from '../goods/shots.ts';
import { Viewfinder, type ViewfinderHandle } from '../goods/viewfinder.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { type Answer, Answers } from '../ui/station/answers.tsx';
import { type Given, photosFor } from './run.ts';

export type Reply = { answer: string | null; note: string | null };

type Props = {
  run: Inspection;
  step: SopStep;
  given: Given | undefined;
  /** Chosen, and waiting for its photo. */
  pending: Reply | null;
  shots: readonly Shot[];
  finder: Ref<ViewfinderHandle>;
  onPhoto: (file: File) => void;
  onAnswer: (reply: Reply) => void;
  busy: boolean;
};

export function Question(props: Props) {
  const { t } = useTranslation('inspection');
  const said = useSaid();
  const { run, step, given, pending, shots } = props;
  const kept = given?.photos.length ?? 0;
  const needed = photosFor(step, pending?.answer ?? given?.answer ?? null);
  const taken = kept + shots.length;
  const many = step.answers.length > 3;
  const small = many || step.answers.some((answer) => isLong(said(answer.words), step.answers.length));
  const hint = said(step.hint);
  return (
    <div className={`inspection-question${many ? ' is-many' : ''}${step.answers.length === 4 ? ' is-four' : ''}`}>
      <p className="inspection-step">
        {t('inspect.step', { n: run.asked.indexOf(step.key) + 1, total: run.asked.length })}
      </p>
      <h1 className="r-station-question">{said(step.question)}</h1>
      {hint && <p className="inspection-hint">{hint}</p>}
      <div className="inspection-pictures">
        {run.unit.photo_url && (
          <figure>
            <img src={run.unit.photo_url} alt="" />
            <figcaption>{t('inspect.should_look')}</figcaption>
          </figure>
        )}
        <figure>
          <Viewfinder
            ref={props.finder}
            shots={shots}
            onPhoto={props.onPhoto}
            caption={
              needed > 0 || taken > 0 ? t('inspect.photos', { n: taken, needed: Math.max(needed, taken) }) : undefined
            }
          />
          <figcaption>
            <span>{t('inspect.camera')}</span>
            <span className={needed > taken ? 'inspection-needs' : undefined}>
              <Kbd k=" " large /> {needed > taken ? t('inspect.photo_needed') : t('inspect.takes_photo')}
            </span>
          </figcaption>
        </figure>
      </div>
      {step.kind === 'note' ? (
        <NoteAnswer key={step.key} {...props} />
      ) : (
        <Answers size={small ? 'small' : 'large'} answers={choices(props, said, t)} />
      )}
      {step.kind === 'serial' && (
        <p className="inspection-hint">
          {given?.note ? t('inspect.serial_read', { serial: given.note }) : t('inspect.serial_wait')}
        </p>
      )}
    </div>
  );
}

/** Words that would break apart in a third of the width at 24 px. A Chinese character is as wide as two letters. */
function isLong(words: string, answers: number): boolean {
  if (answers < 3) return false;
  const widths = words.split(/\s+/).map((word) => word.replace(/\p{Script=Han}/gu, 'xx').length);
  return Math.max(...widths) > 8;
}

function choices(
  { step, given, pending, onAnswer, busy }: Props,
  said: ReturnType<typeof useSaid>,
  t: (key: string) => string,
): Answer[] {
  return step.answers.map((answer, at) => {
    const isChosen = (pending?.answer ?? given?.answer) === answer.key;
    const notes = [
      said(answer.help),
      isChosen ? t(pending ? 'inspect.chosen_needs_photo' : 'inspect.chosen_before') : '',
    ];
    return {
      key: String(at + 1),
      word: said(answer.words),
      note: notes.filter(Boolean).join(' · ') || undefined,
      command: `CMD-${at + 1}`,
      tone: answer.tone === 'neutral' ? 'plain' : answer.tone,
      disabled: busy,
      run: () => onAnswer({ answer: answer.key, note: null }),
    };
  });
}

/** Something to write down, or nothing. */
function NoteAnswer({ given, onAnswer, busy }: Props) {
  const { t } = useTranslation('inspection');
  const [text, setText] = useState(given?.note ?? '');
  const write = () => onAnswer({ answer: null, note: text.trim() || null });
  return (
    <>
      <Input.TextArea
        className="inspection-note"
        value={text}
        rows={2}
        maxLength={500}
        aria-label={t('inspect.note_answer.label')}
        placeholder={t('inspect.note_answer.label')}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={(event) => {
          if (event.shiftKey) return;
          event.preventDefault();
          write();
        }}
      />
      <Answers
        size="small"
        answers={[
          {
            key: '1',
            word: text.trim() ? t('inspect.note_answer.keep') : t('inspect.note_answer.none'),
            note: text.trim() ? t('inspect.note_answer.keep_note') : t('inspect.note_answer.none_note'),
            command: 'CMD-1',
            disabled: busy,
            run: write,
          },
        ]}
      />
    </>
  );
}
