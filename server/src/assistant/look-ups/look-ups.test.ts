/** What the assistant may look up, through the front door: facts, variables, fills, cards and choices, in the sight of the buyer. */
import {
  chat,
  inboxSetup,
  lookUpFacts,
  lookUp as lookUpKeys,
  moneyApi,
  offerVariables,
  orders,
  partsApi,
  portal,
  stockLevels,
} from '@recoup/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { openChannel, takeMessage } from '../../inbox/index.ts';
import { inWorkspace } from '../../platform/db.ts';
import { LAMP, type Order, openWorld, VACUUM, type World, ZIP } from '../../returns/testing/world.ts';
import { sightOf } from '../acts/sight.ts';
import type { Found, Slots } from '../talk.ts';
import { type Chat, looksUp, openChat, openTalk, setUp, type Talk } from '../testing/talk.ts';

let world: World;
let shop: Chat;
const found: Found[] = [];
beforeAll(async () => {
  world = await openWorld();
  shop = await openChat(world, world.brand.id);
  await world.publish(world.brand, (rules) => {
    rules.evidence_for = ['received-the-wrong-item'];
    rules.ask_person = { above: null, from_nth_return: null, late_days: 0 };
    rules.remedies.keep_it = { allowed: true, percent: 20, reasons: [] };
    rules.cancellation = { by_buyer: 'until_shipped', within_hours: null };
    rules.warranty = {
      months: 12,
      covers: ['damaged-or-defective', 'missing-parts-or-accessories'],
      parts: true,
      labor: true,
    };
  });
  await setUp(world.owner, world.brand.id, {
    proof: 'order',
    may_offer: ['guidance', 'spare_part', 'keep_it', 'store_credit', 'replacement', 'refund'],
  });
}, 60_000);

async function talkOf(...all: Order[]): Promise<Talk> {
  const talk = await openTalk(world, shop);
  for (const order of all)
    await talk.client.call(chat.findOrder, {
      body: { number: order.number, email_or_zip: ZIP, conversation_id: null },
    });
  return talk;
}
type Of = Parameters<typeof looksUp>[3];
async function seen(talk: Talk, key: Parameters<typeof looksUp>[2], of?: Of): Promise<Found> {
  const one = await looksUp(world, talk, key, of);
  found.push(one);
  return one;
}
const lineOf = (order: Order, i = 0): Slots => ({
  order: { order_id: order.id, number: order.number },
  item: [{ order_line_id: order.lines[i]!.id, title: 'Halo lamp', sku: order.lines[i]!.sku, quantity: 1 }],
});

describe('order', () => {
  test('is one of several to choose from, and the goods of the chosen one after it', async () => {
    const [a, b] = [await world.order([LAMP]), await world.order([LAMP, VACUUM])];
    const talk = await talkOf(a, b);
    const several = await seen(talk, 'order');
    expect(several.facts).toMatchObject({ 'order.known': false, 'order.several': true, 'order.needs': 'nothing' });
    expect(several.choices.map(({ value }) => value).sort()).toEqual([a.id, b.id].sort());
    expect(several.choices.find(({ value }) => value === b.id)!.words).toMatch(
      /^#\d+ · Halo lamp \+1 · \w+day, November 2$/,
    );
    const named = await seen(talk, 'order', { tokens: { order_numbers: [b.number.replace('#', '')] } });
    expect(named.fills.order).toEqual({ order_id: b.id, number: b.number });
    expect(named.fills.item).toBeUndefined();
    expect(named.choices.map(({ words }) => words)).toEqual(['Halo lamp', 'Sweep R7 robot vacuum']);
    expect(named.facts['order.returnable_lines']).toBe(2);
  });

  test('not said, said without a proof, and never that of a slot that is not in sight', async () => {
    const theirs = await world.order([LAMP]);
    const talk = await talkOf();
    expect((await seen(talk, 'order')).facts).toMatchObject({ 'order.known': false, 'order.needs': 'number' });
    const numbered = await seen(talk, 'order', { tokens: { order_numbers: [theirs.number] } });
    expect(numbered.facts).toMatchObject({ 'order.needs': 'proof' });
    const claimed = await seen(talk, 'order', { slots: lineOf(theirs) });
    expect(claimed).toMatchObject({ facts: { 'order.known': false }, fills: {}, variables: {} });
    for (const key of lookUpKeys.options) {
      const one = await seen(talk, key, { slots: { ...lineOf(theirs), problem: 'damaged-or-defective' } });
      expect(JSON.stringify(one)).not.toContain(theirs.number);
      expect(JSON.stringify(one)).not.toContain('4417');
    }
  });

  test('in Chinese and Spanish reads as there', async () => {
    const order = await world.order([LAMP]);
    const talk = await talkOf(order);
    expect((await seen(talk, 'order', { language: 'zh' })).variables['order.delivered_on']).toBe('11月7日（周六）');
    expect((await seen(talk, 'order', { language: 'es' })).variables['order.delivered_on']).toBe(
      'sábado 7 de noviembre',
    );
  });

  test('with a return shows it as a card', async () => {
    const order = await world.order([LAMP]);
    await order.buyer.call(portal.request, { body: { lines: world.ask(order) } });
    const one = await seen(await talkOf(order), 'order');
    expect(one.facts).toMatchObject({ 'order.has_return': true, 'order.returnable_lines': 0 });
    expect(one.cards[0]).toMatchObject({ kind: 'return', state: 'plain', detail: 'Approved' });
    expect(one.cards[0]!.url).toContain('/r/');
  });
});

test('a mail the receiving server vouches for brings the orders of its address; one it does not brings none', async () => {
  const email = 'mia@example.com';
  const order = await world.order([LAMP], { email, customer: { external_id: 'k-mia', name: 'Mia', email } });
  const body = { brand_id: world.brand.id, name: 'Form', settings: { kind: 'form' as const } };
  const { id } = await world.owner.call(inboxSetup.addChannel, { body });
  const ctx = world.door.ctx();
  const channel = await inWorkspace(ctx, (tx) => openChannel(tx, ctx, id));
  const write = async (n: number, envelope: { spoofed: boolean; authenticated?: boolean }) => {
    const taken = await takeMessage(ctx, {
      channel,
      external_id: `mail-${n}`,
      sender: { name: 'Mia', points: [{ kind: 'email', value: email, proved: !envelope.spoofed }] },
      author: 'buyer',
      thread_ids: [],
      known_as: [],
      subject: 'Lamp',
      text: 'It flickers.',
      html: null,
      quoted: null,
      signature: null,
      language: null,
      files: [],
      automatic: null,
      envelope: { from: email, to: [], cc: [], message_id: null, ...envelope },
      raw_file_id: null,
      at: null,
    });
    return inWorkspace(ctx, async (tx) => {
      const at = await tx
        .selectFrom('conversations')
        .selectAll()
        .where('id', '=', taken.conversation_id!)
        .executeTakeFirstOrThrow();
      return (await sightOf(tx, ctx, at as never, taken.message_id!)).orders;
    });
  };
  expect(await write(1, { spoofed: false, authenticated: true })).toEqual([{ order_id: order.id, by_code: true }]);
  expect(await write(2, { spoofed: false })).toEqual([]);
  expect(await write(3, { spoofed: true, authenticated: false })).toEqual([]);
});

test('tracking tells where the parcel is, and when it is lost', async () => {
  const days = (n: number) => new Date(world.door.now().getTime() - n * 86_400_000).toISOString();
  const parcel = (shipped: number, delivered: number | null) => ({
    fulfilments: [
      {
        external_id: 'f',
        carrier: 'UPS',
        tracking: '1Z999AA10123456784',
        shipped_at: days(shipped),
        ...(delivered === null ? {} : { delivered_at: days(delivered) }),
        lines: [{ line_external_id: 'l0', quantity: 1 }],
      },
    ],
  });
  const of = async (change: Record<string, unknown>) =>
    seen(await talkOf(await world.order([LAMP], change)), 'tracking');
  const moving = await of(parcel(2, null));
  const carried = await seen(await talkOf(await world.order([LAMP], parcel(2, null))), 'order');
  expect(carried.variables['order.carrier']).toBe('UPS');
  expect(moving.facts).toMatchObject({ 'tracking.known': true, 'tracking.moving': true, 'tracking.late': false });
  expect(moving.variables).toMatchObject({
    'tracking.carrier': 'UPS',
    'tracking.last': 'on its way since Sunday, November 8',
  });
  expect(moving.cards[0]).toMatchObject({ kind: 'tracking', url: expect.stringContaining('1Z999AA10123456784') });
  expect((await of(parcel(7, null))).facts).toMatchObject({ 'tracking.late': true, 'tracking.lost': false });
  expect((await of(parcel(12, null))).facts).toMatchObject({ 'tracking.lost': true, 'tracking.moving': false });
  expect((await of(parcel(6, 3))).facts).toMatchObject({ 'tracking.delivered': true, 'tracking.late': false });
  expect((await of({ fulfilments: [] })).facts).toMatchObject({
    'tracking.not_shipped': true,
    'tracking.known': false,
  });
});

test('window tells until when, what it costs, and when it is over', async () => {
  const order = await world.order([LAMP]);
  const inside = await seen(await talkOf(order), 'window', { slots: { ...lineOf(order), problem: 'changed-my-mind' } });
  expect(inside.facts).toMatchObject({
    'window.inside': true,
    'window.outside': false,
    'window.evidence_needed': false,
  });
  expect(inside.variables).toEqual({
    'window.days': '27',
    'window.until': 'Monday, December 7',
    'window.freight': '$7.95',
  });
  expect(inside.sources).toMatchObject([{ kind: 'policy' }]);
  const wrong = await seen(await talkOf(order), 'window', {
    slots: { ...lineOf(order), problem: 'received-the-wrong-item' },
  });
  expect(wrong.facts['window.evidence_needed']).toBe(true);
  expect(wrong.variables['window.freight']).toBe('free');
  const late = await world.order([LAMP], {
    placed_at: world.door.now().toISOString(),
    fulfilments: [
      {
        external_id: 'f',
        shipped_at: '2026-09-01T12:00:00Z',
        delivered_at: '2026-09-04T12:00:00Z',
        lines: [{ line_external_id: 'l0', quantity: 1 }],
      },
    ],
  });
  const over = await seen(await talkOf(late), 'window', { slots: { ...lineOf(late), problem: 'changed-my-mind' } });
  expect(over.facts).toMatchObject({ 'window.inside': false, 'window.outside': true, 'window.warranty_inside': false });
  const broken = await seen(await talkOf(late), 'window', {
    slots: { ...lineOf(late), problem: 'damaged-or-defective' },
  });
  expect(broken.facts).toMatchObject({ 'window.outside': true, 'window.warranty_inside': true });
  const covered = await seen(await talkOf(late), 'warranty', {
    slots: { ...lineOf(late), problem: 'damaged-or-defective' },
  });
  expect(covered).toMatchObject({
    facts: { 'warranty.inside': true },
    variables: { 'warranty.months': '12', 'warranty.until': 'Saturday, September 4, 2027' },
  });
  const uncovered = await seen(await talkOf(late), 'warranty', {
    slots: { ...lineOf(late), problem: 'changed-my-mind' },
  });
  expect(uncovered.facts).toMatchObject({ 'warranty.inside': false, 'warranty.outside': true });
});

describe('remedies', () => {
  test('are policy’s, ranked, as far as the brand lets the assistant offer them', async () => {
    const order = await world.order([LAMP]);
    const talk = await talkOf(order);
    const slots: Slots = { ...lineOf(order), problem: 'changed-my-mind' };
    const all = await seen(talk, 'remedies', { slots });
    expect(all.facts).toMatchObject({
      'remedies.any': true,
      'remedies.offers_keep_it': true,
      'remedies.offers_exchange': false,
    });
    expect(all.choices.map(({ value }) => value)).toContain('refund');
    const best = all.facts['remedies.best'];
    expect(all.choices.find(({ value }) => value === best)!.words).toBe(all.variables['offer.title']);
    const chosen = await seen(talk, 'remedies', { slots: { ...slots, offer: 'refund' } });
    expect(chosen.variables).toMatchObject({
      'offer.title': 'Send it back, $131.69 refunded',
      'offer.to': 'Visa ending 4417',
    });
    const zh = await seen(talk, 'remedies', { slots: { ...slots, offer: 'keep_it' }, language: 'zh' });
    expect(zh.variables['offer.title']).toBe('商品留下，退您 $25.80');
    const es = await seen(talk, 'remedies', { slots: { ...slots, offer: 'store_credit' }, language: 'es' });
    expect(es.variables['offer.title']).toMatch(/^Devolverlo por \$[\d.]+ de crédito en la tienda$/);
  });

  test('of a part that mends it: the one that is named; the only one is asked for, too', async () => {
    const product = (await world.owner.call(orders.products, { query: { q: 'Halo lamp' } })).rows[0]!;
    const part = (sku: string, title: string, title_zh: string) =>
      world.owner.call(partsApi.create, {
        query: { brand_id: world.brand.id },
        body: {
          sku,
          title,
          title_zh,
          price: 300,
          currency: 'USD',
          fits: [{ product_id: product.id, per_product: 1 }],
          mends: [{ reason: 'missing-parts-or-accessories', detail: null }],
        },
      });
    const screw = await part('H1-SCREW', 'Shade screw', '灯罩螺丝');
    const order = await world.order([LAMP]);
    const talk = await talkOf(order);
    const slots: Slots = { ...lineOf(order), problem: 'missing-parts-or-accessories' };
    const other = await seen(talk, 'part', { slots, text: 'the power cable was missing' });
    expect(other.facts).toMatchObject({ 'part.found': true, 'part.known_which': false });
    expect(other).toMatchObject({ fills: {}, choices: [{ value: screw.id }] });
    const only = await seen(talk, 'part', { slots, text: 'no screws in it' });
    expect(only).toMatchObject({
      facts: { 'part.found': true, 'part.known_which': true, 'part.in_stock': false },
      fills: { part: { part_id: screw.id, title: 'Shade screw' } },
    });
    const bulb = await part('H1-BULB', 'Bulb E27', '灯泡');
    const which = await seen(talk, 'part', { slots });
    expect(which.facts).toMatchObject({ 'part.known_which': false });
    expect(which.choices.map(({ value }) => value).sort()).toEqual([screw.id, bulb.id].sort());
    const named = await seen(talk, 'part', { slots, text: 'the little screws were not in the box' });
    expect(named.fills.part?.part_id).toBe(screw.id);
    const zh = await seen(talk, 'part', { slots, text: '盒子里少了灯泡', language: 'zh' });
    expect(zh.fills.part).toEqual({ part_id: bulb.id, title: '灯泡' });
    const goods = { kind: 'part' as const, id: screw.id };
    await world.owner.call(stockLevels.receive, { body: { site_id: world.site.id, goods, quantity: 10 } });
    const there = await seen(talk, 'part', { slots: { ...slots, part: { part_id: screw.id, title: '' } } });
    expect(there.facts['part.in_stock']).toBe(true);
    expect(there.variables['part.by']).toMatch(/^\w+day, November/);
  });
});

test('cancellation tells whether it can still be called off, and what goes back where', async () => {
  const kept = await world.order([LAMP], { fulfilments: [] });
  const possible = await seen(await talkOf(kept), 'cancellation');
  expect(possible).toMatchObject({
    facts: { 'cancellation.possible': true, 'cancellation.too_late': false },
    variables: { 'cancellation.amount': '$139.64', 'cancellation.to': 'Visa ending 4417' },
  });
  const gone = await seen(await talkOf(await world.order([LAMP])), 'cancellation');
  expect(gone.facts).toMatchObject({
    'cancellation.possible': false,
    'cancellation.shipped': true,
    'cancellation.too_late': true,
    'cancellation.asks_person': false,
  });
});

test('refunds tell what was sent or is owed, and when the bank shows it', async () => {
  const order = await world.order([LAMP]);
  expect((await seen(await talkOf(order), 'refunds')).facts['refunds.any']).toBe(false);
  const lines = world.ask(order, { remedy: 'keep_it' });
  await order.buyer.call(portal.request, { body: { lines } });
  await world.door.drain();
  const one = await seen(await talkOf(order), 'refunds');
  expect(one.facts).toMatchObject({ 'refunds.any': true });
  expect(one.variables).toMatchObject({ 'refunds.amount': '$25.80', 'refunds.to': 'Visa ending 4417' });
  expect(one.variables['refunds.arrives_by']).toMatch(/November|December/);
  expect(one.cards[0]).toMatchObject({ kind: 'return', value: '$25.80' });
  const { rows } = await world.owner.call(moneyApi.refunds, { query: { q: order.number } });
  const at = { params: { id: rows[0]!.id } };
  if (rows[0]!.state === 'owed') await world.owner.call(moneyApi.send, { ...at, body: {} });
  await world.door.drain();
  await world.owner.call(moneyApi.markPaid, { ...at, body: { reference: 'by hand' } });
  const sent = await seen(await talkOf(order), 'refunds');
  expect(sent.facts).toMatchObject({ 'refunds.sent': true, 'refunds.owed': false });
  expect(sent.variables['refunds.on']).toBe('Tuesday, November 10');
});

test('articles answer in their own words, and say when they don’t', async () => {
  const draft = {
    en: { title: 'Which bulbs fit', body: 'The Halo lamp takes bulbs with an **E27** socket.' },
    zh: { title: '适用灯泡', body: 'Halo 台灯使用 E27 灯口的灯泡。' },
  };
  const body = { brand_id: world.brand.id, slug: 'bulbs', draft, skus: ['LM-H1'] };
  const { id } = await world.owner.call(inboxSetup.addArticle, { body });
  await world.owner.call(inboxSetup.publishArticle, { params: { id } });
  const talk = await talkOf();
  const sure = await seen(talk, 'article', { text: 'Which bulbs fit the Halo lamp?' });
  expect(sure).toMatchObject({
    facts: { 'article.found': true, 'article.sure': true },
    variables: { 'article.answer': 'The Halo lamp takes bulbs with an E27 socket.' },
    sources: [{ kind: 'article', id, title: 'Which bulbs fit' }],
  });
  expect(sure.cards[0]!.url).toContain('/help/bulbs');
  const zh = await seen(talk, 'article', { text: 'Halo 台灯用什么灯泡', language: 'zh' });
  expect(zh.variables['article.answer']).toBe('Halo 台灯使用 E27 灯口的灯泡。');
  const none = await seen(talk, 'article', { text: 'Does the Halo lamp work with Alexa?' });
  expect(none.facts['article.sure']).toBe(false);
  const nothing = await seen(talk, 'article', { text: 'What is your favourite film?' });
  expect(nothing.facts).toMatchObject({ 'article.found': false, 'article.sure': false });
  expect((await seen(talk, 'guide', { text: 'Which bulbs fit the Halo lamp?' })).variables).toEqual({
    'guide.title': 'Which bulbs fit',
    'guide.minutes': '1',
  });
});

test('people tells whether somebody is there, the hours of the chat, and when they begin again', async () => {
  const calendar = await world.owner.call(inboxSetup.addCalendar, {
    body: {
      name: 'Desk',
      time_zone: 'America/Chicago',
      weekly: (['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((day) => ({ day, from: '08:00', to: '17:00' })),
      holidays: [],
    },
  });
  const talk = await talkOf();
  const { settings } = (await world.owner.call(inboxSetup.channels)).rows.find(({ id }) => id === shop.id)!;
  await world.owner.call(inboxSetup.changeChannel, {
    params: { id: shop.id },
    body: { settings: { ...settings, calendar_id: calendar.id } as never },
  });
  const noon = world.door.now();
  world.door.setNow('2026-11-14T15:00:00Z'); // a Saturday
  const away = await seen(talk, 'people');
  expect(away).toMatchObject({
    facts: { 'people.here': false, 'people.hours': true },
    variables: { 'people.hours': '8 AM to 5 PM CT', 'people.back': 'Monday, November 16, 8:00 AM (CT)' },
  });
  const zh = await seen(talk, 'people', { language: 'zh' });
  expect(zh.variables['people.back']).toBe('11月16日（周一）08:00（芝加哥时间）');
  world.door.setNow(noon);
});

test('variants tells what it may be exchanged for, by the name that tells them apart', async () => {
  const variants = [
    { external_id: 'v-h1', sku: 'LM-H1', price: 12_900, weight_g: 2_000, options: { Color: 'Black' } },
    { external_id: 'v-h1-w', sku: 'LM-H1-W', price: 12_900, weight_g: 2_000, options: { Color: 'White' } },
    { external_id: 'v-h1-g', sku: 'LM-H1-G', price: 12_900, weight_g: 2_000, options: { Color: 'Green' } },
  ];
  const products = [{ external_id: 'p-h1', title: 'Halo lamp', category: 'lamp', variants }];
  await world.owner.call(orders.upsertProducts, { query: { brand_id: world.brand.id }, body: { products } });
  const order = await world.order([LAMP]);
  const talk = await talkOf(order);
  const slots: Slots = { ...lineOf(order), problem: 'changed-my-mind' };
  const all = await seen(talk, 'variants', { slots });
  expect(all.facts).toMatchObject({ 'variants.any': true });
  expect(all.choices.map(({ words }) => words)).toContain('White');
  const white = await seen(talk, 'variants', { slots, text: 'the white one please' });
  expect(white.variables['variants.title']).toBe('White');
});

test('what is found is what flows may read: no fact and no variable more or less', () => {
  for (const key of lookUpKeys.options) {
    const own = found.filter(({ look_up }) => look_up === key);
    const facts = new Set(own.flatMap((one) => Object.keys(one.facts)));
    const variables = new Set(
      own.flatMap((one) => Object.keys(one.variables)).filter((one) => !one.startsWith('offer.')),
    );
    const offer = own.flatMap((one) => Object.keys(one.variables)).filter((one) => one.startsWith('offer.'));
    expect([key, ...[...facts].sort()]).toEqual([key, ...named(key, Object.keys(lookUpFacts[key].facts))]);
    expect([key, ...[...variables].sort()]).toEqual([key, ...named(key, lookUpFacts[key].variables)]);
    expect(offer.filter((one) => !(offerVariables as readonly string[]).includes(one))).toEqual([]);
  }
});
const named = (key: string, names: readonly string[]) => names.map((name) => `${key}.${name}`).sort();
