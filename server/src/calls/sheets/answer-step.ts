/** What an answer on a call comes to: the word rules know, and where the run then stands. Pure. */
import { answersOf, measured, type SheetStep, walk } from '@recoup/contract';
import { Refusal } from '../../platform/refusal.ts';
import type { Answered, Run } from './runs.store.ts';

export type Given = {
  step: string;
  answer: string | null;
  value: number | string | null;
  note: string | null;
  still_ids: string[];
};

const bare = (code: string) => code.toUpperCase().replace(/[^0-9A-Z]/g, '');

/**
 * The word of an answer. A measure is held against its limits, a code against what was sold (`codes` of the line; unread
 * where nothing could be read, and where nobody knows what was sold).
 */
export function wordOf(step: SheetStep, { answer, value, note, still_ids }: Given, codes: readonly string[]): string {
  const skipped = answer === 'skipped';
  switch (step.kind) {
    case 'measure':
      if (typeof value !== 'number') throw unknown(step, answer);
      return measured(step, value);
    case 'code': {
      if (typeof value !== 'string') return 'unread';
      if (codes.length === 0) return 'unread';
      return codes.some((one) => bare(one) === bare(value)) ? 'matches' : 'differs';
    }
    case 'photo':
      return !skipped && still_ids.length > 0 ? 'given' : 'skipped';
    case 'note':
      return !skipped && (typeof value === 'string' || note) ? 'given' : 'skipped';
    default:
      if (answer === null || !answersOf(step).includes(answer)) throw unknown(step, answer);
      return answer;
  }
}

const unknown = (step: SheetStep, answer: string | null) =>
  new Refusal('diagnosis.answer_unknown', { step: step.key, answer, answers: answersOf(step) });

/**
 * Takes an answer for the step that is asked, or another one for a step before it: what followed an answer that now leads
 * elsewhere is dropped. Throws `diagnosis.step_unknown`, `diagnosis.not_asked`, `diagnosis.answer_unknown`,
 * `diagnosis.still_missing` (the step wants a still for proof).
 */
export function take(run: Pick<Run, 'steps' | 'answers'>, given: Given, codes: readonly string[], now: Date) {
  const step = run.steps.find(({ key }) => key === given.step);
  if (!step) throw new Refusal('diagnosis.step_unknown', { step: given.step });
  const before = walk(run.steps, run.answers);
  const at = before.answers.findIndex((one) => one.step === step.key);
  if (at < 0 && before.next !== step.key)
    throw new Refusal('diagnosis.not_asked', { step: step.key, next: before.next });
  const answer = wordOf(step, given, codes);
  if (step.photo && step.kind !== 'photo' && given.still_ids.length === 0)
    throw new Refusal('diagnosis.still_missing', { step: step.key });
  const answered: Answered = {
    step: step.key,
    answer,
    value: given.value,
    note: given.note,
    still_ids: given.still_ids,
    at: now.toISOString(),
  };
  const same = at >= 0 && before.answers[at]!.answer === answer;
  const kept =
    at < 0 ? before.answers : [...before.answers.slice(0, at), ...(same ? before.answers.slice(at + 1) : [])];
  const answers = at < 0 ? [...kept, answered] : kept.toSpliced(at, 0, answered);
  const after = walk(run.steps, answers);
  return { ...after, ended_at: after.outcome ? now : null };
}
