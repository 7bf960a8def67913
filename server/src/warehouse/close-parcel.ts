import type { Parcel } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { takeIn } from '../returns/index.ts';
import { acrossSites } from './across-sites.ts';
import { checkMayUnpack, missingOf, outcomesOf, receivedOf } from './parcel.ts';
import { dockLines, parcelAnswer, touchedAt } from './parcel-answer.ts';
import { findParcel, handOf, lockParcel, saveParcel } from './parcels.store.ts';
import { parcelEvent } from './unit-events.ts';
import { unitsOfParcel } from './units.store.ts';

/**
 * An operator says that the box is empty. What came is recorded as right, short, over, wrong and blind; the missing are
 * named; and the return takes in its right units, never more than it promised. An empty box is a short parcel.
 *
 * Two who close at once: one does, the other is told. Throws `parcel.not_found`, `parcel.closed`,
 * `parcel.held_by_other`, and `parcel.empty_blind` where nothing was promised and nothing counted.
 */
export function closeParcel(ctx: Ctx, parcelId: string, note: string | null): Promise<Parcel> {
  return acrossSites(ctx, async (tx) => {
    if (!(await lockParcel(tx, ctx, parcelId))) throw new Refusal('parcel.not_found');
    const parcel = (await findParcel(tx, ctx, parcelId))!;
    const units = await unitsOfParcel(tx, ctx, parcelId);
    const me = handOf(ctx);
    checkMayUnpack({ ...parcel, touched_at: touchedAt(parcel, units) }, me, ctx.now);
    if (parcel.return_id === null && units.length === 0) throw new Refusal('parcel.empty_blind');

    const lines = dockLines(parcel);
    const outcomes = outcomesOf(lines, units);
    const missing = missingOf(lines, units);
    const closed = { stage: 'unpacked', outcomes, note: note || parcel.note, unpacked_at: ctx.now } as const;
    await saveParcel(tx, ctx, parcelId, { ...closed, unpacked_by: me });
    if (parcel.return_id) {
      await takeIn(tx, ctx, parcel.return_id, { siteId: parcel.site_id, lines: receivedOf(lines, units) });
    }
    await record(tx, ctx, [
      parcelEvent('parcel.unpacked', parcel, { code: parcel.code, outcomes, missing, units: units.length }),
    ]);
    return parcelAnswer(
      ctx,
      {
        ...parcel,
        ...closed,
        unpacked_by: me,
        version: parcel.version + 1,
        return: parcel.return && { ...parcel.return, stage: 'received' },
      },
      units.map((unit) => ({ ...unit, parcel_stage: 'unpacked' })),
    );
  });
}
