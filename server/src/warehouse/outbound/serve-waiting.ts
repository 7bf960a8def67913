import type { Ctx } from '../../platform/ctx.ts';
import { acrossSites } from '../across-sites.ts';
import { findUnit } from '../units.store.ts';
import { lockOutbound, takeTurn, waitingForStock } from './outbound.store.ts';
import { reserveGoods } from './reserve.ts';

type Came = { goods: { kind: 'variant' | 'part'; id: string } } | { brandId: string };

/** Goods came: orders that wait for them are served, the oldest first; who does not get all it wants waits on. Runs as a job. */
export function serveWaiting(ctx: Ctx, came: Came): Promise<void> {
  return acrossSites(ctx, async (tx) => {
    await takeTurn(tx, ctx, 'brandId' in came ? came.brandId : came.goods.id);
    for (const id of await waitingForStock(tx, ctx, came)) {
      const order = await lockOutbound(tx, ctx, id);
      if (order.state === 'waiting' && order.waits_for === 'stock') await reserveGoods(tx, ctx, order);
    }
  });
}

/** A unit of grade A was put back on the shelf to be sold: it may be what somebody waits for. */
export async function serveWithUnit(ctx: Ctx, unitId: string): Promise<void> {
  const unit = await acrossSites(ctx, (tx) => findUnit(tx, ctx, unitId));
  if (unit?.variant_id && unit.grade === 'A') {
    await serveWaiting(ctx, { goods: { kind: 'variant', id: unit.variant_id } });
  }
}
