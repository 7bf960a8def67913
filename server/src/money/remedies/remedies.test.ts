import {
  inboxSetup,
  orders,
  partsApi,
  portal,
  portalRemedies,
  type Reason,
  remediesApi,
  returns,
  stockLevels,
} from '@recoup/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../../test/front-door.ts';
import { LAMP, type Order, openWorld, type World } from '../../returns/testing/world.ts';

let world: World;
let agent: Client;
beforeAll(async () => {
  world = await openWorld();
  agent = await world.door.as('agent', { brandIds: [world.brand.id] });
  const variants = [
    { external_id: 'v-h1', sku: 'LM-H1', title: 'Black', price: 12_900, weight_g: 2_000, unit_cost: 4_500 },
    { external_id: 'v-h2', sku: 'LM-H1-WHT', title: 'White', price: 13_900, weight_g: 2_000, unit_cost: 4_700 },
  ];
  await world.owner.call(orders.upsertProducts, {
    query: { brand_id: world.brand.id },
    body: { products: [{ external_id: 'p-h1', title: 'Halo lamp', category: 'lamp', variants }] },
  });
});

const lamp = { ...LAMP, tax: 1_064 };
const line = (order: Order, reason: Reason = 'damaged-or-defective') => ({
  order_line_id: order.lines[0]!.id,
  quantity: 1,
  reason,
});
const ask = async (order: Order, change: object = {}) => {
  const body = { lines: [{ ...line(order), ...change }] };
  const { lines } = await agent.call(remediesApi.ask, { params: { id: order.id }, body });
  return lines[0]!;
};

describe('an agent asks what a buyer may be given', () => {
  it('sees every remedy policy allows, the cheapest fair one first, with what each would cost line by line', async () => {
    const answer = await ask(await world.order([lamp]));
    expect(answer.verdict.answer).toBe('yes');
    const costs = answer.remedies.filter(({ taken }) => taken >= 1_000).map(({ cost }) => cost.amount);
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
    expect(answer.remedies.map(({ kind }) => kind)).toContain('refund');
    for (const { parts, cost } of answer.remedies)
      expect(parts.reduce((sum, { amount }) => sum + amount.amount, 0)).toBe(cost.amount);
    const refund = answer.remedies.find(({ kind }) => kind === 'refund')!;
    expect(refund).toMatchObject({ fallback: true, offer: { amount: { amount: 13_964 } } });
    expect(answer.return_cost).toEqual(refund.cost);
    // 129.00 less what it brings back; the tax of 10.64 is reclaimed.
    expect(refund.parts.find(({ code }) => code === 'payout')!.amount.amount).toBe(12_900);
    expect(refund.parts.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['payout', 'freight_back', 'handling', 'recovery']),
    );
    const keep = answer.remedies.find(({ kind }) => kind === 'keep_it')!;
    expect(keep.cost.amount).toBeLessThan(refund.cost.amount);
    expect(keep.fix_first).toBe(true);
  });

  it('sees what it may be exchanged for, with the difference', async () => {
    const order = await world.order([lamp]);
    const { exchange_for } = await ask(order, { reason: 'item-not-as-described' });
    const white = exchange_for.find(({ sku }) => sku === 'LM-H1-WHT')!;
    // 10.00 dearer, with the same tax rate on it.
    expect(white.difference.amount).toBe(1_082);
    const chosen = await ask(order, { reason: 'item-not-as-described', exchange_to: white.variant_id });
    const exchange = chosen.remedies.find(({ kind }) => kind === 'exchange')!;
    expect(exchange.offer.difference!.amount).toBe(1_082);
    expect(exchange.parts.find(({ code }) => code === 'goods')!.full.amount).toBe(4_700);
  });

  it('is offered help where an article is about that problem of that product', async () => {
    const body = { en: { title: 'When the lamp flickers', body: 'Change the bulb, or the dimmer.' } };
    const made = await world.owner.call(inboxSetup.addArticle, {
      body: { brand_id: world.brand.id, slug: 'flickers', skus: ['LM-H1'], draft: body },
    });
    await world.owner.call(inboxSetup.publishArticle, { params: { id: made.id } });
    const order = await world.order([lamp]);
    const answer = await ask(order, { detail: 'flickers' });
    expect(answer.guides).toMatchObject([{ slug: 'flickers', title: 'When the lamp flickers' }]);
    const help = answer.remedies.find(({ kind }) => kind === 'guidance')!;
    expect(help).toMatchObject({ fix_first: true, offer: { article: { id: made.id }, goods_back: false } });
    expect((await ask(order, { detail: 'shade_or_glass_broken' })).guides).toEqual([]);
  });

  it('is told which remedies are above what they may give alone', async () => {
    const answer = await ask(await world.order([{ ...lamp, unit_price: 29_000 }]));
    const keep = answer.remedies.find(({ kind }) => kind === 'keep_it')!;
    expect(keep.offer.amount.amount).toBe(5_800);
    expect(keep.second_person).toMatchObject([{ code: 'limit.per_case' }]);
  });

  it('sees what could be given by stepping outside the policy, and that it would be', async () => {
    const long = new Date(world.door.now().getTime() - 800 * 86_400_000).toISOString();
    const order = await world.order([lamp], {
      placed_at: long,
      fulfilments: [
        { external_id: 'f', shipped_at: long, delivered_at: long, lines: [{ line_external_id: 'l0', quantity: 1 }] },
      ],
    });
    const answer = await ask(order, { reason: 'changed-my-mind' });
    expect(answer.verdict.answer).toBe('no');
    expect(answer.return_cost).toBeNull();
    for (const { notes } of answer.remedies) expect(notes.map(({ code }) => code)).toContain('policy.outside');
  });

  it('of another brand, or of nobody, sees no order', async () => {
    const order = await world.order([lamp]);
    const other = await world.door.makeBrand();
    const elsewhere = await world.door.as('agent', { brandIds: [other.id] });
    const input = { params: { id: order.id }, body: { lines: [line(order)] } };
    expect((await elsewhere.refused(remediesApi.ask, input)).code).toBe('order.not_found');
    expect((await world.door.stranger.refused(remediesApi.ask, input)).status).toBe(401);
  });

  it('cannot ask for more than was bought, nor for a line of another order', async () => {
    const [order, another] = [await world.order([lamp]), await world.order([lamp])];
    const of = (lines: object[]) => ({ params: { id: order.id }, body: { lines: lines as never } });
    const more = await agent.refused(remediesApi.ask, of([{ ...line(order), quantity: 2 }]));
    expect(more.code).toBe('return.more_than_ordered');
    expect((await agent.refused(remediesApi.ask, of([line(another)]))).code).toBe('order.line_not_found');
  });
});

describe('a buyer asks from the link of the order', () => {
  it('sees what puts it right first, then every way with exact amounts, and never what it costs us', async () => {
    const order = await world.order([lamp]);
    const body = { lines: [{ ...line(order), detail: 'flickers' }] };
    const answer = await order.buyer.call(portalRemedies.ask, { body });
    const [one] = answer.lines;
    expect(one!.fix_first.map(({ offer }) => offer.kind)).toEqual(expect.arrayContaining(['guidance', 'keep_it']));
    const kinds = one!.remedies.map(({ offer }) => offer.kind);
    expect(kinds).toContain('refund');
    expect(one!.remedies.find(({ offer }) => offer.kind === 'refund')!.offer.amount.amount).toBe(13_964);
    const staff = await ask(order, { detail: 'flickers' });
    expect(kinds).toEqual(staff.remedies.map(({ kind }) => kind));

    const told = JSON.stringify(answer);
    for (const secret of [
      'cost',
      'taken',
      'chance',
      'prior',
      'history',
      'recovery',
      'second_person',
      'payout',
      'limit',
    ])
      expect(told, secret).not.toContain(secret);
    // The figures themselves: unit cost, what a return costs, what it brings.
    for (const figure of [4_500, staff.return_cost!.amount, ...staff.remedies.map(({ cost }) => cost.amount)])
      expect(told, String(figure)).not.toMatch(new RegExp(`\\b${figure}\\b`));
  });

  it('is told beforehand which remedies wait for a person, and they do', async () => {
    const limit = {
      role: 'buyer' as const,
      remedy: 'keep_it' as const,
      per_case: 1_000,
      per_day: null,
      per_buyer: null,
    };
    const limited = (rows: (typeof limit)[]) =>
      world.owner.call(remediesApi.changeLimits, { query: { brand_id: world.brand.id }, body: { rows } });
    await limited([limit]);
    const order = await world.order([lamp]);
    const problem = line(order, 'item-not-as-described');
    const { lines } = await order.buyer.call(portalRemedies.ask, { body: { lines: [problem] } });
    const waits = new Map(lines[0]!.remedies.map(({ offer, waits_for_person }) => [offer.kind, waits_for_person]));
    expect(waits.get('keep_it')).toBe(true);
    expect(waits.get('refund')).toBe(false);
    const asked = { ...problem, remedy: 'keep_it' as const, file_ids: [await world.photo(order.buyer)] };
    const made = await order.buyer.call(portal.request, { body: { lines: [asked] } });
    expect(made.waits_for_person).toBe(true);
    await limited([]);
  });

  it('reaches the lines of their own order alone', async () => {
    const [mine, theirs] = [await world.order([lamp]), await world.order([lamp])];
    const refused = await mine.buyer.refused(portalRemedies.ask, { body: { lines: [line(theirs)] } });
    expect(refused.code).toBe('order.line_not_found');
    const other = await world.door.makeBrand();
    const wrong = world.door.buyer({ brandId: other.id, orderId: mine.id });
    expect((await wrong.refused(portalRemedies.ask, { body: { lines: [line(mine)] } })).code).toBe('order.not_found');
  });
});

describe('a part that mends it', () => {
  const missing = { reason: 'missing-parts-or-accessories' as const, detail: 'bulb_or_screws_missing' };
  const stock = (sku: string, on_hand: number, more: object = {}) =>
    world.owner.call(stockLevels.set, {
      query: { brand_id: world.brand.id },
      body: { levels: [{ sku, site: world.site.code, on_hand, ...more }] },
    });
  beforeAll(async () => {
    const { rows } = await world.owner.call(orders.products, { query: { brand_id: world.brand.id, q: 'LM-H1' } });
    const part = (sku: string, title: string, unit_cost: number, mends: { reason: Reason; detail: string | null }[]) =>
      world.owner.call(partsApi.create, {
        query: { brand_id: world.brand.id },
        body: {
          sku,
          title,
          unit_cost,
          price: unit_cost * 3,
          weight_g: 90,
          hts_code: '9405.99.40',
          origin_country: 'CN',
          fits: [{ product_id: rows[0]!.id, per_product: 1 }],
          mends,
        },
      });
    await part('LM-H1-SCREWS', 'Bag of screws', 80, [{ reason: missing.reason, detail: missing.detail }]);
    await part('LM-H1-KIT', 'Kit of all small parts', 350, [{ reason: missing.reason, detail: null }]);
  });

  it('is offered first, with what it costs to send, and is sent', async () => {
    await stock('LM-H1-SCREWS', 4);
    const order = await world.order([lamp]);
    const answer = await ask(order, missing);
    const [first] = answer.remedies;
    expect(first).toMatchObject({ kind: 'spare_part', fix_first: true, available: true });
    expect(first!.offer.goods).toMatchObject([{ kind: 'part', sku: 'LM-H1-SCREWS', quantity: 1 }]);
    const costs = Object.fromEntries(first!.parts.map(({ code, full }) => [code, full.amount]));
    expect(costs).toMatchObject({ goods: 80, handling: 200 });
    // A bag of 90 grams, at the smallest parcel's price as far as the brand's own labels say nothing else.
    expect(costs.freight_out).toBeGreaterThan(0);
    expect(answer.parts.map(({ sku, mends, in_stock }) => [sku, mends, in_stock])).toEqual([
      ['LM-H1-SCREWS', true, 4],
      ['LM-H1-KIT', true, 0],
    ]);

    const seen = await order.buyer.call(portalRemedies.ask, { body: { lines: [{ ...line(order), ...missing }] } });
    expect(seen.lines[0]!.fix_first[0]!.offer.kind).toBe('spare_part');
    expect(seen.lines[0]!.parts[0]).not.toHaveProperty('price');
    const file_ids = [await world.photo(order.buyer)];
    const asked = {
      order_line_id: order.lines[0]!.id,
      quantity: 1,
      ...missing,
      remedy: 'spare_part' as const,
      file_ids,
    };
    const made = await order.buyer.call(portal.request, { body: { lines: [asked] } });
    expect(made).toMatchObject({ stage: 'approved', goods_back: false });
    expect(made.lines[0]!.offer.goods).toMatchObject([{ sku: 'LM-H1-SCREWS' }]);
  });

  it('out of stock is listed with when it is expected and what else mends it, after all that can be done now', async () => {
    const day = '2026-12-04';
    await stock('LM-H1-SCREWS', 0, { expected_quantity: 50, expected_on: day });
    const order = await world.order([lamp]);
    const none = await ask(order, missing);
    expect(none.remedies.at(-1)).toMatchObject({
      kind: 'spare_part',
      available: false,
      fix_first: false,
      notes: [{ code: 'out_of_stock', facts: { expected_on: day, skus: ['LM-H1-SCREWS'] } }],
    });
    expect(none.remedies.at(-1)!.notes[0]!.facts.instead).toContain('replacement');
    // Another part that mends it is there: that one is offered.
    await stock('LM-H1-KIT', 2);
    const answer = await ask(order, missing);
    const part = answer.remedies.find(({ kind }) => kind === 'spare_part')!;
    expect(part).toMatchObject({ available: true, fix_first: true, offer: { goods: [{ sku: 'LM-H1-KIT' }] } });
    expect(part.parts.find(({ code }) => code === 'goods')!.full.amount).toBe(350);
    expect(answer.parts.map(({ sku, in_stock, expected_on }) => [sku, in_stock, expected_on])).toEqual([
      ['LM-H1-KIT', 2, null],
      ['LM-H1-SCREWS', 0, day],
    ]);
  });
});

it('help that worked settles the problem, and the buyer may ask again', async () => {
  const order = await world.order([lamp]);
  const problem = { ...line(order, 'damaged-or-defective'), detail: 'flickers' };
  const seen = await order.buyer.call(portalRemedies.ask, { body: { lines: [problem] } });
  const guide = seen.lines[0]!.guides[0]!;
  const file_ids = [await world.photo(order.buyer)];
  const asked = { ...problem, remedy: 'guidance' as const, choice: { article_id: guide.article_id }, file_ids };
  const made = await order.buyer.call(portal.request, { body: { lines: [asked] } });
  await world.door.drain();
  const settled = await world.owner.call(returns.get, { params: { id: made.id } });
  expect(settled).toMatchObject({ stage: 'closed', goods_back: false });
  expect(settled.lines[0]!.offer.article).toMatchObject({ id: guide.article_id, title: guide.title });
  const again = await ask(order, { detail: 'flickers' });
  expect(again.remedies.map(({ kind }) => kind)).toContain('refund');
});

it('what is not said at all does not end in an error of ours', async () => {
  const order = await world.order([lamp]);
  const of = (body: object) => ({ params: { id: order.id }, body: body as never });
  expect((await agent.refused(remediesApi.ask, of({ lines: [] }))).status).toBe(422);
  const huge = { lines: [{ ...line(order), quantity: 10_001 }] };
  expect((await agent.refused(remediesApi.ask, of(huge))).status).toBe(422);
  const { lines } = await agent.call(remediesApi.ask, of({ lines: [{ ...line(order, 'other') }] }));
  expect(lines[0]!.remedies.length).toBeGreaterThan(0);
});
