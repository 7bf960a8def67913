import { orderForReturn, releaseBack } from '../orders/index.ts';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { claimsLeft, type Return } from './return.ts';
import { lockReturn, orderOf } from './returns.store.ts';

/** Holds a return that may let go of goods: first its order with the lines, then itself, as everywhere. Throws `return.not_found`. */
export async function lockWithOrder(tx: Tx, ctx: Ctx, id: string): Promise<Return> {
  await orderForReturn(tx, ctx, await orderOf(tx, ctx, id), { lock: true });
  return lockReturn(tx, ctx, id);
}

/** The goods a return ends without may be asked for again. */
export async function letGo(tx: Tx, ctx: Ctx, at: Return): Promise<void> {
  for (const { order_line_id, quantity } of claimsLeft(at)) await releaseBack(tx, ctx, order_line_id, quantity);
}
