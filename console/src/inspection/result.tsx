/** The end of a checklist: a last look before it is graded, and the grade. */
import type { Inspection } from '@recoup/contract';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session.tsx';
import { useSaid } from '../goods/names.ts';
import { GradeBox } from '../goods/unit-side.tsx';
import { useFormat } from '../ui/locale.tsx';
import { Answers } from '../ui/station/answers.tsx';
import { Status } from '../ui/status.tsx';
import { givenOf, photosOf } from './run.ts';

export function Review({ run, busy, onFinish }: { run: Inspection; busy: boolean; onFinish: () => void }) {
  const { t } = useTranslation('inspection');
  return (
    <>
      <p className="inspection-step">{t('inspect.all_steps', { count: run.asked.length })}</p>
      <h1 className="r-station-question">{t('inspect.review')}</h1>
      <p className="inspection-hint">{t('inspect.review_note')}</p>
      <Answers
        answers={[
          {
            key: '1',
            word: t('inspect.grade_it'),
            note: t('inspect.grade_it_note', { count: photosOf(run) }),
            command: 'CMD-DONE',
            tone: 'good',
            disabled: busy,
            run: onFinish,
          },
        ]}
      />
    </>
  );
}

export function Graded({ run, onDecide, onNext }: { run: Inspection; onDecide: () => void; onNext: () => void }) {
  const { t } = useTranslation('inspection');
  const f = useFormat();
  const said = useSaid();
  const { may } = useSession();
  const failed = run.failed.flatMap((key) => {
    const step = run.sop.steps.find((one) => one.key === key);
    if (!step) return [];
    const answer = step.answers.find((one) => one.key === givenOf(run, key)?.answer);
    return [{ key, title: said(step.title), answer: said(answer?.words) }];
  });
  const next = { word: t('inspect.next_unit'), note: t('inspect.next_unit_note'), run: onNext };
  return (
    <>
      <p className="inspection-step">
        {t('inspect.took', { span: f.duration(run.seconds ?? 0), usual: f.span(run.sop.usual_seconds * 1000) })}
      </p>
      <h1 className="r-station-question">{t('inspect.graded', { grade: run.grade })}</h1>
      <GradeBox size="large" grade={run.grade} functional={run.functional} cosmetic={run.cosmetic} />
      <dl className="inspection-found">
        <div>
          <dt>{t('inspect.found')}</dt>
          {failed.length === 0 && <dd>{t('inspect.found_nothing')}</dd>}
          {failed.map((each) => (
            <dd key={each.key}>
              <Status tone="bad">
                {each.title}: {each.answer}
              </Status>
            </dd>
          ))}
          {run.unsafe && (
            <dd>
              <Status tone="bad">{t('inspect.unsafe')}</Status>
            </dd>
          )}
        </div>
        <div>
          <dt>{t('inspect.counts')}</dt>
          <dd>
            {run.acceptance === 'ask' ? (
              <Status tone="clock">{t('inspect.person_looks')}</Status>
            ) : (
              <Status tone="good">{t('inspect.accepted')}</Status>
            )}
          </dd>
        </div>
      </dl>
      <Answers
        answers={[
          ...(may('warehouse.decide')
            ? [
                {
                  key: '1',
                  word: t('inspect.decide'),
                  note: t('inspect.decide_note'),
                  command: 'CMD-DECIDE',
                  tone: 'good' as const,
                  run: onDecide,
                },
              ]
            : []),
          { ...next, key: '2', command: 'CMD-NEXT' },
        ]}
      />
    </>
  );
}
