import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { lockReturn, type Return, type ReturnLine } from '../../returns/index.ts';
import { acrossSites } from '../across-sites.ts';
import {
  forgetPaid,
  insertOutbound,
  lockOutbound,
  notePaid,
  ordersOfReturn,
  ownUnits,
  paidFor,
  saveOutbound,
} from './outbound.store.ts';
import { nextWait, toLeave } from './outbound.ts';
import { outboundEvent } from './outbound-events.ts';
import { covers, isSame, less, type Owed, owedFor } from './owed.ts';
import { callOff } from './release.ts';
import { reserveGoods, waitForStock } from './reserve.ts';
import { unitsToBench } from './takes.store.ts';

type Standing = Awaited<ReturnType<typeof ordersOfReturn>>[number];
type Units = Awaited<ReturnType<typeof ownUnits>>;
/** A line whose remedy was chosen anew at that time: what a person called off before does not bind any more. */
type Anew = { lineId: string; at: Date } | null;

/**
 * Something happened to a return: what leaves for it is brought in line with what it owes now. Runs as a job, as often as
 * it takes, and changes nothing where nothing differs: an order is opened once for what is owed, goes on once what it
 * waits for is there, and is called off when nothing is owed any more. What left stays left.
 */
export function bringInLine(ctx: Ctx, returnId: string, anew: Anew = null): Promise<void> {
  return acrossSites(ctx, async (tx) => {
    const at = await lockReturn(tx, ctx, returnId);
    const orders = await ordersOfReturn(tx, ctx, returnId);
    const units = await ownUnits(tx, ctx, returnId);
    for (const line of at.lines) {
      const ofLine = orders.filter(({ return_line_id }) => return_line_id === line.id);
      if (ofLine.length === 0 && owedFor(at, line) === null) continue;
      await bringLine(tx, ctx, at, line, ofLine, units, anew);
    }
  });
}

/** The buyer has paid, or money is held, for a line: orders that waited for it go on. It may come before the order does. */
export function takePayment(
  ctx: Ctx,
  paid: { returnId: string; lineId: string; purpose: string; chargeId: string },
): Promise<void> {
  return acrossSites(ctx, async (tx) => {
    const at = await lockReturn(tx, ctx, paid.returnId);
    const line = at.lines.find(({ id }) => id === paid.lineId);
    if (!line) return;
    await notePaid(tx, ctx, line.id, paid.purpose, paid.chargeId);
    const orders = await ordersOfReturn(tx, ctx, paid.returnId);
    const open = orders.find((one) => one.return_line_id === line.id && one.waits_for === 'payment');
    const owed = owedFor(at, line);
    if (open && owed) await goOn(tx, ctx, open.id, owed);
  });
}

/** What a buyer paid was given back, or the hold was let go: an order that has not begun to leave on the strength of it waits anew. */
export function takePaymentBack(ctx: Ctx, back: { returnId: string; chargeId: string }): Promise<void> {
  return acrossSites(ctx, async (tx) => {
    const at = await lockReturn(tx, ctx, back.returnId);
    const lineIds = await forgetPaid(tx, ctx, back.chargeId);
    const orders = await ordersOfReturn(tx, ctx, back.returnId);
    const units = await ownUnits(tx, ctx, back.returnId);
    for (const line of at.lines.filter(({ id }) => lineIds.includes(id))) {
      const ofLine = orders.filter(({ return_line_id }) => return_line_id === line.id);
      const open = ofLine.find(({ state, waits_for }) => state === 'reserved' || waits_for === 'stock');
      if (!open || open.payment_for.length === 0) continue;
      await callOff(tx, ctx, open, 'return_changed');
      const others = ofLine.filter((one) => one !== open);
      await bringLine(tx, ctx, at, line, others, units, null);
    }
  });
}

async function bringLine(
  tx: Tx,
  ctx: Ctx,
  at: Return,
  line: ReturnLine,
  orders: readonly Standing[],
  units: Units,
  anew: Anew,
): Promise<void> {
  const open = orders.find(({ state }) => toLeave.includes(state)) ?? null;
  const owed = stillOwed(at, line, orders, units);
  if (!owed) {
    if (open) await callOff(tx, ctx, open, 'return_changed');
    return;
  }
  if (open) {
    const same = open.remedy === line.remedy && isSame(open.goods, owed.goods);
    const begun = (open.state === 'picked' || open.state === 'packed') && covers(owed.goods, open.goods);
    if (same || (begun && open.remedy === line.remedy)) {
      if (open.state === 'waiting' && open.waits_for !== 'stock') await goOn(tx, ctx, open.id, owed);
      return;
    }
    await callOff(tx, ctx, open, 'goods_changed');
  } else if (calledOffByPerson(orders, line, anew)) return;
  await openFor(tx, ctx, at, line, owed, units);
}

/** What somebody called off by hand is not opened again by itself, unless the remedy was chosen anew since. */
function calledOffByPerson(orders: readonly Standing[], line: ReturnLine, anew: Anew): boolean {
  const since = anew?.lineId === line.id ? anew.at : null;
  return orders.some(
    ({ state, cancelled_by, cancelled_at }) =>
      state === 'cancelled' && cancelled_by?.kind !== 'system' && !(since && cancelled_at && cancelled_at <= since),
  );
}

/** What is owed and has not left; null where nothing is, or where somebody recorded by hand that it left. */
export function stillOwed(at: Return, line: ReturnLine, orders: readonly Standing[], units: Units): Owed | null {
  const owed = owedFor(at, line);
  if (!owed) return null;
  const left = orders.filter(({ state }) => state === 'shipped' || state === 'delivered');
  if (line.replacement_sent_at !== null && left.length === 0) return null;
  const own = units
    .filter(({ return_line_id }) => return_line_id === line.id)
    .map(({ id, sku, title }) => ({ kind: 'unit' as const, id, sku, title, quantity: 1 }));
  const goods = owed.own_units ? own : owed.goods;
  const rest = less(
    goods,
    left.flatMap((one) => one.goods),
  );
  return rest.length > 0 ? { ...owed, goods: rest } : null;
}

/** Opens an order for what is owed, and takes it as far as it comes. Answers its id. */
export async function openFor(
  tx: Tx,
  ctx: Ctx,
  at: Return,
  line: ReturnLine,
  owed: Owed,
  units: Units,
): Promise<string> {
  const id = newId();
  const paid = (await paidFor(tx, ctx, [line.id])).get(line.id) ?? new Set<string>();
  const waits_for = nextWait({ ...owed, paid, on_the_bench: owed.own_units });
  const site_id = owed.own_units
    ? (units.find(({ return_line_id }) => return_line_id === line.id)?.site_id ?? null)
    : null;
  const { id: return_id, brand_id, order_id, currency } = at;
  const row = { id, brand_id, site_id, return_id, return_line_id: line.id, order_id, remedy: line.remedy, currency };
  const lines = owed.goods.map(({ kind, id: goods, sku, title, quantity }) => ({
    kind,
    id: goods,
    sku,
    title,
    quantity,
  }));
  await insertOutbound(tx, ctx, { ...row, waits_for, payment_for: owed.payment_for, lines });
  if (owed.own_units) {
    await unitsToBench(
      tx,
      ctx,
      id,
      owed.goods.map((unit) => unit.id),
    );
  }
  const order = await lockOutbound(tx, ctx, id);
  const told = lines.map(({ sku, title, quantity }) => ({ sku, title, quantity }));
  await record(tx, ctx, [outboundEvent('outbound.opened', order, { waits_for, lines: told })]);
  if (waits_for === null && !(await reserveGoods(tx, ctx, order))) await waitForStock(tx, ctx, order);
  return id;
}

/** One wait is over: the next one, or the shelf. Nothing happens where it waits for the same still. */
async function goOn(tx: Tx, ctx: Ctx, id: string, owed: Owed): Promise<void> {
  const order = await lockOutbound(tx, ctx, id);
  const paid = (await paidFor(tx, ctx, [order.return_line_id])).get(order.return_line_id) ?? new Set<string>();
  const on_the_bench = owed.own_units && order.repaired_at === null;
  const { payment_for, goods_unchecked } = owed;
  if (payment_for.join() !== order.payment_for.join()) await saveOutbound(tx, ctx, id, { payment_for });
  const waits_for = nextWait({ payment_for, paid, goods_unchecked, on_the_bench });
  if (waits_for === order.waits_for) return;
  if (waits_for !== null) {
    await saveOutbound(tx, ctx, id, { waits_for });
    await record(tx, ctx, [outboundEvent('outbound.waiting', order, { waits_for })]);
    return;
  }
  if (!(await reserveGoods(tx, ctx, order))) await waitForStock(tx, ctx, order);
}
