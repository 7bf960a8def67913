import { portal, type ReturnStage, returnStage, returns } from '@recoup/contract';
import { describe, expect, it } from 'vitest';
import type { Client } from '../../test/front-door.ts';
import { byHand } from './testing/by-hand.ts';
import { receive } from './testing/goods.ts';
import { type Made, returnAt, scan } from './testing/stages.ts';
import { claimed, LAMP, NOON, openWorld, stageOf } from './testing/world.ts';

const world = await openWorld();
const { door, brand, site, owner } = world;
const get = (id: string, who: Client = owner) => who.call(returns.get, { params: { id } });
const types = async (id: string) => (await get(id)).timeline.map(({ type }) => type).reverse();

describe('goods on their way', () => {
  it('the first scan moves the return, a repeated or late one changes nothing', async () => {
    const { id } = await returnAt(world, 'approved');
    await scan(world, id);
    await scan(world, id, 'delivered' as never);
    const detail = await get(id);
    expect(detail.stage).toBe('in_transit');
    expect(detail.tracking.map(({ code }) => code).sort()).toEqual(['delivered', 'picked_up']);
    expect((await types(id)).filter((type) => type === 'return.in_transit')).toHaveLength(1);
  });

  it('a parcel may come before the carrier says so, in two boxes, and the second completes it', async () => {
    const { id, order } = await world.approved({ quantity: 3 }, [{ ...LAMP, quantity: 3, unit_price: 4_000 }]);
    await receive(door.ctx(), id, site.id, [1]);
    expect((await get(id)).lines[0]).toMatchObject({ quantity: 3, received: 1 });
    await receive(door.ctx(), id, site.id, [2]);
    const shown = await order.buyer.call(portal.return, { params: { id } });
    expect(shown.lines[0]).toMatchObject({ received: 3 });
    expect(shown.steps.map(({ code, state }) => `${code} ${state}`)).toEqual([
      'requested done',
      'approved done',
      'ship done',
      'in_transit done',
      'received done',
      'checked now',
      'money to_come',
    ]);
  });

  it('a box with only wrong things in it was received, with nothing of what was promised', async () => {
    const { id } = await returnAt(world, 'approved');
    await receive(door.ctx(), id, site.id, [0]);
    expect(await get(id)).toMatchObject({ stage: 'received', lines: [{ received: 0 }] });
  });

  it('the buyer is reminded three days before, once, and then it expires', async () => {
    const { id, order } = await world.approved();
    await door.drain();
    door.setNow('2026-11-20T18:00:00Z');
    await door.runJob('remind-to-ship');
    expect(await types(id)).not.toContain('return.reminded');
    door.setNow('2026-11-21T18:00:00Z');
    await door.runJob('remind-to-ship');
    await door.runJob('remind-to-ship');
    expect((await types(id)).filter((type) => type === 'return.reminded')).toHaveLength(1);
    await door.drain();
    // The last day is the 24th in Chicago, which ends at 6:00 UTC of the 25th.
    door.setNow('2026-11-25T05:59:00Z');
    await door.runJob('expire-returns');
    expect(await stageOf(owner, id)).toBe('approved');
    door.setNow('2026-11-25T06:01:00Z');
    await door.runJob('expire-returns');
    expect(await get(id)).toMatchObject({ stage: 'expired', label: null, moves: ['note'] });
    expect(await claimed(owner, order.id)).toEqual([0]);
    await door.drain();
    expect((await types(id)).filter((type) => type === 'mail.kept')).toHaveLength(3);
    door.setNow(NOON);
  });

  it('a parcel that comes after the return expired is taken in, unless its goods are promised elsewhere', async () => {
    const { id, order } = await returnAt(world, 'expired');
    await receive(door.ctx(), id, site.id);
    expect(await get(id)).toMatchObject({ stage: 'received', lines: [{ received: 1 }] });
    expect(await claimed(owner, order.id)).toEqual([1]);
    const other = await returnAt(world, 'expired');
    await other.order.buyer.call(portal.request, { body: { lines: world.ask(other.order) } });
    await expect(receive(door.ctx(), other.id, site.id)).rejects.toMatchObject({ code: 'return.more_than_ordered' });
    expect(await stageOf(owner, other.id)).toBe('expired');
  });
});

/** One return in every stage, which no test moves. */
const standing = new Map<ReturnStage, Made>();
for (const stage of returnStage.options) standing.set(stage, await returnAt(world, stage));

describe('what is told', () => {
  it('adds up to what is there: the events of a return give its page', async () => {
    for (const { id } of standing.values()) {
      const { timeline, lines, stage } = await get(id);
      const told = fold(timeline.toReversed());
      expect(told.stage).toBe(stage);
      for (const line of lines) {
        expect(told.counts.get(line.id) ?? { received: 0, accepted: 0, rejected: 0 }).toEqual({
          received: line.received,
          accepted: line.accepted,
          rejected: line.rejected,
        });
      }
    }
  });

  it('the row of a list says what the page says', async () => {
    for (const { id, code } of standing.values()) {
      const detail = await get(id);
      const [row] = (await owner.call(returns.list, { query: { q: code } })).rows;
      expect(row).toMatchObject({ id, facts: detail.facts, review: detail.review, moves: detail.moves });
    }
  });
});

type Told = {
  stage: ReturnStage | null;
  counts: Map<string, { received: number; accepted: number; rejected: number }>;
};
function fold(events: readonly { type: string; data: Record<string, unknown> }[]): Told {
  const told: Told = { stage: null, counts: new Map() };
  const stages: Record<string, ReturnStage> = {
    'return.requested': 'requested',
    'return.approved': 'approved',
    'return.declined': 'declined',
    'return.cancelled': 'cancelled',
    'return.expired': 'expired',
    'return.in_transit': 'in_transit',
    'return.received': 'received',
    'return.closed': 'closed',
  };
  for (const { type, data } of events) {
    told.stage = stages[type] ?? told.stage;
    if (type !== 'return.received' && type !== 'return.goods_checked') continue;
    for (const { line_id, ...counts } of data.lines as { line_id: string }[]) {
      const before = told.counts.get(line_id) ?? { received: 0, accepted: 0, rejected: 0 };
      told.counts.set(line_id, { ...before, ...counts });
    }
  }
  return told;
}

describe('who sees what', () => {
  it('another brand’s staff, another site’s and another company’s see nothing of a return', async () => {
    const { id } = await returnAt(world, 'received');
    const elsewhere = await door.makeBrand();
    const ofBrand = await door.as('manager', { brandIds: [elsewhere.id] });
    const otherSite = await door.makeSite();
    const ofSite = await door.as('warehouse', { siteIds: [otherSite.id] });
    const stranger = (await door.anotherWorkspace()).owner;
    for (const who of [ofBrand, ofSite, stranger]) {
      expect((await who.refused(returns.get, { params: { id } })).code).toBe('return.not_found');
      expect((await who.call(returns.list)).rows).toEqual([]);
    }
    for (const who of [ofBrand, stranger]) {
      for (const { take } of byHand.slice(0, 4)) await expect(take(who, id)).rejects.toThrow(/return.not_found/);
      expect(await who.call(returns.bulkApprove, { body: { ids: [id] } })).toMatchObject({ approved: [] });
    }
    const mine = await door.as('agent', { brandIds: [brand.id] });
    expect((await get(id, mine)).id).toBe(id);
  });

  it('only who may decide decides', async () => {
    const { id } = await world.waiting();
    for (const role of ['warehouse', 'technician', 'viewer'] as const) {
      const who = await door.as(role);
      expect((await get(id, who)).moves).toEqual([]);
      expect((await who.refused(returns.approve, { params: { id }, body: {} })).status).toBe(403);
      expect((await who.refused(returns.note, { params: { id }, body: { text: 'x' } })).status).toBe(403);
    }
    expect((await door.stranger.refused(returns.get, { params: { id } })).status).toBe(401);
  });
});
