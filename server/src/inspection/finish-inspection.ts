import type { Inspection } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { acceptUnits } from '../returns/index.ts';
import { acrossSites, saveUnit, stageAfter, standingOfUnit, type UnitRow, unitEvent } from '../warehouse/index.ts';
import { checkOwn } from './answer-step.ts';
import { acceptanceOf, gradeFrom, serialRead, timeTaken } from './grade.ts';
import { laborCost } from './labor.ts';
import { runAnswer } from './run-answer.ts';
import { finishRun, lockRun, lockUnitOfRun, moneyOf, type RunRow, soldSerials } from './runs.store.ts';
import { askedSteps, openSteps, photosNeeded } from './sop-steps.ts';

/**
 * An inspector is done: the unit is graded from the answers, and its return learns whether the goods count. What the
 * work cost goes with the event: `seconds` and `cost` in minor units of the brand's currency.
 *
 * Two who finish at once: one does, the other is told. Throws `inspection.not_found`, `inspection.done`,
 * `inspection.held_by_other`, `inspection.steps_open` and `inspection.photos_missing`, each naming the steps.
 */
export function finishInspection(ctx: Ctx, id: string): Promise<Inspection> {
  return acrossSites(ctx, async (tx) => {
    const unit = await lockUnitOfRun(tx, ctx, id);
    if (!unit) throw new Refusal('inspection.not_found');
    const run = (await lockRun(tx, ctx, id))!;
    checkOwn(ctx, run);
    return finish(tx, ctx, unit, run);
  });
}

/** Both are held by the transaction. */
export async function finish(tx: Tx, ctx: Ctx, unit: UnitRow, run: RunRow): Promise<Inspection> {
  checkComplete(run);
  const { buyerCaused, unsafe: _, ...graded } = gradeFrom(run.steps, run.answers);
  const serial = serialRead(run.steps, run.answers);
  const serials = await serialsOf(tx, ctx, unit, serial);
  const acceptance = acceptanceOf({ arrival: unit.arrival, serials }, { buyerCaused, serial });
  const run_ = { startedAt: run.started_at, finishedAt: ctx.now, usualSeconds: run.usual_seconds };
  const seconds = timeTaken(run.steps, run.answers, run_);
  const done = { ...graded, acceptance, seconds, answers: run.answers };
  await finishRun(tx, ctx, run.id, done);

  const { functional, cosmetic, grade, failed } = graded;
  const stage = stageAfter(standingOfUnit(unit), 'inspect');
  const change = { stage, functional, cosmetic, grade, acceptance, inspected_at: ctx.now };
  await saveUnit(tx, ctx, unit.id, { ...change, ...(serial && !unit.serial ? { serial } : {}) });
  if (acceptance === 'accepted') await countForReturn(tx, ctx, unit, acceptance);
  const { rates, currency } = await moneyOf(tx, ctx, unit);
  const cost = { amount: laborCost(seconds, rates), currency };
  await record(tx, ctx, [
    unitEvent('unit.inspected', unit, {
      lpn: unit.lpn,
      return_line_id: unit.return_line_id,
      functional,
      cosmetic,
      grade,
      acceptance,
      failed,
      seconds,
      cost,
      inspection_id: run.id,
    }),
  ]);
  const unitNow = { ...unit, ...change, serial: unit.serial ?? serial, version: unit.version + 1 };
  return runAnswer(ctx, { ...run, ...done, state: 'done', finished_at: ctx.now }, unitNow);
}

/** Goods of a line of a return are counted there; wrong, surplus and blind ones belong to no line. */
export async function countForReturn(tx: Tx, ctx: Ctx, unit: UnitRow, as: 'accepted' | 'rejected'): Promise<void> {
  const { return_id: returnId, return_line_id: returnLineId } = unit;
  if (unit.arrival !== 'right' || !returnId || !returnLineId) return;
  const one = as === 'accepted' ? { accepted: 1, rejected: 0 } : { accepted: 0, rejected: 1 };
  await acceptUnits(tx, ctx, { returnId, returnLineId, ...one });
}

function checkComplete({ steps, answers, photos }: RunRow): void {
  const open = openSteps(steps, answers).map(({ key }) => key);
  if (open.length > 0) throw new Refusal('inspection.steps_open', { steps: open });
  const missing = askedSteps(steps, answers)
    .map((step) => ({
      step: step.key,
      needed: photosNeeded(step, answers[step.key]),
      has: photos.filter((photo) => photo.step === step.key).length,
    }))
    .filter(({ needed, has }) => has < needed);
  if (missing.length > 0) throw new Refusal('inspection.photos_missing', { steps: missing });
}

/** Serial numbers this unit may have: the one counted at the dock, else those sold on its line. */
async function serialsOf(tx: Tx, ctx: Ctx, unit: UnitRow, read: string | null): Promise<string[]> {
  if (read === null) return [];
  if (unit.serial) return [unit.serial];
  return unit.return_line_id ? soldSerials(tx, ctx, unit.return_line_id) : [];
}
