import type { OutboundDetail } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { acrossSites, worksAt } from '../across-sites.ts';
import { readOutbound } from './outbound.read.ts';
import { lockOutbound } from './outbound.store.ts';
import { step } from './outbound.ts';
import { putBack } from './release.ts';
import { reserveGoods } from './reserve.ts';

/**
 * Staff look for stock again, or say from which site the goods are to come; what was reserved elsewhere is free again.
 * Throws `outbound.not_found`, `outbound.wrong_state`, `outbound.no_stock` (and then everything stays as it was).
 */
export function reserveNow(ctx: Ctx, id: string, siteId: string | null): Promise<OutboundDetail> {
  return acrossSites(ctx, async (tx) => {
    if (siteId && !worksAt(ctx, siteId)) throw new Refusal('site.not_found');
    const order = await lockOutbound(tx, ctx, id);
    step(order, 'reserve');
    const freed = order.state === 'reserved' ? await putBack(tx, ctx, order) : [];
    const asked = { ...order, state: 'waiting' as const, waits_for: 'stock' as const };
    if (!(await reserveGoods(tx, ctx, asked, siteId))) throw new Refusal('outbound.no_stock');
    await record(tx, ctx, freed);
    return readOutbound(tx, ctx, id);
  });
}
