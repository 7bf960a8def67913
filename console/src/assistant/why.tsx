/** Why the assistant said what it said: what it took the words for and how surely, the step, what spoke for it, on what it rests. */
import './why.css';
import type { FlowKey, TurnWhy } from '@recoup/contract';
import { UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useModelNote } from '../terms/model-note.ts';
import { useFormat } from '../ui/locale.tsx';

export function Confidence({ value }: { value: number }) {
  const f = useFormat();
  return (
    <span className="assist-sure">
      <i aria-hidden="true">
        <i style={{ width: `${Math.min(1, Math.max(0, value)) * 100}%` }} />
      </i>
      {f.number(value, 2)}
    </span>
  );
}

/** `2 Ask why`: the step, as a link where it leads somewhere. */
export function StepName({
  why,
  onStep,
}: {
  why: TurnWhy;
  onStep?: ((flow: FlowKey, step: string) => void) | undefined;
}) {
  const f = useFormat();
  if (!why.step) return null;
  const words = `${why.step} ${why.step_title?.[f.language] ?? ''}`.trim();
  const { flow, step } = why;
  if (!onStep || !flow) return <span>{words}</span>;
  return (
    <button type="button" className="r-link" onClick={() => onStep(flow, step)}>
      {words}
    </button>
  );
}

type Props = { why: TurnWhy; onStep?: (flow: FlowKey, step: string) => void; children?: ReactNode };
export function WhyLine({ why, onStep, children }: Props) {
  const { t } = useTranslation('assistant');
  const { understood } = why;
  return (
    <div className="assist-why">
      <div>
        {understood && (
          <>
            <span className="r-mono" title={t('why.intent')}>
              {understood.intent ?? t('why.abstained')}
            </span>
            <Confidence value={understood.confidence} />
          </>
        )}
        <StepName why={why} onStep={onStep} />
        {children}
      </div>
      <WhyNote why={why} />
    </div>
  );
}

/** The second line: the words that spoke, what it rests on, why a person, why the model was left out. */
export function WhyNote({ why }: { why: TurnWhy }) {
  const { t } = useTranslation('assistant');
  const noteWords = useModelNote();
  const parts = [
    ...(why.understood?.because.length
      ? [why.understood.because.map((words) => t('quoted', { words })).join(' ')]
      : []),
    ...why.sources.map(({ title }) => title).filter(Boolean),
    ...(why.act ? [t('why.act', { act: actName(t, why.act.kind), state: t(`act_state.${why.act.state}`) })] : []),
    ...(why.handed_over ? [t(`because.${why.handed_over}`)] : []),
    ...(why.worded_by === 'model' ? [t('why.by_model')] : []),
    ...(why.model_note ? [noteWords(why.model_note)] : []),
  ];
  if (parts.length === 0) return null;
  return <p>{parts.join(t('why.join'))}</p>;
}

const acts = new Set(['give_remedy', 'cancel_order', 'send_receipt', 'settle']);
const actName = (t: (key: string) => string, kind: string): string => (acts.has(kind) ? t(`act.${kind}`) : kind);

/** Where a talk goes to a person: the shape of a person, and the words for it. */
export function HandedOver({ children }: { children: ReactNode }) {
  return (
    <div className="assist-handed">
      <UserRound size={15} aria-hidden="true" />
      <b>{children}</b>
    </div>
  );
}
