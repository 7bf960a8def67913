import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { lockParcel, openParcelOf, saveParcel } from './parcels.store.ts';
import { parcelEvent } from './unit-events.ts';
import { saveUnit, unitsOfParcel } from './units.store.ts';

/**
 * In answer to `return.cancelled`: the promise was called off while its box lay open on the table. The goods are here all
 * the same, so the box goes on as one without a return, which somebody matches later. Run again it changes nothing.
 */
export function releaseParcel(ctx: Ctx, returnId: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const open = await openParcelOf(tx, ctx, returnId);
    const parcel = open && (await lockParcel(tx, ctx, open.id));
    if (parcel?.stage !== 'arrived' || parcel.return_id !== returnId) return;
    await saveParcel(tx, ctx, parcel.id, { return_id: null, blind: true });
    for (const unit of await unitsOfParcel(tx, ctx, parcel.id)) {
      await saveUnit(tx, ctx, unit.id, { return_id: null, return_line_id: null, arrival: 'blind' });
    }
    await record(tx, ctx, [parcelEvent('parcel.released', parcel, { because: 'return.cancelled' })]);
  });
}
