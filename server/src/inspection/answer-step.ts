import type { BodyOf, Inspection, inspections } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { acrossSites, addPhotos, findUnit, handOf, isSame } from '../warehouse/index.ts';
import { runAnswer } from './run-answer.ts';
import { lockRun, type RunRow, saveAnswers } from './runs.store.ts';
import { checkAnswer } from './sop-steps.ts';

export type StepAnswer = BodyOf<(typeof inspections)['answer']>;

/**
 * An inspector answers a step, by key, touch or scan; answering again replaces the answer and keeps the photos. Photos a
 * step needs may follow: they are looked at when the inspection is finished.
 *
 * Throws `inspection.not_found`, `inspection.done`, `inspection.held_by_other`, `inspection.step_unknown`,
 * `inspection.answer_unknown`, `file.not_found`.
 */
export function answerStep(ctx: Ctx, id: string, given: StepAnswer): Promise<Inspection> {
  return acrossSites(ctx, async (tx) => {
    const run = await lockRun(tx, ctx, id);
    const unit = run && (await findUnit(tx, ctx, run.unit_id));
    if (!run || !unit) throw new Refusal('inspection.not_found');
    checkOwn(ctx, run);
    const answered = await takeAnswers(tx, ctx, run, [given]);
    await saveAnswers(tx, ctx, id, answered.answers, run.by);
    return runAnswer(ctx, answered, unit);
  });
}

/** Throws `inspection.done`, `inspection.held_by_other`: whoever goes on with another's run begins by starting it. */
export function checkOwn(ctx: Ctx, run: RunRow): void {
  if (run.state !== 'running') throw new Refusal('inspection.done', { at: run.finished_at });
  if (!isSame(run.by, handOf(ctx))) throw new Refusal('inspection.held_by_other', { by: run.by.name });
}

/** The run with these answers and their photos; nothing is written to the run yet. */
export async function takeAnswers(tx: Tx, ctx: Ctx, run: RunRow, given: readonly StepAnswer[]): Promise<RunRow> {
  let { answers, photos } = run;
  for (const { step, answer, note, seconds, file_ids } of given) {
    checkAnswer(run.steps, step, { answer, note });
    answers = { ...answers, [step]: { answer, note, seconds, at: ctx.now.toISOString() } };
    const added = await addPhotos(tx, ctx, file_ids, { unitId: run.unit_id, inspectionId: run.id, step });
    photos = [...photos, ...added.filter(({ id }) => !photos.some((photo) => photo.id === id))];
  }
  return { ...run, answers, photos };
}
