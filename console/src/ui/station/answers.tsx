/**
 * Big answers: by key, by touch, or by scanning the DataMatrix on the card. The card with the key also registers both,
 * so a page only lists its answers.
 */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DataMatrix } from '../data-matrix.tsx';
import { Kbd } from '../kbd.tsx';
import { useCommands, useKeys } from '../keys.ts';

export type Answer = {
  /** `1` to `9`, or a letter. */
  key: string;
  word: ReactNode;
  note?: ReactNode;
  /** `CMD-PASS`: what its DataMatrix says. Leave out and there is no code on the card. */
  command?: string;
  tone?: 'good' | 'bad' | 'plain';
  disabled?: boolean;
  run: () => void;
};

type Props = {
  answers: readonly Answer[];
  on?: boolean /** `small` beside other work (24 px words otherwise). */;
  size?: 'large' | 'small';
};

export function Answers({ answers, on = true, size = 'large' }: Props) {
  const { t } = useTranslation('ui');
  const live = answers.filter((answer) => !answer.disabled);
  useKeys(Object.fromEntries(live.map((answer) => [answer.key.toLowerCase(), answer.run])), { on });
  useCommands(Object.fromEntries(live.flatMap((answer) => (answer.command ? [[answer.command, answer.run]] : []))), on);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend and its own box
    <div className={`r-answers is-${size}`} role="group" aria-label={t('station.answers')}>
      {answers.map((answer) => (
        <button
          key={answer.key}
          type="button"
          className={`r-answer is-${answer.tone ?? 'plain'}`}
          disabled={answer.disabled || !on}
          onClick={answer.run}
        >
          <span className="r-answer-words">
            <span className="r-answer-word">
              <Kbd k={answer.key} large />
              <b>{answer.word}</b>
            </span>
            {answer.note && <span>{answer.note}</span>}
          </span>
          {answer.command && (
            <DataMatrix text={answer.command} label={answer.command} size={size === 'large' ? 62 : 54} />
          )}
        </button>
      ))}
    </div>
  );
}
