import type { Inspection } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { acrossSites } from '../warehouse/index.ts';
import { type StepAnswer, takeAnswers } from './answer-step.ts';
import { finish } from './finish-inspection.ts';
import { beginRun } from './start-inspection.ts';

/**
 * A whole inspection in one call, for benches with screens of their own and for stations that were offline: begun (or
 * gone on with), answered and finished, or nothing at all. Throws what start, answer and finish throw.
 */
export function inspectUnit(ctx: Ctx, unitId: string, answers: readonly StepAnswer[]): Promise<Inspection> {
  return acrossSites(ctx, async (tx) => {
    const { unit, run } = await beginRun(tx, ctx, unitId);
    return finish(tx, ctx, unit, await takeAnswers(tx, ctx, run, answers));
  });
}
