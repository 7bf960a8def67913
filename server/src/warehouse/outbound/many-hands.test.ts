/** Many hands at once, seeded: whatever they do, nothing leaves twice, nothing owed is forgotten, and every count adds up. */
import { outbound, stockLevels } from '@recoup/contract';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { inWorkspace } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { bringInLine } from './bring-in-line.ts';
import { type Desk, openDesk } from './testing/desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
}, 60_000);

/** mulberry32 */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % sides;
  };
}

type Sum = { on_hand: number; reserved: number; changes: number; promised: number; taken: number; shipped: number };
const sums = () =>
  inWorkspace(desk.door.ctx(), async (tx) => {
    const { rows } = await sql<Sum>`select l.on_hand, l.reserved,
        (select sum(c.on_hand_change)::int from stock_changes c where c.level_id = l.id) as changes,
        (select sum(c.reserved_change)::int from stock_changes c where c.level_id = l.id) as promised,
        (select coalesce(sum(t.quantity), 0)::int from outbound_takes t join outbound_orders o on o.id = t.outbound_id
          where t.level_id = l.id and o.state in ('reserved', 'picked', 'packed')) as taken,
        (select coalesce(sum(t.quantity), 0)::int from outbound_takes t join outbound_orders o on o.id = t.outbound_id
          where t.level_id = l.id and o.state = 'shipped')
          + coalesce((select sum(c.on_hand_change)::int from stock_changes c where c.level_id = l.id and c.why = 'ship'), 0) as shipped
      from stock_levels l`.execute(tx);
    return rows;
  });

it.each([11, 23, 37])(
  'with seed %i',
  async (seed) => {
    const roll = dice(seed);
    const goods = { kind: 'part' as const, id: desk.shade.id };
    const owed: { id: string; lineId: string }[] = [];
    for (let n = 0; n < 6; n++) owed.push(await desk.shadeOwed());
    const ids = (await Promise.all(owed.map(({ id }) => desk.ordersOf(id)))).map(([order]) => order!.id);
    const site = () => (roll(2) === 0 ? desk.site.id : desk.losAngeles.id);
    const any = () => ids[roll(ids.length)]!;
    const moves: (() => Promise<unknown>)[] = Array.from({ length: 70 }, () => {
      const id = any();
      const at = { params: { id } };
      const line = owed[roll(owed.length)]!;
      const [where, count] = [site(), roll(4)];
      return [
        () => desk.owner.call(stockLevels.receive, { body: { site_id: where, goods, quantity: count + 1 } }),
        () => desk.owner.call(stockLevels.adjust, { body: { site_id: where, goods, on_hand: count, note: 'Counted' } }),
        () => desk.owner.call(outbound.pick, { ...at, body: { code: desk.shade.sku, scan_id: newId() } }),
        () => desk.owner.call(outbound.pick, { ...at, body: { code: desk.shade.sku, scan_id: newId() } }),
        () => desk.owner.call(outbound.pack, { ...at, body: { weight_g: 100 + count } }),
        () => desk.owner.call(outbound.ship, { ...at, body: { carrier: 'UPS', tracking: `1Z${id.slice(-12)}` } }),
        () => desk.owner.call(outbound.ship, { ...at, body: {} }),
        () => desk.owner.call(outbound.reserve, { ...at, body: { site_id: where } }),
        () => desk.owner.call(outbound.cancel, { ...at, body: { reason: 'Test' } }),
        () => desk.owner.call(outbound.open, { body: { return_line_id: line.lineId } }),
        () => bringInLine(desk.door.ctx(), line.id),
        () => desk.door.drain({ mayFail: true }),
      ][roll(12)]!;
    });
    // A refusal is an answer; a fault is not.
    const faults: string[] = [];
    for (let at = 0; at < moves.length; at += 7) {
      const done = await Promise.allSettled(moves.slice(at, at + 7).map((move) => move()));
      for (const one of done) {
        if (one.status === 'rejected' && /500|deadlock/i.test(String(one.reason))) faults.push(String(one.reason));
      }
    }
    expect(faults).toEqual([]);
    await desk.door.drain();
    for (const level of await sums()) {
      expect(level).toMatchObject({
        changes: level.on_hand,
        promised: level.reserved,
        taken: level.reserved,
        shipped: 0,
      });
      expect(level.on_hand).toBeGreaterThanOrEqual(level.reserved);
    }
    for (const { id } of owed) {
      const orders = await desk.ordersOf(id);
      const alive = orders.filter(({ state }) => state !== 'cancelled');
      expect(alive.length).toBeLessThanOrEqual(1);
    }
    // Goods come for everybody: what is owed and was not called off leaves, once.
    await desk.receive(goods, 50);
    for (const { id, lineId } of owed) {
      const before = (await desk.ordersOf(id)).find(({ state }) => state !== 'cancelled');
      const order = before ?? (await desk.owner.call(outbound.open, { body: { return_line_id: lineId } }));
      const now = await desk.owner.call(outbound.get, { params: { id: order.id } });
      const scan = { params: { id: now.id }, body: { code: desk.shade.sku, scan_id: newId() } };
      if (now.state === 'reserved') await desk.owner.call(outbound.pick, scan);
      if (now.state === 'reserved' || now.state === 'picked') {
        await desk.owner.call(outbound.pack, { params: { id: now.id }, body: { weight_g: 200 } });
      }
      await desk.owner.call(outbound.ship, {
        params: { id: now.id },
        body: { carrier: 'UPS', tracking: `1Z${now.id.slice(-12)}` },
      });
      const left = (await desk.ordersOf(id)).filter(({ state }) => state === 'shipped');
      expect(left).toHaveLength(1);
    }
    await desk.door.drain();
    expect((await sums()).every(({ reserved, shipped }) => reserved === 0 && shipped === 0)).toBe(true);
  },
  240_000,
);
