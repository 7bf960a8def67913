import { type QueryIn, returns } from '@recoup/contract';
import { describe, expect, it } from 'vitest';
import { expireReturn } from './expire-returns.ts';
import { judge } from './testing/goods.ts';
import { returnAt } from './testing/stages.ts';
import { LAMP, NOON, openWorld } from './testing/world.ts';

const world = await openWorld();
const { door, brand, site, owner } = world;
type Query = QueryIn<typeof returns.list>;
const list = async (query: Query = {}) => (await owner.call(returns.list, { query })).rows;
const ids = async (query: Query) => (await list(query)).map(({ id }) => id);

describe('the list of returns', () => {
  it('holds each return in the views that concern it, and the counts say the same', async () => {
    const other = await door.makeBrand({ time_zone: 'America/Chicago' });
    const waiting = await returnAt(world, 'requested');
    const travelling = await returnAt(world, 'in_transit');
    const unopened = await returnAt(world, 'received');
    const closed = await returnAt(world, 'closed');
    const owed = await returnAt(world, 'received');
    await judge(door.ctx(), owed.id, 1);
    await door.drain();

    expect(await ids({ view: 'needs_decision' })).toEqual([waiting.id]);
    expect(await ids({ view: 'on_the_way' })).toEqual([travelling.id]);
    expect(await ids({ view: 'at_dock' })).toEqual([unopened.id]);
    expect(await ids({ view: 'closed_week' })).toEqual([closed.id]);
    expect(await ids({ view: 'refund_owed' })).toEqual([owed.id]);
    expect(await ids({ view: 'late' })).toEqual([]);
    const counts = { needs_decision: 1, late: 0, on_the_way: 1, at_dock: 1, refund_owed: 1, closed_week: 1 };
    expect(await owner.call(returns.counts)).toEqual(counts);
    expect(await owner.call(returns.counts, { query: { brand_id: brand.id, site_id: site.id } })).toMatchObject({
      closed_week: 1,
    });
    const none = await owner.call(returns.counts, { query: { brand_id: other.id } });
    expect(Object.values(none).every((count) => count === 0)).toBe(true);
    const [row] = await list({ view: 'refund_owed' });
    expect(row!.facts).toMatchObject({ decision: { state: 'accepted' }, money: { state: 'owed' } });
    expect(row!.clock).toMatchObject({ what: 'refund' });

    // A day later the question is late, a week later nothing was closed this week.
    door.setNow('2026-11-12T18:00:00Z');
    expect(await ids({ view: 'late' })).toContain(waiting.id);
    door.setNow('2026-11-18T18:00:00Z');
    expect(await ids({ view: 'closed_week' })).toEqual([]);
    expect(await ids({ view: 'late' })).toContain(owed.id);
    door.setNow(NOON);
  });

  it('is narrowed by words, by code, order, name and mail, and by what it is about', async () => {
    const { order, id, code } = await world.approved({ reason: 'arrived-late' });
    expect(await ids({ q: code })).toEqual([id]);
    expect(await ids({ q: code.toLowerCase().replaceAll('-', ' ') })).toEqual([id]);
    expect(await ids({ q: order.number })).toEqual([id]);
    expect(await ids({ q: 'dana' })).toContain(id);
    expect(await ids({ q: 'Whitfield' })).toContain(id);
    expect(await ids({ q: 'DANA@example.com' })).toContain(id);
    expect(await ids({ q: '%' })).toEqual([]);
    expect(await ids({ q: "'; drop table returns; --" })).toEqual([]);
    expect(await ids({ order_id: order.id })).toEqual([id]);
    expect(await ids({ reason: ['arrived-late', 'too-big'] })).toEqual([id]);
    expect(await ids({ sku: 'LM-H1', reason: ['arrived-late'] })).toEqual([id]);
    expect(await ids({ sku: 'LM-NO' })).toEqual([]);
    expect(await ids({ stage: ['declined'] })).toEqual([]);
    expect(await ids({ stage: ['approved'], order_id: order.id, brand_id: brand.id, site_id: site.id })).toEqual([id]);
    expect(await ids({ asked_from: '2026-11-10', asked_to: '2026-11-10', order_id: order.id })).toEqual([id]);
    expect(await ids({ asked_from: '2026-11-11', order_id: order.id })).toEqual([]);
  });

  it('counts days as the brand does', async () => {
    // 11 PM of the 9th in Chicago, already the 10th in London.
    door.setNow('2026-11-10T05:00:00Z');
    const { id, order } = await world.approved();
    door.setNow(NOON);
    expect(await ids({ order_id: order.id, asked_to: '2026-11-09' })).toEqual([id]);
    expect(await ids({ order_id: order.id, asked_from: '2026-11-10' })).toEqual([]);
  });

  it('is read page by page, each return once, newest, oldest or by its clock', async () => {
    for (let i = 0; i < 5; i++) await world.approved();
    await returnAt(world, 'requested');
    for (const sort of ['newest', 'oldest', 'clock'] as const) {
      const whole = await ids({ sort, limit: 200 });
      const paged: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await owner.call(returns.list, { query: { sort, limit: 3, cursor } });
        paged.push(...page.rows.map(({ id }) => id));
        cursor = page.next_cursor ?? undefined;
      } while (cursor);
      expect(paged).toEqual(whole);
      expect(new Set(paged).size).toBe(paged.length);
    }
    const byClock = await list({ sort: 'clock', limit: 200 });
    const clocks = byClock.map(({ clock }) => clock?.by ?? '9999').map((by) => new Date(by).getTime() || 8.64e15);
    expect(clocks).toEqual([...clocks].sort((a, b) => a - b));
    expect(
      byClock.every(({ facts }) => !['closed', 'declined', 'cancelled', 'expired'].includes(facts.place.stage)),
    ).toBe(true);
    expect((await owner.refused(returns.list, { query: { cursor: 'bm90IG91cnM' } })).code).toBe('input.cursor');
    expect((await owner.refused(returns.list, { query: { limit: 1000 } })).status).toBe(422);
  });

  it('is taken away as a file that no spreadsheet runs', async () => {
    const order = await world.order([{ ...LAMP, title: '=HYPERLINK("http://evil.example")' }]);
    await order.buyer.fetch('/v1/portal/returns', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ lines: world.ask(order) }),
    });
    const response = await owner.fetch(`/v1/returns.csv?order_id=${order.id}`);
    expect(response.headers.get('content-disposition')).toContain('returns-2026-11-10.csv');
    const text = await response.text();
    const [head, row, ...rest] = text.replace('\ufeff', '').trim().split('\r\n');
    expect(head).toMatch(/^return,brand,order,customer,item,units,/);
    expect(row).toContain('139.64,USD');
    expect(row).toContain('approved');
    expect(text).not.toMatch(/(^|,|")=HYPERLINK/);
    expect(rest).toEqual([]);
    const all = await (await owner.fetch('/v1/returns.csv?view=all')).text();
    expect(all.trim().split('\r\n').length - 1).toBe((await list({ limit: 200 })).length);
  });

  it('never shows an expired return as late', async () => {
    const { id } = await world.approved();
    door.setNow('2026-12-20T18:00:00Z');
    expect(await ids({ view: 'late' })).toContain(id);
    await expireReturn(door.ctx(), id);
    expect(await ids({ view: 'late' })).not.toContain(id);
    door.setNow(NOON);
  });
});

describe('saved views', () => {
  it('are one person’s own sentences of a list', async () => {
    const agent = await door.as('agent');
    const query = { view: 'late', reason: ['too-big', 'too-small'], q: 'R7' };
    const { id } = await agent.call(returns.saveView, { body: { list: 'returns', name: 'R7 batch 2608', query } });
    await agent.call(returns.saveView, { body: { list: 'orders', name: 'Other', query: {} } });
    expect((await agent.call(returns.views, { query: { list: 'returns' } })).rows).toEqual([
      { id, name: 'R7 batch 2608', query },
    ]);
    expect((await owner.call(returns.views, { query: { list: 'returns' } })).rows).toEqual([]);
    expect(await owner.call(returns.deleteView, { params: { id } })).toEqual({ ok: true });
    expect((await agent.call(returns.views, { query: { list: 'returns' } })).rows).toHaveLength(1);
    await agent.call(returns.deleteView, { params: { id } });
    expect((await agent.call(returns.views, { query: { list: 'returns' } })).rows).toEqual([]);
    const key = await door.withKey(['returns.read']);
    expect((await key.refused(returns.saveView, { body: { list: 'returns', name: 'x', query: {} } })).code).toBe(
      'view.not_allowed',
    );
  });
});
