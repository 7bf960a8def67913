import type { Parcel } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { acrossSites } from './across-sites.ts';
import { checkMayUnpack } from './parcel.ts';
import { readParcel, touchedAt } from './parcel-answer.ts';
import { handOf, lockParcel } from './parcels.store.ts';
import { unitEvent } from './unit-events.ts';
import { deleteUnit, unitsOfParcel } from './units.store.ts';

/**
 * An operator takes a count back while the box is open: the unit never was. Its photos stay with the parcel.
 * Throws `parcel.not_found`, `parcel.closed`, `parcel.held_by_other`, `unit.not_found` (also when taken back already).
 */
export function uncountUnit(ctx: Ctx, parcelId: string, unitId: string): Promise<Parcel> {
  return acrossSites(ctx, async (tx) => {
    const parcel = await lockParcel(tx, ctx, parcelId);
    if (!parcel) throw new Refusal('parcel.not_found');
    const units = await unitsOfParcel(tx, ctx, parcelId);
    checkMayUnpack({ ...parcel, touched_at: touchedAt(parcel, units) }, handOf(ctx), ctx.now);
    const taken = await deleteUnit(tx, ctx, parcelId, unitId);
    if (!taken) throw new Refusal('unit.not_found');
    await record(tx, ctx, [unitEvent('unit.uncounted', { ...parcel, id: unitId }, { lpn: taken.lpn })]);
    return readParcel(tx, ctx, parcelId);
  });
}
