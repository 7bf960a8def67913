import type { Ctx } from '../../platform/ctx.ts';
import { record } from '../../platform/record.ts';
import { acrossSites } from '../across-sites.ts';
import { lockOutbound, saveOutbound } from './outbound.store.ts';
import { canStep } from './outbound.ts';
import { outboundEvent } from './outbound-events.ts';
import { leftWithCarrier } from './ship.ts';

const MOVING = ['picked_up', 'in_transit', 'out_for_delivery', 'delivered'];

/**
 * The carrier told of a parcel of ours. One that moves has left, even where nobody pressed the button; a delivered one is
 * delivered. Runs as a job; told twice, nothing more happens.
 */
export async function carrierSays(ctx: Ctx, id: string, code: string): Promise<void> {
  if (!MOVING.includes(code)) return;
  await leftWithCarrier(ctx, id);
  if (code !== 'delivered') return;
  await acrossSites(ctx, async (tx) => {
    const order = await lockOutbound(tx, ctx, id);
    if (!canStep(order, 'deliver')) return;
    await saveOutbound(tx, ctx, id, { state: 'delivered', at: 'delivered_at' });
    await record(tx, ctx, [outboundEvent('outbound.delivered', order, { tracking: order.tracking })]);
  });
}
