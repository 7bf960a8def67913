import type { BodyOf, OutboundDetail, OutboundState, outbound } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { type NewEvent, record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { lockReturn, owesGoods, replacementLeft } from '../../returns/index.ts';
import { labelFor, trackingKey, voidOutLabel } from '../../shipping/index.ts';
import { acrossSites } from '../across-sites.ts';
import { insertMove } from '../stock.store.ts';
import { stockEvent } from '../stock-levels/level-answer.ts';
import { changeLevel } from '../stock-levels/levels.store.ts';
import { unitEvent } from '../unit-events.ts';
import { lockUnit, saveUnit } from '../units.store.ts';
import { readOutbound } from './outbound.read.ts';
import { lockOutbound, type Outbound, returnOf, saveOutbound } from './outbound.store.ts';
import { canStep, step } from './outbound.ts';
import { outboundEvent } from './outbound-events.ts';
import { goodsOf } from './reserve.ts';
import { type Line, linesOf, takesOf } from './takes.store.ts';

/**
 * It left with the carrier, once: stock is taken off, a unit is gone, and the return knows that what it promised has left.
 * Under the label we made, or, where the brand bought one elsewhere, under the carrier and tracking number named (a label
 * of ours then goes back). Pressed twice, nothing more happens.
 *
 * Throws `outbound.not_found`, `outbound.wrong_state`, `outbound.no_label`.
 */
export function ship(ctx: Ctx, id: string, by: BodyOf<(typeof outbound)['ship']> = {}): Promise<OutboundDetail> {
  return acrossSites(ctx, async (tx) => {
    const at = await lockReturn(tx, ctx, await returnOf(tx, ctx, id));
    const order = await lockOutbound(tx, ctx, id);
    if (order.state === 'shipped' || order.state === 'delivered') return readOutbound(tx, ctx, id);
    const state = step(order, 'ship');
    const under = await labelOf(tx, ctx, order, by);
    const events = await leave(tx, ctx, order, state, under);
    const line = at.lines.find((one) => one.id === order.return_line_id);
    if (line && line.replacement_sent_at === null) await replacementLeft(tx, ctx, at.id, line.id, under.tracking);
    await record(tx, ctx, events);
    return readOutbound(tx, ctx, id);
  });
}

/**
 * The carrier has a packed parcel nobody pressed the button for: it left, whatever became of its return meanwhile. One
 * that ended, or owes nothing for this line any more, is told nothing; `outbound.shipped` then says `not_owed`, for what
 * left is gone from the shelf all the same. Runs in a job; told again, nothing more happens.
 */
export function leftWithCarrier(ctx: Ctx, id: string): Promise<void> {
  return acrossSites(ctx, async (tx) => {
    const at = await lockReturn(tx, ctx, await returnOf(tx, ctx, id));
    const order = await lockOutbound(tx, ctx, id);
    if (!canStep(order, 'ship') || order.label !== 'made') return;
    const under = await labelOf(tx, ctx, order, {});
    const line = at.lines.find((one) => one.id === order.return_line_id);
    const untold = line !== undefined && line.replacement_sent_at === null;
    const owed = untold && owesGoods(at, line);
    const not_owed = untold && !owed;
    const events = await leave(tx, ctx, order, step(order, 'ship'), under, not_owed ? { not_owed } : {});
    if (owed) await replacementLeft(tx, ctx, at.id, line.id, under.tracking);
    await record(tx, ctx, events);
  });
}

type Under = { carrier: string; tracking: string };

/** Off the shelf and on its way: the order as it is kept, and what is to be told of it. */
async function leave(
  tx: Tx,
  ctx: Ctx,
  order: Outbound,
  state: OutboundState,
  under: Under,
  more: Record<string, unknown> = {},
): Promise<NewEvent[]> {
  const lines = await linesOf(tx, ctx, order.id);
  const events = await takeOff(tx, ctx, order, lines);
  const amount = lines.reduce(
    (sum, { kind, unit_cost, quantity }) => sum + (kind === 'unit' ? 0 : (unit_cost ?? 0) * quantity),
    0,
  );
  const told = { ...under, reference: under.tracking };
  await saveOutbound(tx, ctx, order.id, { state, ...told, goods_cost: amount, at: 'shipped_at' });
  const goods_cost = { amount, currency: order.currency };
  return [outboundEvent('outbound.shipped', order, { ...told, goods_cost, ...more }), ...events];
}

async function labelOf(tx: Tx, ctx: Ctx, order: Outbound, by: { carrier?: string; tracking?: string }): Promise<Under> {
  if (by.tracking && by.carrier) {
    await voidOutLabel(tx, ctx, order.id);
    return { carrier: by.carrier, tracking: trackingKey(by.tracking) };
  }
  const label = await labelFor(tx, ctx, { outboundId: order.id });
  if (label?.state !== 'made' || !label.tracking)
    throw new Refusal('outbound.no_label', { label: label?.state ?? null });
  return { carrier: label.carrier, tracking: label.tracking };
}

/** What was reserved is on the shelf no more. */
async function takeOff(tx: Tx, ctx: Ctx, order: Outbound, lines: readonly Line[]): Promise<NewEvent[]> {
  const events: NewEvent[] = [];
  for (const take of await takesOf(tx, ctx, order.id)) {
    const line = lines.find(({ id }) => id === take.line_id)!;
    if (take.level_id) {
      const { quantity } = take;
      const off = { onHand: -quantity, reserved: -quantity, why: 'ship' as const, outboundId: order.id };
      const now = await changeLevel(tx, ctx, take.level_id, off);
      if (!now) throw new Error(`level ${take.level_id} has less than order ${order.code} reserved of it`);
      events.push(stockEvent(now, goodsOf(line), { why: 'ship', change: -quantity, free: 0 }));
    } else events.push(await unitLeaves(tx, ctx, order, take.unit_id!, line));
  }
  return events;
}

/** The buyer's own unit goes back to them; a restocked one is worth what a new one would have cost. */
async function unitLeaves(tx: Tx, ctx: Ctx, order: Outbound, unitId: string, line: Line): Promise<NewEvent> {
  const unit = await lockUnit(tx, ctx, unitId);
  if (!unit || unit.stage === 'gone') throw new Refusal('unit.gone');
  const as = line.kind === 'unit' ? 'sent_back' : 'replacement';
  const amount = line.kind === 'unit' ? 0 : (line.unit_cost ?? 0);
  const { currency } = order;
  await saveUnit(tx, ctx, unitId, {
    stage: 'gone',
    bin_id: null,
    gone_at: ctx.now,
    gone_as: as,
    recovered: amount,
    currency,
  });
  const move = { unit_id: unitId, site_id: unit.site_id, from_bin_id: unit.bin_id, to_bin_id: null };
  await insertMove(tx, ctx, { ...move, why: as });
  const recovered = { amount, currency };
  return unitEvent('unit.gone', unit, { lpn: unit.lpn, as, recovered, reference: order.code });
}
