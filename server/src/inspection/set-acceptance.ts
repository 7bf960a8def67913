import type { Unit } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import {
  acrossSites,
  lockUnit,
  saveUnit,
  stageAfter,
  standingOfUnit,
  unitAnswer,
  unitEvent,
} from '../warehouse/index.ts';
import { countForReturn } from './finish-inspection.ts';

/**
 * A manager says whether goods count, where the inspection asked: accepted makes the buyer's money due, rejected sends
 * the goods back. Said once; two who say it at once, the second is told.
 *
 * Throws `unit.not_found`, `unit.gone`, `unit.wrong_stage` (not inspected, or nobody asked).
 */
export function setAcceptance(
  ctx: Ctx,
  unitId: string,
  { acceptance, reason }: { acceptance: 'accepted' | 'rejected'; reason: string },
): Promise<Unit> {
  return acrossSites(ctx, async (tx) => {
    const unit = await lockUnit(tx, ctx, unitId);
    if (!unit) throw new Refusal('unit.not_found');
    stageAfter(standingOfUnit(unit), 'correct');
    await saveUnit(tx, ctx, unitId, { acceptance });
    await countForReturn(tx, ctx, unit, acceptance);
    await record(tx, ctx, [unitEvent('unit.acceptance_set', unit, { lpn: unit.lpn, acceptance, reason })]);
    return unitAnswer(ctx, { ...unit, acceptance, version: unit.version + 1 });
  });
}
