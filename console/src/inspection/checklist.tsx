/** The checklist at the right: what was found at each step, where we are, what is to come. */
import type { Inspection } from '@recoup/contract';
import { ArrowLeft, Check, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useHalf, useSaid } from '../goods/names.ts';
import { letterOf, stepsOf } from './run.ts';

export function Checklist(props: { run: Inspection; nowKey: string | null; onGo: (key: string) => void }) {
  const { t } = useTranslation('inspection');
  const said = useSaid();
  const half = useHalf();
  const { run } = props;
  return (
    <>
      <p className="inspection-list-head">
        {t('inspect.checklist', { name: half(run.sop.name), version: run.sop.version })}
      </p>
      <ol className="inspection-list">
        {stepsOf(run, props.nowKey).map(({ step, given, isNow }, at) => {
          const answer = step.answers.find(({ key }) => key === given?.answer);
          const letter = letterOf(step, given);
          const note = given?.note ?? (answer && answer.tone !== 'good' ? said(answer.words) : '');
          return (
            <li key={step.key} className={isNow ? 'is-now' : given ? 'is-done' : undefined}>
              <button
                type="button"
                disabled={!given || isNow || run.state !== 'running'}
                aria-current={isNow ? 'step' : undefined}
                onClick={() => props.onGo(step.key)}
              >
                <span>{at + 1}</span>
                <span className="inspection-list-words">
                  <span>{said(step.title)}</span>
                  {note && <span className="r-station-over">{note}</span>}
                </span>
                {isNow ? (
                  <ArrowLeft size={20} aria-hidden="true" />
                ) : (
                  given &&
                  (letter ? (
                    <b>{letter}</b>
                  ) : answer?.tone === 'bad' ? (
                    <X size={20} aria-label={t('inspect.failed')} />
                  ) : (
                    <Check size={20} className="r-t-good" aria-label={t('inspect.passed')} />
                  ))
                )}
              </button>
            </li>
          );
        })}
      </ol>
    </>
  );
}
