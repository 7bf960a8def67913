import type { Unit } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { acrossSites } from './across-sites.ts';
import { place } from './places.ts';
import { insertMove, lockBin } from './stock.store.ts';
import { standingOfUnit, unitAnswer } from './unit-answer.ts';
import { unitEvent } from './unit-events.ts';
import { lockUnit, saveUnit } from './units.store.ts';

/**
 * An operator scans a unit and a bin. A decided unit put into a bin of its way out is ready; scanned into the bin it lies
 * in, nothing happens.
 *
 * Throws `unit.not_found`, `unit.gone`, `bin.not_found` (closed ones too), `bin.other_site`, `bin.wrong_purpose`.
 */
export function moveUnit(ctx: Ctx, unitId: string, binId: string): Promise<Unit> {
  return acrossSites(ctx, async (tx) => {
    const unit = await lockUnit(tx, ctx, unitId);
    if (!unit) throw new Refusal('unit.not_found');
    const bin = await lockBin(tx, ctx, binId, 'to_fill');
    if (!bin || bin.archived_at) throw new Refusal('bin.not_found');
    const placing = place({ ...standingOfUnit(unit), site_id: unit.site_id, bin_id: unit.bin_id }, bin);
    if (!placing) return unitAnswer(ctx, unit);

    const ready_at = placing.why === 'put_away' ? ctx.now : unit.ready_at;
    const change = { stage: placing.stage, bin_id: bin.id, ready_at };
    await saveUnit(tx, ctx, unitId, change);
    const move = { unit_id: unitId, site_id: unit.site_id, from_bin_id: unit.bin_id, to_bin_id: bin.id };
    await insertMove(tx, ctx, { ...move, why: placing.why });
    const { disposition } = unit;
    await record(tx, ctx, [
      unitEvent('unit.moved', unit, { lpn: unit.lpn, from: unit.bin?.code ?? null, to: bin.code }),
      ...(placing.why === 'put_away'
        ? [unitEvent('unit.ready', unit, { lpn: unit.lpn, disposition, bin: bin.code })]
        : []),
    ]);
    return unitAnswer(ctx, { ...unit, ...change, bin, version: unit.version + 1 });
  });
}
