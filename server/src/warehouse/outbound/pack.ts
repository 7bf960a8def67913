import type { Address, OutboundDetail } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { voidOutLabel, wantOutLabel } from '../../shipping/index.ts';
import { acrossSites } from '../across-sites.ts';
import { readOutbound } from './outbound.read.ts';
import { lockOutbound, type Outbound, saveOutbound } from './outbound.store.ts';
import { step } from './outbound.ts';
import { outboundEvent } from './outbound-events.ts';

/**
 * An operator packs and weighs it, in grams; a job asks the carrier for the label. Weighed anew, the label of the old
 * weight goes back. Throws `outbound.not_found`, `outbound.wrong_state`, `outbound.no_address`.
 */
export function pack(ctx: Ctx, id: string, weightG: number): Promise<OutboundDetail> {
  return acrossSites(ctx, async (tx) => {
    const order = await lockOutbound(tx, ctx, id);
    const state = step(order, 'pack');
    const again = order.state === 'packed';
    if (again && order.weight_g === weightG && order.label !== 'failed') return readOutbound(tx, ctx, id);
    await saveOutbound(tx, ctx, id, { state, weight_g: weightG, ...(again ? {} : { at: 'packed_at' as const }) });
    await record(tx, ctx, [outboundEvent('outbound.packed', order, { weight_g: weightG, again })]);
    if (again) await voidOutLabel(tx, ctx, id);
    await askLabel(tx, ctx, { ...order, weight_g: weightG });
    return readOutbound(tx, ctx, id);
  });
}

/** Asks again after a label failed or went back. Throws `outbound.not_found`, `outbound.wrong_state`, `outbound.no_address`. */
export function wantLabelAgain(ctx: Ctx, id: string): Promise<OutboundDetail> {
  return acrossSites(ctx, async (tx) => {
    const order = await lockOutbound(tx, ctx, id);
    step(order, 'want_label');
    await askLabel(tx, ctx, order);
    await saveOutbound(tx, ctx, id, {});
    return readOutbound(tx, ctx, id);
  });
}

/** The label is not used; a job gives it back to the carrier. Throws `outbound.not_found`, `outbound.wrong_state`. */
export function giveLabelUp(ctx: Ctx, id: string): Promise<OutboundDetail> {
  return acrossSites(ctx, async (tx) => {
    step(await lockOutbound(tx, ctx, id), 'void_label');
    await voidOutLabel(tx, ctx, id);
    await saveOutbound(tx, ctx, id, {});
    return readOutbound(tx, ctx, id);
  });
}

/** The buyer moved, or mistyped: a label made for the old address goes back, and a new one is asked for. Throws `outbound.not_found`, `outbound.wrong_state`. */
export function changeAddress(ctx: Ctx, id: string, to: Address): Promise<OutboundDetail> {
  return acrossSites(ctx, async (tx) => {
    const order = await lockOutbound(tx, ctx, id);
    step(order, 'change_address');
    if (JSON.stringify(order.ship_to) === JSON.stringify(to)) return readOutbound(tx, ctx, id);
    await saveOutbound(tx, ctx, id, { ship_to: to });
    await record(tx, ctx, [
      outboundEvent('outbound.readdressed', order, { place: [to.city, to.region].filter(Boolean).join(', ') }),
    ]);
    if (order.state === 'packed') {
      await voidOutLabel(tx, ctx, id);
      await askLabel(tx, ctx, { ...order, ship_to: to });
    }
    return readOutbound(tx, ctx, id);
  });
}

async function askLabel(tx: Tx, ctx: Ctx, order: Outbound): Promise<void> {
  if (!order.ship_to) throw new Refusal('outbound.no_address');
  await wantOutLabel(tx, ctx, {
    outboundId: order.id,
    returnId: order.return_id,
    orderId: order.order_id,
    brandId: order.brand_id,
    siteId: order.site_id!,
    to: order.ship_to,
    weightG: order.weight_g,
  });
}
