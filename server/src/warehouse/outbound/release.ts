import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { type NewEvent, record } from '../../platform/record.ts';
import { voidOutLabel } from '../../shipping/index.ts';
import { stockEvent } from '../stock-levels/level-answer.ts';
import { changeLevel } from '../stock-levels/levels.store.ts';
import { type Outbound, saveOutbound } from './outbound.store.ts';
import { step } from './outbound.ts';
import { outboundEvent } from './outbound-events.ts';
import { goodsOf } from './reserve.ts';
import { deleteTakes, linesOf, releaseUnits, takesOf } from './takes.store.ts';

/** Puts back what an order holds: levels are free again, units wait for whom comes next. The order is held by the caller. */
export async function putBack(tx: Tx, ctx: Ctx, order: Outbound): Promise<NewEvent[]> {
  const lines = new Map((await linesOf(tx, ctx, order.id)).map((line) => [line.id, line]));
  const events: NewEvent[] = [];
  for (const take of await takesOf(tx, ctx, order.id)) {
    if (!take.level_id) continue;
    const change = { reserved: -take.quantity, why: 'release' as const, outboundId: order.id };
    const now = await changeLevel(tx, ctx, take.level_id, change);
    if (!now) throw new Error(`level ${take.level_id} has less reserved than order ${order.code} holds of it`);
    events.push(stockEvent(now, goodsOf(lines.get(take.line_id)!), { why: 'release', change: 0, free: take.quantity }));
  }
  await releaseUnits(tx, ctx, order.id);
  await deleteTakes(tx, ctx, order.id);
  return events;
}

/** An order will not leave: what it holds is free again, and its label goes back. `outbound.cancelled` says why. */
export async function callOff(tx: Tx, ctx: Ctx, order: Outbound, reason: string): Promise<void> {
  const state = step(order, 'cancel');
  const freed = await putBack(tx, ctx, order);
  await voidOutLabel(tx, ctx, order.id);
  await saveOutbound(tx, ctx, order.id, { state, waits_for: null, cancel_reason: reason, at: 'cancelled_at' });
  await record(tx, ctx, [outboundEvent('outbound.cancelled', order, { reason, from: order.state }), ...freed]);
}
