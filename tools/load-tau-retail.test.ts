import { accounts, orders as api, moneyApi, portal, returns, type UpsertAnswer } from '@recoup/contract';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openBench } from '../server/src/inspection/testing/bench.ts';
import { inWorkspace } from '../server/src/platform/db.ts';
import { type FrontDoor, openFrontDoor } from '../server/test/front-door.ts';
import { cents, loadTauRetail, readTauRetail, tauRetailFolder } from './load-tau-retail.ts';

const folder = tauRetailFolder(process.env.RECOUP_SAMPLE_DATA);
if (!folder) process.stderr.write('tau-retail is not on this machine (RECOUP_SAMPLE_DATA): loading it is not tested\n');

it.each([
  [47.84, 4784],
  [488.8, 48_880],
  [5, 500],
  [0.1, 10],
])('%d dollars are %i cents', (dollars, wanted) => expect(cents(dollars)).toBe(wanted));
it('what is no amount in cents is not rounded', () => expect(() => cents(1.005)).toThrow('1.005'));

describe.runIf(folder)('the retail data of tau-bench', () => {
  it('comes in whole through the public API, and a second time without doubles', async () => {
    const door = await openFrontDoor();
    const { key, load } = await shopOf(door, { placed: '2026-10-01T12:00:00Z', delivered: '2026-10-06T18:00:00Z' });
    const none = { updated: 0, unchanged: 0, failed: 0, errors: [] };
    expect(await load()).toEqual({
      products: { ...none, created: 50 },
      customers: { ...none, created: 500 },
      orders: { ...none, created: 1000 },
    });

    const count = async () => {
      const { rows } = await inWorkspace(door.ctx(), (tx) =>
        sql<Record<string, number>>`select
          (select count(*) from products)::int as products, (select count(*) from variants)::int as variants,
          (select count(*) from customers)::int as customers, (select count(*) from orders)::int as orders,
          (select sum(quantity) from order_lines)::int as units, (select sum(total) from orders)::bigint as total,
          (select count(*) from order_lines where variant_id is null)::int as lines_without_variant,
          (select count(*) from orders where cancelled_at is not null)::int as cancelled,
          (select count(*) from fulfilments)::int as fulfilments,
          (select count(*) from fulfilments where delivered_at is not null)::int as delivered,
          (select sum(amount) from payments)::bigint as paid, (select sum(refunded) from payments)::bigint as refunded`.execute(
          tx,
        ),
      );
      return rows[0];
    };
    const whole = {
      products: 50,
      variants: 591,
      customers: 500,
      orders: 1000,
      units: 2978,
      total: 167_682_106,
      lines_without_variant: 0,
      cancelled: 102,
      fulfilments: 577,
      delivered: 373,
      paid: 167_682_106,
      refunded: 17_408_769,
    };
    expect(await count()).toEqual(whole);

    expect(await load()).toEqual({
      products: { ...none, created: 0, unchanged: 50 },
      customers: { ...none, created: 0, unchanged: 500 },
      orders: { ...none, created: 0, unchanged: 1000 },
    });
    expect(await count()).toEqual(whole);

    const { rows } = await key.call(api.list, { query: { q: '#W2611340' } });
    const order = await key.call(api.get, { params: { id: rows[0]!.id } });
    expect(order).toMatchObject({
      number: '#W2611340',
      customer: { name: 'James Li' },
      address: { city: 'New York', region: 'NY', postal_code: '10083', country: 'US' },
      total: { amount: 53_665, currency: 'USD' },
      payments: [{ method: 'gift_card', amount: { amount: 53_665 } }],
      lines: [
        { sku: '6469567736', category: 'water bottle' },
        { sku: '8426249116', category: 'office chair' },
      ],
    });
  });

  it('goes through the whole life of a return with one of its delivered orders, from the request to the money', async () => {
    const bench = await openBench();
    const { door, owner, site } = bench;
    const { brand, key, load } = await shopOf(door, {
      placed: '2026-10-29T12:00:00Z',
      delivered: '2026-11-05T18:00:00Z',
    });
    await load();
    await owner.call(accounts.changeSite, {
      params: { id: site.id },
      body: { brands: [...site.brands, { brand_id: brand.id, categories: null }] },
    });
    await bench.publish(brand, (rules) => {
      rules.evidence_for = [];
      rules.ask_person.from_nth_return = null;
      rules.ask_person.above = null;
    });
    const { rows } = await key.call(api.list, { query: { q: '#W7303089' } });
    const order = await key.call(api.get, { params: { id: rows[0]!.id } });

    const { token } = await door.stranger.call(portal.findOrder, {
      params: { slug: 'tau' },
      body: { number: 'w7303089', proof: order.address!.postal_code },
    });
    const buyer = door.holding(token);
    const [line] = order.lines;
    const lines = [
      { order_line_id: line!.id, quantity: 1, reason: 'changed-my-mind' as const, remedy: 'refund' as const },
    ];
    const preview = await buyer.call(portal.preview, { body: { lines } });
    const asked = await buyer.call(portal.request, { body: { lines } });
    await door.drain();
    const made = await owner.call(returns.get, { params: { id: asked.id } });
    expect(made.facts.place.stage).toBe('approved');
    expect(made.label?.state).toBe('made');

    const { units } = await bench.takenIn({ ...asked, order: { ...order, brandId: brand.id, buyer, lines: [] } });
    await bench.inspected(units[0]!);
    const unit = await bench.ready(units[0]!);
    expect(unit.stage).toBe('ready');
    await door.drain();
    const owed = await owner.call(moneyApi.refunds, { query: { return_id: asked.id } });
    expect(owed.rows.map(({ state, amount }) => ({ state, amount }))).toEqual([
      { state: 'owed', amount: preview.lines[0]!.offers.find(({ kind }) => kind === 'refund')!.amount },
    ]);
    const refund = { params: { id: owed.rows[0]!.id } };
    await bench.manager.call(moneyApi.send, { ...refund, body: {} });
    await bench.manager.call(moneyApi.markPaid, { ...refund, body: { reference: 'gift card 2026-1' } });
    await door.drain();
    const done = await owner.call(returns.get, { params: { id: asked.id } });
    expect(done.facts).toMatchObject({
      place: { stage: 'closed' },
      decision: { state: 'accepted' },
      money: { state: 'sent' },
    });
  });
});

/** A brand of its own, a key for it, and how the data is loaded into it. */
async function shopOf(door: FrontDoor, dates: { placed: string; delivered: string }) {
  const brand = await door.owner.call(accounts.createBrand, {
    body: {
      slug: 'tau',
      name: 'Tau',
      time_zone: 'America/New_York',
      currency: 'USD',
      look: { color: '#1E2A4A', dot: '#1E2A4A' },
      languages: ['en'],
    },
  });
  const key = await door.withKey(['orders.read', 'orders.write', 'products.write'], { brandIds: [brand.id] });
  const data = await readTauRetail(folder!);
  const load = () =>
    loadTauRetail(data, brand.id, dates, async (path, type, body) => {
      const response = await key.fetch(path, { method: 'POST', headers: { 'content-type': type }, body });
      expect(response.status).toBe(200);
      return (await response.json()) as UpsertAnswer;
    });
  return { brand, key, load };
}
