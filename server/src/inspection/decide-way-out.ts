import type { Disposition, Reckoning, Way } from '@recoup/contract';
import { type Actor, type Ctx, may } from '../platform/ctx.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import {
  acrossSites,
  handOf,
  lockUnit,
  saveUnit,
  stageAfter,
  standingOfUnit,
  unitAnswer,
  unitEvent,
} from '../warehouse/index.ts';
import { waysOf } from './read-ways.ts';
import type { Reckoned } from './reckoning.ts';
import { insertDecision } from './runs.store.ts';

/**
 * An operator confirms the suggested way out, or a manager chooses another one with a reason. May be decided anew until
 * the unit is put away, and what lies on hold at any time. The same decision again changes nothing.
 *
 * Throws `unit.not_found`, `unit.not_inspected`, `unit.wrong_stage`, `unit.gone`, `way.closed` with why,
 * `way.override.not_allowed` (needs `warehouse.override`), `way.override_needs_reason`.
 */
export function decideWayOut(
  ctx: Ctx,
  unitId: string,
  { disposition, reason = null }: { disposition: Disposition; reason?: string | null },
): Promise<Reckoning> {
  return acrossSites(ctx, async (tx) => {
    const unit = await lockUnit(tx, ctx, unitId);
    if (!unit) throw new Refusal('unit.not_found');
    if (unit.stage === 'arrived') throw new Refusal('unit.not_inspected');
    const stage = stageAfter(standingOfUnit(unit), 'decide');
    const found = await waysOf(tx, ctx, unit);
    const { way, isOverride } = chooseWay(found, disposition, reason, ctx.actor);
    const { ways, suggested } = found;
    const override_reason = isOverride ? reason : null;
    // A second click, or two of one mind: the decision that stands is answered, not made again.
    const isSame = found.decided?.disposition === disposition && found.decided.override_reason === override_reason;
    if (isSame && unit.stage === 'decided') return { ...found, unit: unitAnswer(ctx, unit) };
    const by = handOf(ctx);
    const reckoning = { ways, suggested };
    await insertDecision(tx, ctx, {
      unit_id: unitId,
      site_id: unit.site_id,
      disposition,
      suggested,
      reckoning,
      override_reason,
      by,
    });
    const change = { stage, disposition, decided_at: ctx.now, ready_at: null };
    await saveUnit(tx, ctx, unitId, change);
    await record(tx, ctx, [
      unitEvent('unit.decided', unit, {
        lpn: unit.lpn,
        disposition,
        suggested,
        net: way.net,
        lines: way.lines,
        override_reason,
      }),
    ]);
    return {
      ...found,
      unit: unitAnswer(ctx, { ...unit, ...change, version: unit.version + 1 }),
      decided: {
        disposition,
        override_reason,
        by: by as NonNullable<Reckoning['decided']>['by'],
        at: ctx.now.toISOString(),
      },
    };
  });
}

/**
 * Is this way open to this person? The suggested one always is. Another needs a reason and the right to override, also
 * where a brand's rule closes it; what safety, law or the grade closes stays closed to everybody. Pure.
 */
export function chooseWay(
  { ways, suggested }: Reckoned,
  disposition: Disposition,
  reason: string | null,
  actor: Actor,
): { way: Way; isOverride: boolean } {
  const way = ways.find((one) => one.disposition === disposition)!;
  if (disposition === suggested) return { way, isOverride: false };
  const hard = way.closed_because.filter(({ facts }) => facts.overridable !== true);
  if (hard.length > 0) throw new Refusal('way.closed', { disposition, because: hard.map(({ code }) => code) });
  if (!may(actor, 'warehouse.override')) throw new Refusal('way.override.not_allowed', { suggested });
  if (!reason) throw new Refusal('way.override_needs_reason', { suggested });
  return { way, isOverride: true };
}
