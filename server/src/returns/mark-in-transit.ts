import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { returnEvent } from './events.ts';
import { canStep } from './return.ts';
import { lockReturn, saveReturn } from './returns.store.ts';

/** Carrier codes that say the parcel is moving, or has moved. */
export const movingCodes: readonly string[] = ['picked_up', 'in_transit', 'out_for_delivery', 'delivered'];

/**
 * The carrier has the parcel: an approved return is on its way from `since`. Told again, or told late, changes nothing;
 * that the parcel is here says only the dock.
 */
export function markInTransit(ctx: Ctx, id: string, tracking: string | null, since: Date): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockReturn(tx, ctx, id);
    if (!canStep(at, 'ship')) return;
    await saveReturn(tx, ctx, id, { stage: 'in_transit', in_transit_at: since });
    await record(tx, ctx, [returnEvent('return.in_transit', at, { tracking })]);
  });
}
