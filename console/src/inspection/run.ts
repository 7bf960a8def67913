/** A run of a checklist as the screen walks it. Pure. */
import type { Inspection, SopStep } from '@recoup/contract';

export type Given = Inspection['answers'][number];
export type StepState = { step: SopStep; given: Given | undefined; isNow: boolean };

/** The steps asked so far, in order, with what was answered. */
export function stepsOf(run: Inspection, nowKey: string | null): StepState[] {
  return run.asked.flatMap((key) => {
    const step = run.sop.steps.find((one) => one.key === key);
    return step ? [{ step, given: givenOf(run, key), isNow: key === nowKey }] : [];
  });
}

export function givenOf(run: Inspection, key: string): Given | undefined {
  return run.answers.find(({ step }) => step === key);
}

/** The step to go back to from where the person stands: the one before it that was asked. Null at the first. */
export function stepBefore(run: Inspection, nowKey: string | null): string | null {
  const at = nowKey === null ? run.asked.length : run.asked.indexOf(nowKey);
  return run.asked[at - 1] ?? null;
}

/** Photos the step asks for with this answer: the step's own, and one at least where the answer must be proven. */
export function photosFor(step: SopStep, answerKey: string | null): number {
  const answer = step.answers.find(({ key }) => key === answerKey);
  return Math.max(step.photos, answer?.photo ? 1 : 0);
}

/** The worse letter an answer brings, where it brings one: drawn in the checklist. */
export function letterOf(step: SopStep, given: Given | undefined): 'A' | 'B' | 'C' | 'D' | null {
  const answer = step.answers.find(({ key }) => key === given?.answer);
  const letters = [answer?.functional, answer?.cosmetic].filter((letter) => letter !== undefined);
  return letters.sort().at(-1) ?? null;
}

/** Seconds of work so far: what the answers report, and the step under way. */
export function secondsOf(run: Inspection, stepMs: number): number {
  return run.answers.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0) + Math.round(stepMs / 1000);
}

/** How many photos the whole run has. */
export function photosOf(run: Inspection): number {
  return run.answers.reduce((sum, { photos }) => sum + photos.length, 0);
}
