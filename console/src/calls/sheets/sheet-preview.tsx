/** What the call's screen would show, walked as written: nothing is kept. */
import { answersOf, walk } from '@recoup/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from './sheet-draft.ts';
import { useSaid } from './sheet-pane.tsx';

export function SheetPreview({ draft, pictures }: { draft: Draft; pictures: Record<string, string> }) {
  const { t } = useTranslation('calls');
  const said = useSaid();
  const [answers, setAnswers] = useState<{ step: string; answer: string }[]>([]);
  const at = walk(draft.steps, answers);
  const step = draft.steps.find(({ key }) => key === at.next);
  const word = (key: string | undefined, answer: string) =>
    said(draft.steps.find((one) => one.key === key)?.choices.find((one) => one.key === answer)?.words) ||
    t(`sheet.answer.${answer}`, { defaultValue: answer });
  return (
    <section className="settle-part sheet-preview" aria-label={t('sheet.setup.preview')}>
      <h2>{t('sheet.setup.preview')}</h2>
      <ol className="sheet-answers">
        {at.answers.map((one, place) => (
          <li key={one.step}>
            <button type="button" onClick={() => setAnswers(at.answers.slice(0, place))}>
              <span>{said(draft.steps.find(({ key }) => key === one.step)?.ask)}</span>
              <b>{word(one.step, one.answer)}</b>
            </button>
          </li>
        ))}
      </ol>
      {step && (
        <div className="sheet-ask">
          <p className="sheet-question">{said(step.ask) || t('sheet.setup.no_words')}</p>
          {said(step.help) && <p className="r-second">{said(step.help)}</p>}
          {step.picture_file_id && pictures[step.picture_file_id] && (
            <img className="sheet-picture" src={pictures[step.picture_file_id]} alt="" />
          )}
          <div className="sheet-options">
            {answersOf(step).map((answer) => (
              <Button key={answer} onClick={() => setAnswers([...at.answers, { step: step.key, answer }])}>
                {word(step.key, answer)}
              </Button>
            ))}
          </div>
        </div>
      )}
      {at.outcome && (
        <div className="settle-state is-done">
          <p>
            <b>{t(`verdict.${at.outcome.verdict}`)}</b>
            {at.outcome.defect && ` · ${at.outcome.defect}`}
          </p>
          <p>{said(at.outcome.says)}</p>
        </div>
      )}
      {answers.length > 0 && (
        <button type="button" className="r-link" onClick={() => setAnswers([])}>
          {t('sheet.setup.anew')}
        </button>
      )}
    </section>
  );
}
