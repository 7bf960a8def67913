/** Many hands on one order at once, parcels nobody announced, and people bound to one site. */
import { orders, portal, returns } from '@recoup/contract';
import { describe, expect, it } from 'vitest';
import { inWorkspace } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { expireReturn } from './expire-returns.ts';
import { closeWhenSettled, openBlindReturn } from './index.ts';
import { judge, receive } from './testing/goods.ts';
import { claimed, LAMP, openWorld } from './testing/world.ts';

const world = await openWorld();
const { door, owner, site, brand } = world;

describe('many hands on one order', () => {
  it('never claim a unit twice, lose one, or block each other', async () => {
    const order = await world.order([{ ...LAMP, quantity: 4, unit_price: 2_000, tax: 0 }]);
    const known = new Set<string>();
    const codes = new Set<string>();
    const hand = async (turn: number) => {
      const some = [...known][turn % Math.max(1, known.size)];
      try {
        if (!some || turn % 3 === 0) {
          const quantity = 1 + (turn % 2);
          const asked = await order.buyer.call(portal.request, { body: { lines: world.ask(order, { quantity }) } });
          known.add(asked.id);
        } else if (turn % 3 === 1) await order.buyer.call(portal.cancel, { params: { id: some } });
        else if (turn % 2 === 0) await expireReturn(door.ctx(), some);
        else await receive(door.ctx(), some, site.id);
      } catch (error) {
        const code = error instanceof Refusal ? error.code : String(error).match(/\d{3} ([\w.]+)/)?.[1];
        codes.add(code ?? String(error));
      }
    };
    for (let round = 0; round < 6; round++) {
      await Promise.all(Array.from({ length: 10 }, (_, i) => hand(round * 10 + i)));
    }
    const allowed = ['return.more_than_ordered', 'return.wrong_stage', 'return.more_than_promised'];
    expect([...codes].filter((code) => !allowed.includes(code))).toEqual([]);
    let standing = 0;
    for (const id of known) {
      const at = await owner.call(returns.get, { params: { id } });
      const stands = ['requested', 'approved', 'in_transit', 'received'].includes(at.stage);
      if (stands) standing += at.lines.reduce((sum, line) => sum + line.quantity, 0);
    }
    expect(await claimed(owner, order.id)).toEqual([standing]);
    expect(standing).toBeLessThanOrEqual(4);
  });
});

describe('a parcel nobody announced', () => {
  it('gets a return of its order, received at once, with the refund policy would give and no freight taken', async () => {
    const order = await world.order([{ ...LAMP, quantity: 2, tax: 0 }]);
    const ctx = door.ctx();
    const lines = [{ order_line_id: order.lines[0]!.id, quantity: 1 }];
    const opened = await inWorkspace(ctx, (tx) =>
      openBlindReturn(tx, ctx, { orderId: order.id, siteId: site.id, lines }),
    );
    const at = await owner.call(returns.get, { params: { id: opened.id } });
    expect(at).toMatchObject({ source: 'blind', stage: 'received', freight_paid_by: 'buyer', label: null });
    expect(at.lines[0]).toMatchObject({ quantity: 1, received: 1, remedy: 'refund', reason: 'other' });
    expect(at.lines[0]!.offer.amount.amount).toBe(12_900);
    expect(at.timeline.map(({ type }) => type)).toEqual(['return.received', 'return.requested']);
    expect(await claimed(owner, order.id)).toEqual([1]);
    const more = { orderId: order.id, siteId: site.id, lines: [{ ...lines[0]!, quantity: 2 }] };
    await expect(inWorkspace(ctx, (tx) => openBlindReturn(tx, ctx, more))).rejects.toThrow(/return.more_than_ordered/);
    expect((await order.buyer.call(portal.order)).returns).toHaveLength(1);
  });

  it('long after the window too: what policy says is kept for who judges it', async () => {
    const order = await world.order([LAMP], {
      fulfilments: [
        { external_id: 'f', delivered_at: '2025-01-01T12:00:00Z', lines: [{ line_external_id: 'l0', quantity: 1 }] },
      ],
    });
    const ctx = door.ctx();
    const lines = [{ order_line_id: order.lines[0]!.id, quantity: 1 }];
    const { id } = await inWorkspace(ctx, (tx) =>
      openBlindReturn(tx, ctx, { orderId: order.id, siteId: site.id, lines }),
    );
    const at = await owner.call(returns.get, { params: { id } });
    expect(at.verdict).toMatchObject({ answer: 'no' });
    await judge(ctx, id, 0, 1);
    await closeWhenSettled(ctx, id);
    expect((await owner.call(returns.get, { params: { id } })).stage).toBe('closed');
  });
});

describe('people bound to one site', () => {
  it('may start and approve a return whose goods go to another', async () => {
    const elsewhere = await door.makeSite();
    const agent = await door.as('agent', { siteIds: [elsewhere.id] });
    const order = await world.order();
    const made = await agent.call(returns.request, { params: { id: order.id }, body: { lines: world.ask(order) } });
    expect(made).toMatchObject({ stage: 'approved', facts: { place: { site: { name: 'Dallas' } } } });
    expect((await agent.refused(returns.get, { params: { id: made.id } })).code).toBe('return.not_found');
    await expect(agent.call(returns.cancel, { params: { id: made.id }, body: { reason: 'x' } })).rejects.toThrow(
      /not_found/,
    );
  });

  it('and an order is not found in the wrong brand', async () => {
    const other = await door.makeBrand();
    const agent = await door.as('agent', { brandIds: [other.id] });
    const order = await world.order();
    const refused = await agent.refused(returns.request, {
      params: { id: order.id },
      body: { lines: world.ask(order) },
    });
    expect(refused.code).toBe('order.not_found');
    expect((await owner.call(orders.get, { params: { id: order.id } })).brand.id).toBe(brand.id);
  });
});
