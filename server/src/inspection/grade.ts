/** What a run of a checklist says of a unit: two grades, what failed, whether it is safe, whether the goods count. Pure. */
import type { Grade, SopStep } from '@recoup/contract';
import { type Acceptance, serialKey, worse } from '../warehouse/index.ts';
import { type Answers, askedSteps } from './sop-steps.ts';

export type Graded = {
  functional: Grade;
  cosmetic: Grade;
  /** The worse of the two. */
  grade: Grade;
  /** Keys of steps whose answer was a bad one. */
  failed: string[];
  /** Nothing that sells it is open: liquid in a charger, a swollen battery. */
  unsafe: boolean;
  /** The buyer's doing: a drop, water, a swap. */
  buyerCaused: boolean;
};

/** Each axis is as good as its worst answer allows. Answers of steps that are not asked any more do not count. */
export function gradeFrom(steps: readonly SopStep[], answers: Answers): Graded {
  const chosen = chosenAnswers(steps, answers);
  const worst = (axis: 'functional' | 'cosmetic') =>
    chosen.reduce<Grade>((grade, { answer }) => worse(grade, answer[axis] ?? 'A'), 'A');
  const [functional, cosmetic] = [worst('functional'), worst('cosmetic')];
  return {
    functional,
    cosmetic,
    grade: worse(functional, cosmetic),
    failed: chosen.filter(({ answer }) => answer.tone === 'bad').map(({ step }) => step.key),
    unsafe: chosen.some(({ answer }) => answer.unsafe),
    buyerCaused: chosen.some(({ answer }) => answer.buyer_caused),
  };
}

/** The answers that count, with their steps, in order. */
export function chosenAnswers(steps: readonly SopStep[], answers: Answers) {
  return askedSteps(steps, answers).flatMap((step) => {
    const answer = step.answers.find(({ key }) => key === answers[step.key]?.answer);
    return answer ? [{ step, answer }] : [];
  });
}

/** The serial number read at the bench; null where none was, or the plate could not be read. */
export function serialRead(steps: readonly SopStep[], answers: Answers): string | null {
  const step = askedSteps(steps, answers).find(({ kind }) => kind === 'serial');
  const given = step && answers[step.key];
  return given && given.answer === null ? given.note : null;
}

/**
 * Do the goods count for the return? Accepted, unless a person has to look: the unit was not promised (wrong, over,
 * blind), its serial number is not the one counted or sold, or the checklist found the buyer's doing. A checklist never
 * rejects by itself: only a person does (`warehouse.override`), as it costs the buyer their money.
 */
export function acceptanceOf(
  unit: { arrival: 'right' | 'wrong' | 'over' | 'blind'; serials: readonly string[] },
  found: { buyerCaused: boolean; serial: string | null },
): Acceptance {
  if (unit.arrival !== 'right' || found.buyerCaused) return 'ask';
  return isOtherSerial(unit.serials, found.serial) ? 'ask' : 'accepted';
}

/** True when a serial number was read and is none of those the unit may have. */
export function isOtherSerial(serials: readonly string[], read: string | null): boolean {
  return read !== null && serials.length > 0 && !serials.some((known) => serialKey(known) === serialKey(read));
}

/**
 * How long an inspection took, in seconds: what the answers report, where all of them do; else the time between start
 * and finish, but not more than four times what is usual, as a unit left on the bench over night is not work.
 */
export function timeTaken(
  steps: readonly SopStep[],
  answers: Answers,
  run: { startedAt: Date; finishedAt: Date; usualSeconds: number },
): number {
  const reported = askedSteps(steps, answers).map(({ key }) => answers[key]?.seconds ?? null);
  if (reported.length > 0 && reported.every((seconds) => seconds !== null)) {
    return reported.reduce((sum, seconds) => sum + seconds, 0);
  }
  const passed = Math.round((run.finishedAt.getTime() - run.startedAt.getTime()) / 1000);
  return Math.max(0, Math.min(passed, run.usualSeconds * 4));
}
