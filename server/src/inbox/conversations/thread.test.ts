/** Beginning conversations, what they are about, and the thread that grows. */
import { type BodyIn, inbox, orders, portal, type ThreadItem } from '@recoup/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { openFrontDoor } from '../../../test/front-door.ts';
import { openMailroom } from '../clocks/testing/mailroom.ts';

const door = await openFrontDoor();
const room = await openMailroom(door, 'email');
const phone = await openMailroom(door, 'phone');
const { agent, buyerWrites } = room;
const at = (id: string) => ({ params: { id } });
let order: { id: string; customer: { id: string }; lines: { id: string }[] };
let elsewhere: { id: string };

const bought = (n: number, email: string): BodyIn<typeof orders.upsert>['orders'][number] => ({
  external_id: `o-${n}`,
  number: `#2041${n}`,
  placed_at: new Date(door.now().getTime() - 8 * 86_400_000).toISOString(),
  currency: 'USD',
  customer: { external_id: `c-${n}`, name: 'Marisol Vega', email, phone: '+1 520 555 0134' },
  address: { line1: '1 Elm St', city: 'Tucson', region: 'AZ', postal_code: '85701', country: 'US' },
  lines: [{ external_id: 'l', sku: 'CR-4', title: 'Crisp 4 qt air fryer', quantity: 1, unit_price: 6_999 }],
  fulfilments: [
    {
      external_id: 'f',
      delivered_at: new Date(door.now().getTime() - 5 * 86_400_000).toISOString(),
      lines: [{ line_external_id: 'l', quantity: 1 }],
    },
  ],
});

beforeAll(async () => {
  for (const [n, brand] of [room.brand, phone.brand].entries()) {
    const query = { brand_id: brand.id };
    await door.owner.call(orders.upsert, { query, body: { orders: [bought(n, 'marisol@buyers.example')] } });
    const { rows } = await door.owner.call(orders.list, { query });
    const found = await door.owner.call(orders.get, at(rows[0]!.id));
    if (n === 0) order = found;
    else elsewhere = found;
  }
});

const start = (change: Partial<BodyIn<typeof inbox.start>>) =>
  agent.call(inbox.start, {
    body: { channel_id: room.channel.id, subject: 'Your air fryer', text: 'Is the plate there now?', ...change },
  });

describe('beginning a conversation', () => {
  test('with the buyer of an order, who is one contact however often', async () => {
    const first = await start({ order_id: order.id });
    expect(first).toMatchObject({
      state: 'waiting',
      subject: 'Your air fryer',
      contact: { name: 'Marisol Vega', customer: { id: order.customer.id } },
      order: { id: order.id, number: '#20410', title: 'Crisp 4 qt air fryer' },
      holder: { kind: 'staff', staff: { id: agent.id } },
      reply_by: { to: 'marisol@buyers.example' },
    });
    const again = await start({ customer_id: order.customer.id });
    const typed = await start({ to: 'Marisol@Buyers.example' });
    expect([again.contact.id, typed.contact.id]).toEqual([first.contact.id, first.contact.id]);
    const { conversations } = await agent.call(inbox.related, at(first.id));
    expect(conversations.map(({ id }) => id)).toEqual([typed.id, again.id]);
  });

  test('with somebody new, by their address', async () => {
    const begun = await start({ to: 'new@buyers.example', name: 'Jo Abrams' });
    expect(begun.contact).toMatchObject({
      name: 'Jo Abrams',
      points: [{ value: 'new@buyers.example', verified: false }],
    });
  });

  test('a call is logged as the buyer’s word, which waits for ours', async () => {
    const logged = await phone.agent.call(inbox.start, {
      body: {
        channel_id: phone.channel.id,
        to: '(520) 555-0199',
        name: 'Hal Brandt',
        subject: 'Smells of plastic',
        text: 'He called: smells of plastic since the first day.',
        direction: 'in',
      },
    });
    expect(logged).toMatchObject({ state: 'open', contact: { points: [{ kind: 'phone', value: '+15205550199' }] } });
    const { items } = await agent.call(inbox.thread, at(logged.id));
    expect(items.flatMap((item) => (item.kind === 'message' ? [item.message] : []))).toMatchObject([
      { direction: 'in', channel: 'phone', author: { kind: 'buyer', name: 'Hal Brandt' } },
    ]);
  });

  test('not where only buyers begin, not with nobody, not about another brand’s order', async () => {
    const chat = await openMailroom(door, 'chat');
    const body = { channel_id: room.channel.id, subject: 'Hi', text: 'Hi' };
    const refused = async (change: object) => (await agent.refused(inbox.start, { body: { ...body, ...change } })).code;
    expect(await refused({ channel_id: chat.channel.id, to: 'x@y.example' })).toBe('channel.cannot_start');
    expect(await refused({})).toBe('contact.no_address');
    expect(await refused({ order_id: elsewhere.id })).toBe('order.not_found');
    expect(await refused({ customer_id: room.brand.id })).toBe('customer.not_found');
  });
});

describe('what it is about', () => {
  test('it is linked to an order and its return, and never to another brand’s', async () => {
    const id = await buyerWrites('marisol');
    const linked = await agent.call(inbox.link, { ...at(id), body: { order_id: order.id } });
    expect(linked).toMatchObject({ order: { id: order.id }, return: null });
    const buyer = door.buyer({ brandId: room.brand.id, orderId: order.id });
    const ask = {
      order_line_id: order.lines[0]!.id,
      quantity: 1,
      reason: 'changed-my-mind',
      remedy: 'refund',
    } as const;
    const asked = await buyer.call(portal.request, { body: { lines: [ask] } });
    const both = await agent.call(inbox.link, { ...at(id), body: { order_id: order.id, return_id: asked.id } });
    expect(both.return).toMatchObject({ id: asked.id });
    const refused = await agent.refused(inbox.link, { ...at(id), body: { order_id: elsewhere.id } });
    expect(refused.code).toBe('order.not_found');
    // What happens to its order and return stands in the thread.
    const { items } = await agent.call(inbox.thread, at(id));
    expect(items.flatMap((item) => (item.kind === 'event' ? [item.event.type] : []))).toContain('return.requested');
    const none = await agent.call(inbox.link, { ...at(id), body: { order_id: null } });
    expect(none).toMatchObject({ order: null, return: null });
  });
});

describe('a thread', () => {
  test('what is new since an id, however often asked, makes up what a fresh reading shows', async () => {
    const id = await buyerWrites('owen', 'Never got the brush.');
    const held: ThreadItem[] = [];
    const ask = async () => {
      const after = held.at(-1)?.id;
      const { items } = await agent.call(inbox.thread, { ...at(id), query: after ? { after } : {} });
      held.push(...items);
    };
    await ask();
    const steps = [
      () => agent.call(inbox.note, { ...at(id), body: { text: 'Check the carrier.' } }),
      () => room.answer(id),
      () => buyerWrites('owen', 'Thanks!'),
      () => agent.call(inbox.link, { ...at(id), body: { order_id: order.id } }),
      () => agent.call(inbox.resolve, { ...at(id), body: {} }),
      () => buyerWrites('owen', 'One more thing.'),
    ];
    for (const [n, step] of steps.entries()) {
      await step();
      if (n % 2 === 0) await ask();
    }
    await ask();
    const fresh = (await agent.call(inbox.thread, at(id))).items;
    // A message’s own state goes on (queued, sent): a screen that hears of it reads that message anew.
    const plain = (items: ThreadItem[]) =>
      items.map((item) => (item.kind === 'event' ? item : [item.id, item.message.text]));
    expect(plain(held)).toEqual(plain(fresh));
    expect(new Set(held.map((item) => item.id)).size).toBe(held.length);
  });

  test('a long one is read backwards, page by page, with nothing missing or doubled', async () => {
    const id = await buyerWrites('long', 'Message 0');
    for (let n = 1; n < 23; n++) await buyerWrites('long', `Message ${n}`);
    const whole = (await agent.call(inbox.thread, at(id))).items.map((item) => item.id);
    const read: string[] = [];
    for (let more = true; more; ) {
      const query = { limit: 7, ...(read.length ? { before: read[0]! } : {}) };
      const { items, more_before } = await agent.call(inbox.thread, { ...at(id), query });
      read.unshift(...items.map((item) => item.id));
      more = more_before;
    }
    expect(read).toEqual(whole);
  });
});

describe('lists', () => {
  test('pages by clock and by time hold every conversation once', async () => {
    const other = await openMailroom(door, 'chat');
    const ids = new Set<string>();
    for (let n = 0; n < 11; n++) ids.add(await other.buyerWrites(`lister-${n}`));
    for (const sort of ['clock', 'newest', 'oldest'] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const query = { view: 'all', sort, limit: 4, brand_id: other.brand.id, ...(cursor ? { cursor } : {}) } as const;
        const page = await agent.call(inbox.list, { query });
        seen.push(...page.rows.map((row) => row.id));
        cursor = page.next_cursor ?? undefined;
      } while (cursor);
      expect(seen.length, sort).toBe(11);
      expect(new Set(seen), sort).toEqual(ids);
    }
  });

  test('every conversation stands on one shelf, and the counts say how many', async () => {
    const other = await openMailroom(door, 'chat');
    const [a, b, c, d] = await Promise.all(['a', 'b', 'c', 'd'].map((name) => other.buyerWrites(`shelf-${name}`)));
    await other.answer(b!);
    await agent.call(inbox.resolve, { ...at(c!), body: {} });
    await agent.call(inbox.snooze, { ...at(d!), body: { until: '2030-01-01T00:00:00Z' } });
    const query = { view: 'all', brand_id: other.brand.id } as const;
    const { shelves, views } = await agent.call(inbox.counts, { query });
    expect(shelves).toEqual({ open: 1, waiting: 1, snoozed: 1, assistant: 0, resolved: 1, closed: 0, any: 4 });
    expect(views).toMatchObject({ mine_and_unassigned: 1, mine: 0, unassigned: 1, all: 1, spam: 0 });
    for (const [shelf, id] of [
      ['open', a],
      ['waiting', b],
      ['resolved', c],
      ['snoozed', d],
    ] as const) {
      const { rows } = await agent.call(inbox.list, { query: { ...query, shelf } });
      expect(
        rows.map((row) => row.id),
        shelf,
      ).toEqual([id]);
    }
  });

  test('who is held to another brand sees none of it, and changes none of it', async () => {
    const id = await buyerWrites('held');
    const held = await door.as('agent', { brandIds: [phone.brand.id] });
    const { rows } = await held.call(inbox.list, { query: { view: 'all', shelf: 'any' } });
    expect(rows.every((row) => row.brand.id === phone.brand.id)).toBe(true);
    for (const call of [
      held.refused(inbox.read, at(id)),
      held.refused(inbox.thread, at(id)),
      held.refused(inbox.resolve, { ...at(id), body: {} }),
      held.refused(inbox.seen, { ...at(id), body: { message_id: id } }),
      held.refused(inbox.saveDraft, { ...at(id), body: { text: 'x' } }),
    ]) {
      expect((await call).code).toBe('conversation.not_found');
    }
  });
});
