/** A checklist: which steps are asked given the answers so far, what is still open, and whether its steps hold together. Pure. */
import type { SopStep } from '@recoup/contract';
import { Refusal } from '../platform/refusal.ts';

/** One answer as it is kept: the key of a choice, what was typed or scanned, seconds it took. */
export type Given = { answer: string | null; note: string | null; seconds: number | null; at: string };
export type Answers = Readonly<Record<string, Given>>;

/** The steps to be asked, in order. A step hangs on an earlier one that is itself asked and was answered so. */
export function askedSteps(steps: readonly SopStep[], answers: Answers): SopStep[] {
  const asked: SopStep[] = [];
  for (const step of steps) {
    const on = step.only_if;
    const holds = on && asked.some(({ key }) => key === on.step) && on.answer.includes(answers[on.step]?.answer ?? '');
    if (!on || holds) asked.push(step);
  }
  return asked;
}

/** A choice needs its key, a serial number what was read or the key that says why not; a note may stay empty. */
export function isAnswered(step: SopStep, given: Given | undefined): boolean {
  if (!given) return false;
  if (step.kind === 'note') return true;
  return given.answer !== null || (step.kind === 'serial' && !!given.note);
}

/** Steps asked that have no answer yet. */
export function openSteps(steps: readonly SopStep[], answers: Answers): SopStep[] {
  return askedSteps(steps, answers).filter((step) => !isAnswered(step, answers[step.key]));
}

/** Photos a step needs: its own number, and one at least where its answer must be proven. */
export function photosNeeded(step: SopStep, given: Given | undefined): number {
  const chosen = step.answers.find(({ key }) => key === given?.answer);
  return Math.max(step.photos, chosen?.photo ? 1 : 0);
}

/** Takes an answer for a step. Throws `inspection.step_unknown`, `inspection.answer_unknown`. */
export function checkAnswer(steps: readonly SopStep[], key: string, given: Pick<Given, 'answer' | 'note'>): SopStep {
  const step = steps.find((one) => one.key === key);
  if (!step) throw new Refusal('inspection.step_unknown', { step: key });
  const known = given.answer === null || step.answers.some(({ key }) => key === given.answer);
  const enough = step.kind === 'note' || given.answer !== null || (step.kind === 'serial' && !!given.note);
  if (!known || !enough) throw new Refusal('inspection.answer_unknown', { step: key, answer: given.answer });
  return step;
}

/**
 * Lets a checklist be published. Throws `sop.bad_steps` with the step and why: `twice` (two steps or answers of one key),
 * `answers_missing` (a choice of fewer than two), `answers_needless` (a note offers none), `condition` (hangs on a step
 * that does not stand before it, or on an answer that one does not offer).
 */
export function checkSteps(steps: readonly SopStep[]): void {
  steps.forEach((step, at) => {
    const because = faultOf(step, steps.slice(0, at));
    if (because) throw new Refusal('sop.bad_steps', { step: step.key, because });
  });
}

function faultOf(step: SopStep, before: readonly SopStep[]): string | null {
  const keys = step.answers.map(({ key }) => key);
  if (before.some(({ key }) => key === step.key) || new Set(keys).size < keys.length) return 'twice';
  if (step.kind === 'choice' && keys.length < 2) return 'answers_missing';
  if (step.kind === 'note' && keys.length > 0) return 'answers_needless';
  if (!step.only_if) return null;
  const { step: onStep, answer } = step.only_if;
  const on = before.find(({ key }) => key === onStep);
  const offered = answer.length > 0 && answer.every((one) => on?.answers.some(({ key }) => key === one));
  return offered ? null : 'condition';
}
