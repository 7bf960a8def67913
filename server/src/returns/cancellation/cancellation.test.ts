import {
  cancellations as api,
  desk,
  moneyApi,
  orders,
  type PolicyRules,
  portalCancellations as portal,
  returns,
} from '@recoup/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { readPdf } from '../../platform/paper/testing/pdf-picture.ts';
import { atOnce } from '../testing/by-hand.ts';
import { mailsWhere } from '../testing/mail-box.ts';
import { LAMP, type Order, openWorld, type World } from '../testing/world.ts';
import { mayCancel, moneyBack } from './cancellation.ts';

type Facts = Parameters<typeof mayCancel>[0];
const NOW = new Date('2026-11-10T18:00:00Z');
const line = { id: 'l', sku: 'LM-H1', shipped_at: null, delivered_quantity: 0, return_quantity: 0 };
const facts = (
  over: object = {},
  cancellation: PolicyRules['cancellation'] | null = { by_buyer: 'until_shipped', within_hours: null },
) =>
  ({
    order: { cancelled_at: null, placed_at: new Date('2026-11-10T12:00:00Z'), lines: [line], ...over },
    policyOf: () => cancellation && { versionId: 'v', rules: { cancellation } },
    now: NOW,
  }) as unknown as Facts;

describe('whether an order may be called off', () => {
  test.each([
    ['one that has not left', facts(), 'yes', null],
    ['one that is off already', facts({ cancelled_at: NOW }), 'no', 'order.cancelled'],
    ['one of which a piece has left', facts({ lines: [line, { ...line, shipped_at: NOW }] }), 'no', 'order.shipped'],
    ['one of which a piece has come', facts({ lines: [{ ...line, delivered_quantity: 1 }] }), 'no', 'order.shipped'],
    [
      'one of which something is promised back',
      facts({ lines: [{ ...line, return_quantity: 1 }] }),
      'no',
      'order.has_return',
    ],
    [
      'where policy asks a person',
      facts({}, { by_buyer: 'ask', within_hours: null }),
      'ask',
      'order.cancel_asks_person',
    ],
    ['where policy says never', facts({}, { by_buyer: 'never', within_hours: null }), 'no', 'order.cancel_not_offered'],
    ['within the hours', facts({}, { by_buyer: 'until_shipped', within_hours: 6 }), 'yes', null],
    ['after the hours', facts({}, { by_buyer: 'until_shipped', within_hours: 5 }), 'ask', 'order.cancel_asks_person'],
    ['where no policy holds', facts({}, null), 'ask', 'order.cancel_asks_person'],
  ] as const)('by its buyer: %s', (_, given, answer, code) => {
    expect(mayCancel(given, 'buyer')).toMatchObject({ answer, because: code ? [{ code }] : [] });
  });

  test('staff are held to what nobody can change, and not to the policy', () => {
    expect(mayCancel(facts({}, { by_buyer: 'never', within_hours: null }), 'staff').answer).toBe('yes');
    expect(mayCancel(facts({ lines: [{ ...line, shipped_at: NOW }] }), 'staff').answer).toBe('no');
  });

  test('what goes back is what is left on each payment', () => {
    const paid = { currency: 'USD', label: 'Visa', amount: 9_000, refunded: 1_000 };
    const of = { currency: 'USD', total: 10_000 };
    expect(moneyBack({ ...of, payments: [paid, { ...paid, label: 'Gift card', refunded: 9_000 }] } as never)).toEqual([
      { amount: { amount: 8_000, currency: 'USD' }, to: 'Visa' },
    ]);
    expect(moneyBack({ ...of, payments: [] } as never)).toEqual([
      { amount: { amount: 10_000, currency: 'USD' }, to: null },
    ]);
  });
});

describe('an order that has not left', () => {
  let world: World;
  const unsent = (over: object = {}) => world.order([{ ...LAMP }], { fulfilments: [], ...over });
  const body = { reason: 'ordered-by-mistake' as const };
  const refundsOf = async (order: Order) =>
    (await world.owner.call(moneyApi.refunds, { query: { q: order.number } })).rows;
  beforeAll(async () => {
    world = await openWorld();
  });

  test('is called off by its buyer: the money is owed once, sent once, and both are told', async () => {
    const order = await unsent();
    expect(await order.buyer.call(portal.consider, {})).toMatchObject({
      answer: 'yes',
      back: [{ amount: { amount: 13_964 } }],
    });
    const { done, codes } = await atOnce(4, () => order.buyer.call(portal.cancel, { body }));
    expect({ done, codes }).toEqual({ done: 1, codes: ['order.cancelled'] });
    const mails = await mailsWhere(
      world,
      ({ template }) => template === 'order_cancelled' || template === 'money_alert',
    );
    expect(mails.map(({ template }) => template).sort()).toEqual(['money_alert', 'order_cancelled']);
    expect(mails.find(({ template }) => template === 'order_cancelled')?.body_text).toContain('$139.64');
    const owed = await refundsOf(order);
    expect(owed).toMatchObject([{ state: 'owed', return: null, amount: { amount: 13_964 }, to: 'Visa ending 4417' }]);
    expect(owed[0]!.parts.map(({ code, amount }) => [code, amount.amount])).toEqual([
      ['price', 12_900],
      ['tax', 1_064],
    ]);
    const { waiting } = await world.owner.call(desk.home, {});
    expect(waiting.find(({ subject }) => subject.id === owed[0]!.id)).toMatchObject({
      kind: 'refund',
      title: order.number,
      facts: { return_code: null },
    });
    await world.owner.call(moneyApi.send, { params: { id: owed[0]!.id }, body: { version: owed[0]!.version } });
    await world.door.drain();
    const [sending] = await refundsOf(order);
    if (sending!.state === 'sending') {
      await world.owner.call(moneyApi.markPaid, { params: { id: sending!.id }, body: { reference: 'R-1' } });
    }
    const [told] = await mailsWhere(world, ({ template }) => template === 'refund_sent');
    expect(told?.subject).toContain(`for order ${order.number}`);
    const { payments, cancelled_at } = await world.owner.call(orders.get, { params: { id: order.id } });
    expect(payments[0]!.refunded.amount).toBe(13_964);
    expect(cancelled_at).not.toBeNull();
  });

  test('stays called off when the shop sends it again as it was', async () => {
    const order = await unsent();
    await order.buyer.call(portal.cancel, { body });
    const again = await world.owner.call(orders.get, { params: { id: order.id } });
    const row = {
      external_id: again.external_id,
      number: again.number,
      placed_at: again.placed_at,
      currency: 'USD',
      customer: {
        external_id: again.external_id.replace('order', 'c'),
        name: 'Dana Whitfield',
        email: 'dana@example.com',
      },
      lines: [{ external_id: 'l0', sku: 'LM-H1', title: 'Halo lamp', quantity: 1, unit_price: 12_900, tax: 1_064 }],
      payments: [{ external_id: 'p', method: 'card', label: 'Visa ending 4417', amount: 13_964 }],
    };
    const answer = await world.owner.call(orders.upsert, {
      query: { brand_id: order.brandId },
      body: { orders: [row] },
    });
    expect(answer.failed).toBe(0);
    expect((await world.owner.call(orders.get, { params: { id: order.id } })).cancelled_at).toBe(again.cancelled_at);
  });

  test('is not called off once it left, and leaves nothing owed', async () => {
    const order = await world.order();
    expect((await order.buyer.refused(portal.cancel, { body })).code).toBe('order.shipped');
    expect((await world.owner.refused(api.cancel, { params: { id: order.id }, body })).code).toBe('order.shipped');
    await world.door.drain();
    expect(await refundsOf(order)).toEqual([]);
  });

  test('where policy asks a person the buyer is told so, and staff may', async () => {
    const brand = await world.door.makeBrand({ name: 'Tavola', time_zone: 'America/Chicago', languages: ['en'] });
    await world.publish(brand, (rules) => {
      rules.cancellation = { by_buyer: 'ask', within_hours: null };
    });
    const order = await world.order([{ ...LAMP }], { fulfilments: [] }, brand);
    expect((await order.buyer.refused(portal.cancel, { body })).code).toBe('order.cancel_asks_person');
    expect((await world.owner.call(api.cancel, { params: { id: order.id }, body })).answer).toBe('yes');
  });

  test('a viewer may look and not call it off', async () => {
    const order = await unsent();
    const viewer = await world.door.as('viewer');
    expect((await viewer.call(api.consider, { params: { id: order.id } })).answer).toBe('yes');
    expect((await viewer.refused(api.cancel, { params: { id: order.id }, body })).code).toBe('permission.not_allowed');
  });

  test('nothing of it can be asked back as a return afterwards', async () => {
    const order = await unsent();
    await order.buyer.call(portal.cancel, { body });
    const refused = await world.owner.refused(returns.request, {
      params: { id: order.id },
      body: { lines: world.ask(order) },
    });
    expect(refused.code).toBe('return.not_eligible');
  });

  test('its receipt says what was bought, paid and given back, and is mailed as a link that opens it', async () => {
    const order = await world.order();
    const [page] = readPdf(Buffer.from(await (await order.buyer.fetch('/v1/portal/receipt.pdf')).arrayBuffer()));
    expect(page!.text).toContain(order.number);
    expect(page!.text).toContain('$139.64');
    await world.owner.call(api.mailReceipt, { params: { id: order.id } });
    const [mail] = await mailsWhere(world, ({ template }) => template === 'order_receipt');
    const url = /https?:\/\/\S+receipt\.pdf\?token=\S+/.exec(mail!.body_text)?.[0];
    const opened = await world.door.stranger.fetch(new URL(url!).pathname + new URL(url!).search);
    expect(opened.headers.get('content-type')).toBe('application/pdf');
    // Whoever the mail is passed on to sees the paper, and is not the buyer.
    const reader = world.door.holding(new URL(url!).searchParams.get('token')!);
    expect((await reader.refused(portal.cancel, { body })).code).toBe('link.not_found');
    expect((await reader.refused(portal.consider, {})).code).toBe('link.not_found');
  });
});
