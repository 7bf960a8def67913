/** A diagnosis sheet being walked on a call: one question at a time, stills beside the answers, and what it comes to. */
import '../settle/settle.css';
import './sheets.css';
import { callDiagnosis, type Diagnosis, type SheetStep, verdicts, type Words } from '@recoup/contract';
import { Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi, useMove } from '../../app/queries.ts';
import { ErrorState, SkeletonRows } from '../../ui/states.tsx';
import type { CallPaneProps } from '../parts.ts';

/** In the reader's language; the buyer's own beside it, where it is another. */
export function useSaid() {
  const { i18n } = useTranslation();
  return (words: Partial<Words> | undefined) =>
    words?.[i18n.language.startsWith('zh') ? 'zh' : 'en'] ?? words?.en ?? '';
}

export function SheetPane(props: CallPaneProps) {
  const { t } = useTranslation('calls');
  const { call } = props;
  const found = useApi(callDiagnosis.read, { params: { id: call.id } }, { keep: false });
  const start = useMove(callDiagnosis.start);
  const [other, setOther] = useState(false);
  if (found.problem)
    return <ErrorState words={found.problem.words} requestId={found.problem.requestId} onRetry={found.retry} />;
  if (!found.data) return <SkeletonRows rows={4} height={48} />;
  const [run] = found.data.runs;
  if (run && !other) return <Run {...props} run={run} onOther={() => setOther(true)} />;
  return (
    <section className="settle-part" aria-label={t('sheet.choose')}>
      <h2>{t('sheet.choose')}</h2>
      {found.data.sheets.length === 0 && <p className="r-second">{t('sheet.none')}</p>}
      <ul className="sheet-list">
        {found.data.sheets.map((sheet) => (
          <li key={sheet.id}>
            <button
              type="button"
              disabled={start.busy}
              onClick={() =>
                void start
                  .run({ params: { id: call.id }, body: { sheet_id: sheet.id, anew: other } })
                  .then((made) => made && setOther(false))
              }
            >
              <b>{sheet.name}</b>
              <span className="r-second">{t(`sheet.fits.${sheet.fits}`)}</span>
              <span className="r-second">{t('sheet.steps', { count: sheet.steps })}</span>
            </button>
          </li>
        ))}
      </ul>
      {start.problem && <p className="r-t-bad">{start.problem.words}</p>}
    </section>
  );
}

function Run({ call, stills, run, onOther }: CallPaneProps & { run: Diagnosis; onOther: () => void }) {
  const { t } = useTranslation('calls');
  const said = useSaid();
  const [again, setAgain] = useState<string | null>(null);
  const at = again ?? run.next;
  const step = run.steps.find(({ key }) => key === at);
  const give = useMove(verdicts.giveOnCall);
  const seen = stills.filter((still) => still.photo);
  const word = (of: SheetStep | undefined, answer: string) =>
    said(of?.choices.find(({ key }) => key === answer)?.words) || t(`sheet.answer.${answer}`, { defaultValue: answer });
  const line = run.order_line_id ?? call.goods?.order_line_id ?? null;
  return (
    <section className="settle-part" aria-label={run.sheet.name}>
      <header>
        <h2>{run.sheet.name}</h2>
        <button type="button" className="r-link" onClick={onOther}>
          {t('sheet.other')}
        </button>
      </header>
      <ol className="sheet-answers">
        {run.answers.map((one) => (
          <li key={one.step}>
            <button type="button" onClick={() => setAgain(one.step)}>
              <span>{said(run.steps.find(({ key }) => key === one.step)?.ask)}</span>
              <b>
                {word(
                  run.steps.find(({ key }) => key === one.step),
                  one.answer,
                )}
                {one.value !== null && ` (${one.value})`}
              </b>
            </button>
            {one.photos.map((photo) => (
              <img key={photo.id} src={photo.thumb_url} alt={photo.caption ?? ''} width={36} height={36} />
            ))}
          </li>
        ))}
      </ol>
      {step && (
        <Ask key={step.key} callId={call.id} run={run} step={step} stills={seen} onDone={() => setAgain(null)} />
      )}
      {!again && run.outcome && (
        <div className="settle-state is-done">
          <p>
            <b>{t(`verdict.${run.outcome.verdict}`)}</b>
            {run.outcome.defect && ` · ${run.outcome.defect}`}
          </p>
          <p>{said(run.outcome.says)}</p>
          {line && (
            <Button
              type="primary"
              loading={give.busy}
              onClick={() =>
                void give.run({
                  params: { id: call.id },
                  body: {
                    ...(call.goods ? { order_id: call.goods.order_id } : {}),
                    order_line_id: line,
                    verdict: run.outcome!.verdict,
                    reason: run.outcome!.reason ?? 'damaged-or-defective',
                    ...(run.outcome!.defect ? { defect: run.outcome!.defect } : {}),
                    still_ids: [...new Set(run.answers.flatMap(({ still_ids }) => still_ids))],
                  },
                })
              }
            >
              {t('sheet.take', { verdict: t(`verdict.${run.outcome.verdict}`) })}
            </Button>
          )}
          {give.problem && <p className="r-t-bad">{give.problem.words}</p>}
        </div>
      )}
    </section>
  );
}

type AskProps = {
  callId: string;
  run: Diagnosis;
  step: SheetStep;
  stills: CallPaneProps['stills'];
  onDone: () => void;
};
function Ask({ callId, run, step, stills, onDone }: AskProps) {
  const { t } = useTranslation('calls');
  const said = useSaid();
  const answer = useMove(callDiagnosis.answer);
  const [value, setValue] = useState<number | string | null>(null);
  const newest = stills.at(-1)?.id;
  const [proof, setProof] = useState<string[]>(newest && (step.photo || step.kind === 'photo') ? [newest] : []);
  const send = async (given: { answer?: string | null; value?: number | string | null }) => {
    const done = await answer.run({
      params: { id: callId, diagnosis_id: run.id },
      body: { step: step.key, still_ids: proof, ...given },
    });
    if (done) onDone();
  };
  const picture = step.picture_file_id ? run.pictures[step.picture_file_id] : undefined;
  const options =
    step.kind === 'yes_no'
      ? ['yes', 'no'].map((key) => ({ key, label: t(`sheet.answer.${key}`) }))
      : step.choices.map(({ key, words }) => ({ key, label: said(words) }));
  return (
    <div className="sheet-ask">
      <p className="sheet-question">{said(step.ask)}</p>
      {said(step.help) && <p className="r-second">{said(step.help)}</p>}
      {picture && <img className="sheet-picture" src={picture} alt="" />}
      {(step.photo || step.kind === 'photo') && (
        <fieldset className="sheet-proof">
          <legend className="r-second">{t(stills.length > 0 ? 'sheet.proof' : 'sheet.take_still')}</legend>
          {stills.map((still) => (
            <button
              key={still.id}
              type="button"
              aria-pressed={proof.includes(still.id)}
              aria-label={t('sheet.still', { n: still.position })}
              onClick={() =>
                setProof((now) => (now.includes(still.id) ? now.filter((id) => id !== still.id) : [...now, still.id]))
              }
            >
              <img src={(still.drawn ?? still.photo)!.thumb_url} alt="" width={48} height={48} />
            </button>
          ))}
        </fieldset>
      )}
      {step.kind === 'choice' || step.kind === 'yes_no' ? (
        <div className="sheet-options">
          {options.map(({ key, label }) => (
            <Button key={key} disabled={answer.busy} onClick={() => void send({ answer: key })}>
              {label}
            </Button>
          ))}
        </div>
      ) : (
        <div className="sheet-options">
          {step.kind === 'measure' && (
            <InputNumber
              aria-label={said(step.ask)}
              suffix={step.measure?.unit}
              onChange={(next) => setValue(typeof next === 'number' ? next : null)}
            />
          )}
          {(step.kind === 'code' || step.kind === 'note') && (
            <Input
              aria-label={said(step.ask)}
              maxLength={500}
              onChange={(event) => setValue(event.target.value.trim() || null)}
            />
          )}
          <Button
            type="primary"
            disabled={answer.busy || (step.kind === 'photo' ? proof.length === 0 : value === null)}
            onClick={() => void send(step.kind === 'photo' ? {} : { value })}
          >
            {t('sheet.next')}
          </Button>
          {step.kind !== 'measure' && (
            <Button disabled={answer.busy} onClick={() => void send({ answer: 'skipped' })}>
              {t(step.kind === 'code' ? 'sheet.answer.unread' : 'sheet.answer.skipped')}
            </Button>
          )}
        </div>
      )}
      {answer.problem && (
        <p className="r-t-bad" role="alert">
          {answer.problem.words}
        </p>
      )}
    </div>
  );
}
