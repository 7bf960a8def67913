import type { BodyOf, OutboundDetail, outbound } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { type NewEvent, record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { acrossSites } from '../across-sites.ts';
import { stockEvent } from '../stock-levels/level-answer.ts';
import { changeLevel, findGoods, holdLevel } from '../stock-levels/levels.store.ts';
import { partCost, readOutbound } from './outbound.read.ts';
import { lockOutbound, type Outbound, type RepairRow, saveOutbound } from './outbound.store.ts';
import { step } from './outbound.ts';
import { outboundEvent } from './outbound-events.ts';
import { laborSide } from './sides.ts';
import { insertTakes, linesOf, unitsReady } from './takes.store.ts';

type Body = BodyOf<(typeof outbound)['finishRepair']>;

/**
 * The technician has mended and tested a buyer's own unit: minutes worked and parts used, which come off the shelf of the
 * site. The unit is ready to be packed. `outbound.repaired` tells what it cost: labor and parts, minor units of the order's
 * currency.
 *
 * Throws `outbound.not_found`, `outbound.wrong_state`, `outbound.no_unit`, `part.not_found`, `stock.short` {sku, free}.
 */
export function finishRepair(ctx: Ctx, id: string, done: Body): Promise<OutboundDetail> {
  return acrossSites(ctx, async (tx) => {
    const order = await lockOutbound(tx, ctx, id);
    const state = step(order, 'finish_repair');
    const siteId = order.site_id;
    const lines = (await linesOf(tx, ctx, id)).filter(({ kind }) => kind === 'unit');
    if (!siteId || lines.length === 0) throw new Refusal('outbound.no_unit');
    const { used, events } = await useParts(tx, ctx, order, siteId, done.parts);
    const of = { brandId: order.brand_id, siteId, seconds: done.minutes * 60, currency: order.currency };
    const labor = await laborSide().cost(tx, ctx, of);
    const parts_cost = used.reduce((sum, part) => sum + (part.unit_cost ?? 0) * part.quantity, 0);
    const { minutes, note = null } = done;
    const repair: RepairRow = { minutes, parts: used, note, labor: labor.amount, parts_cost };
    await insertTakes(
      tx,
      ctx,
      id,
      lines.map((line) => ({ line_id: line.id, unit_id: line.unit_id!, quantity: 1 })),
    );
    await unitsReady(tx, ctx, id);
    await saveOutbound(tx, ctx, id, { state, waits_for: null, repair, at: 'reserved_at' });
    const told = used.map(({ sku, quantity }) => ({ sku, quantity }));
    const parts = { amount: parts_cost, currency: order.currency };
    await record(tx, ctx, [
      outboundEvent('outbound.repaired', order, { minutes, labor, parts, used: told, note }),
      outboundEvent('outbound.reserved', order),
      ...events,
    ]);
    return readOutbound(tx, ctx, id);
  });
}

async function useParts(tx: Tx, ctx: Ctx, order: Outbound, siteId: string, parts: Body['parts']) {
  const wanted = new Map<string, number>();
  for (const { part_id, quantity } of parts) wanted.set(part_id, (wanted.get(part_id) ?? 0) + quantity);
  const used: RepairRow['parts'] = [];
  const events: NewEvent[] = [];
  // By id: everybody locks levels in one order.
  for (const [part_id, quantity] of [...wanted].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const goods = await findGoods(tx, ctx, { kind: 'part', id: part_id });
    if (!goods || goods.brand_id !== order.brand_id) throw new Refusal('part.not_found');
    const level = await holdLevel(tx, ctx, siteId, goods);
    const now = await changeLevel(tx, ctx, level.id, { onHand: -quantity, why: 'use', outboundId: order.id });
    if (!now) throw new Refusal('stock.short', { sku: goods.sku, free: level.on_hand - level.reserved });
    const unit_cost = await partCost(tx, ctx, part_id, order.currency);
    used.push({ part_id, sku: goods.sku, title: goods.title, quantity, unit_cost });
    events.push(stockEvent(now, goods, { why: 'use', change: -quantity, free: -quantity }));
  }
  return { used, events };
}
