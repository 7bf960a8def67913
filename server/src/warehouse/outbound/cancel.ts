import type { OutboundDetail } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { acrossSites } from '../across-sites.ts';
import { readOutbound } from './outbound.read.ts';
import { lockOutbound } from './outbound.store.ts';
import { callOff } from './release.ts';

/**
 * Staff call an order off before it left: stock is free again, the label goes back. It is not opened again by itself; staff
 * may open another. Throws `outbound.not_found`, `outbound.wrong_state`.
 */
export function cancelOutbound(ctx: Ctx, id: string, reason: string): Promise<OutboundDetail> {
  return acrossSites(ctx, async (tx) => {
    await callOff(tx, ctx, await lockOutbound(tx, ctx, id), reason);
    return readOutbound(tx, ctx, id);
  });
}
