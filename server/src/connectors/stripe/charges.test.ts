/** What buyers are asked to pay, through Stripe's own page: differences of exchanges, and holds until the old goods are here. */
import { paymentsApi as api, desk, moneyApi, orders, portalCharges, returns } from '@recoup/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { inWorkspace } from '../../platform/db.ts';
import { acceptUnits, takeIn } from '../../returns/index.ts';
import { LAMP, VACUUM } from '../../returns/testing/world.ts';
import { openShop, type Shop } from './testing/shop.ts';

let shop: Shop;
let vacuum: string;
beforeAll(async () => {
  shop = await openShop();
  const { rows } = await shop.world.owner.call(orders.products, { query: { brand_id: shop.world.brand.id } });
  vacuum = rows.flatMap(({ variants }) => variants).find(({ sku }) => sku === VACUUM.sku)!.id;
});

/** A lamp is exchanged for a vacuum, which costs 160 dollars more. */
async function exchanged(ships: 'now' | 'on_receipt' = 'on_receipt', charge = shop.stripe.pay({ amount: 13_964 }).id) {
  const order = await shop.world.order([LAMP], {
    payments: [{ external_id: charge, method: 'card', label: 'Visa ending 4417', amount: 13_964 }],
  });
  const { id } = await shop.world.owner.call(returns.request, {
    params: { id: order.id },
    body: {
      lines: shop.world.ask(order, { remedy: 'exchange', choice: { variant_id: vacuum, ships } }),
      override_reason: 'Test',
    },
  });
  await shop.world.door.drain();
  return { id, order, charges: await chargesOf(id) };
}
const chargesOf = async (id: string) =>
  (await shop.world.owner.call(api.charges, { query: { return_id: id } })).rows.toSorted((a, b) =>
    a.purpose.localeCompare(b.purpose),
  );
const sessionOf = (chargeId: string) =>
  [...shop.stripe.sessions.values()].find((one) => one.metadata.recoup_charge === chargeId)!;
const total = async () => Object.values(await shop.balance()).reduce((sum, amount) => sum + amount, 0);
async function accept(id: string, quantity = 1) {
  const line = (await shop.world.owner.call(returns.get, { params: { id } })).lines[0]!;
  const ctx = shop.world.door.ctx();
  await inWorkspace(ctx, (tx) =>
    takeIn(tx, ctx, id, { siteId: shop.world.site.id, lines: [{ line_id: line.id, received: 1 }] }),
  );
  await inWorkspace(ctx, (tx) =>
    acceptUnits(tx, ctx, { returnId: id, returnLineId: line.id, accepted: quantity, rejected: 1 - quantity }),
  );
  await shop.world.door.drain();
}

describe('the difference of an exchange', () => {
  test('is asked of the buyer, who pays on Stripe’s page and is told once; it then may be given back', async () => {
    const { id, order, charges } = await exchanged();
    const [difference, ...more] = charges;
    expect(more).toEqual([]);
    expect(difference).toMatchObject({ purpose: 'difference', state: 'asked', gateway: 'stripe' });
    expect(difference!.amount.amount).toBeGreaterThan(15_000);
    const mails = await (await shop.world.door.owner.fetch(`/v1/mails?return_id=${id}`)).json();
    expect(JSON.stringify(mails).match(/payment_asked/g)?.length).toBe(1);

    const { rows } = await order.buyer.call(portalCharges.list);
    expect(rows).toMatchObject([{ state: 'asked', payable: true, amount: difference!.amount }]);
    const { url } = await order.buyer.call(portalCharges.pay, { params: { id: difference!.id } });
    const session = sessionOf(difference!.id);
    expect(url).toBe(session.url);
    expect(session.amount_total).toBe(difference!.amount.amount);

    shop.stripe.payPage(session.id);
    for (let n = 0; n < 2; n += 1) await shop.tell('checkout.session.completed', session);
    const [paid] = await chargesOf(id);
    expect(paid).toMatchObject({ state: 'paid', moves: [] });
    expect((await shop.paymentOf(order.id)).length).toBe(2);
    const books = await shop.balance();
    expect(books.charges_received).toBeLessThan(0);
    expect(await total()).toBe(0);
    expect((await order.buyer.refused(portalCharges.pay, { params: { id: difference!.id } })).code).toBe(
      'charge.wrong_state',
    );
  });

  test('of an exchange that is cancelled after it was paid is owed back, to the card it came from', async () => {
    const { id, charges } = await exchanged();
    const session = sessionOf(charges[0]!.id);
    const intent = shop.stripe.payPage(session.id);
    await shop.tell('payment_intent.succeeded', intent);
    await shop.world.owner.call(returns.cancel, { params: { id }, body: { reason: 'changed their mind' } });
    await shop.world.door.drain();
    const [refund] = await shop.refundsOf(id);
    expect(refund).toMatchObject({ state: 'owed', gateway: 'stripe', amount: charges[0]!.amount });
    await shop.send(refund!);
    expect((await shop.refund(refund!.id)).state).toBe('sent');
    expect(shop.stripe.paidOut(intent.latest_charge!)).toBe(charges[0]!.amount.amount);
    expect(await total()).toBe(0);
  });

  test('that is not wanted any more before it is paid: the page closes, and a payment in the last moment goes back', async () => {
    const { id, charges } = await exchanged();
    const session = sessionOf(charges[0]!.id);
    shop.stripe.payPage(session.id); // paid, and the news are still on their way
    await shop.world.owner.call(returns.cancel, { params: { id }, body: { reason: 'changed their mind' } });
    await shop.world.door.drain();
    expect((await chargesOf(id))[0]!.state).toBe('paid');
    expect(await shop.refundsOf(id)).toMatchObject([{ state: 'owed', amount: charges[0]!.amount }]);
    expect(await total()).toBe(0);
  });

  test('is waived by a manager up to the limit, with a reason, and no further', async () => {
    const { charges } = await exchanged();
    const at = { params: { id: charges[0]!.id }, body: { reason: 'our mistake' } };
    const settings = { query: { brand_id: shop.world.brand.id } };
    await shop.world.owner.call(moneyApi.changeSettings, {
      ...settings,
      body: { second_person_above: null, store_credit_months: 12, waive_up_to: 10_000 },
    });
    expect((await shop.world.owner.refused(api.waive, at)).code).toBe('charge.above_limit');
    await shop.world.owner.call(moneyApi.changeSettings, {
      ...settings,
      body: { second_person_above: null, store_credit_months: 12, waive_up_to: null },
    });
    const agent = await shop.world.door.as('agent');
    expect((await agent.refused(api.waive, at)).code).toBe('permission.not_allowed');
    expect(await shop.world.owner.call(api.waive, at)).toMatchObject({ state: 'waived', reason: 'our mistake' });
    await shop.world.door.drain();
    expect(sessionOf(charges[0]!.id).status).toBe('expired');
  });

  test('nobody paid for two weeks expires, and is asked again on a page of its own', async () => {
    const { id, order, charges } = await exchanged();
    const first = sessionOf(charges[0]!.id);
    shop.later(15 * 24 * 60);
    first.status = 'expired';
    await shop.world.door.runJob('keep-charges');
    await shop.world.door.drain();
    expect((await chargesOf(id))[0]).toMatchObject({ state: 'expired' });
    await shop.world.owner.call(api.retry, { params: { id: charges[0]!.id } });
    await shop.world.door.drain();
    expect((await chargesOf(id))[0]).toMatchObject({ state: 'asked' });
    const pages = [...shop.stripe.sessions.values()].filter((one) => one.metadata.recoup_charge === charges[0]!.id);
    expect(pages.length).toBe(2);
    const buyer = shop.world.door.buyer({ brandId: shop.world.brand.id, orderId: order.id });
    const { url } = await buyer.call(portalCharges.pay, { params: { id: charges[0]!.id } });
    expect(url).toBe(pages[1]!.url);
  });

  test('a killed process makes no second page', async () => {
    shop.stripe.moods.push({ on: /checkout\/sessions/, done: true, status: 500, times: 1 });
    const before = shop.stripe.sessions.size;
    const order = await shop.world.order([LAMP], {
      payments: [
        { external_id: shop.stripe.pay({ amount: 13_964 }).id, method: 'card', label: 'Visa', amount: 13_964 },
      ],
    });
    await shop.world.owner.call(returns.request, {
      params: { id: order.id },
      body: {
        lines: shop.world.ask(order, { remedy: 'exchange', choice: { variant_id: vacuum } }),
        override_reason: 'Test',
      },
    });
    await shop.world.door.drain({ mayFail: true });
    const [charge] = (await shop.world.owner.call(api.charges, { query: {} })).rows;
    const { url } = await order.buyer.call(portalCharges.pay, { params: { id: charge!.id } });
    expect(shop.stripe.sessions.size).toBe(before + 1);
    expect(url).toBe(sessionOf(charge!.id).url);
  });

  test('is no other buyer’s to pay', async () => {
    const { charges } = await exchanged();
    const stranger = await shop.world.order([LAMP]);
    expect((await stranger.buyer.refused(portalCharges.pay, { params: { id: charges[0]!.id } })).code).toBe(
      'charge.not_found',
    );
    expect((await stranger.buyer.call(portalCharges.list)).rows).toEqual([]);
  });
});

describe('a hold on the card', () => {
  async function held() {
    const made = await exchanged('now');
    const hold = made.charges.find(({ purpose }) => purpose === 'hold')!;
    expect(hold.state).toBe('asked');
    const intent = shop.stripe.payPage(sessionOf(hold.id).id);
    await shop.tell('payment_intent.amount_capturable_updated', intent);
    return { ...made, hold, intent };
  }
  const chargeNow = (id: string) => shop.world.owner.call(api.charge, { params: { id } });

  test('stands while the old goods are on their way, beside the books, and is let go when they are accepted', async () => {
    const { id, hold, intent } = await held();
    const now = await chargeNow(hold.id);
    expect(now).toMatchObject({ state: 'authorized', moves: expect.arrayContaining(['capture', 'release']) });
    expect(now.expires_at).not.toBeNull();
    expect((await shop.balance()).holds).toBe(hold.amount.amount);
    await accept(id);
    expect(await chargeNow(hold.id)).toMatchObject({ state: 'released' });
    expect(shop.stripe.intents.get(intent.id)!.status).toBe('canceled');
    expect((await shop.balance()).holds ?? 0).toBe(0);
    expect(await total()).toBe(0);
  });

  test('asks a person before the card company drops it, and is captured by one, in part', async () => {
    const { hold, intent } = await held();
    shop.later(6.5 * 24 * 60);
    await shop.world.door.runJob('keep-charges');
    await shop.world.door.drain();
    expect(await chargeNow(hold.id)).toMatchObject({ capture_due: true, state: 'authorized' });
    const { waiting } = await shop.world.owner.call(desk.home, { query: {} });
    expect(waiting.filter(({ kind }) => kind === 'charge').map(({ subject }) => subject.id)).toContain(hold.id);
    const at = { params: { id: hold.id } };
    const over = { amount: hold.amount.amount + 1, reason: 'never came' };
    expect((await shop.world.owner.refused(api.capture, { ...at, body: over })).code).toBe('charge.more_than_held');
    await shop.world.owner.call(api.capture, { ...at, body: { amount: 9_000, reason: 'never came' } });
    await shop.world.door.drain();
    expect(await chargeNow(hold.id)).toMatchObject({ state: 'captured', captured: { amount: 9_000 } });
    expect(shop.stripe.intents.get(intent.id)).toMatchObject({ status: 'succeeded', amount_received: 9_000 });
    expect(await total()).toBe(0);
    expect((await shop.world.owner.refused(api.release, { ...at, body: {} })).code).toBe('charge.wrong_state');
  });
});

describe('without a payment company', () => {
  test('staff mark what the buyer paid, and nobody else is asked', async () => {
    await shop.world.owner.call(api.disconnect, { params: { id: shop.accountId } });
    const { charges } = await exchanged();
    expect(charges[0]).toMatchObject({ gateway: 'manual', state: 'asked' });
    const at = { params: { id: charges[0]!.id } };
    const paid = await shop.world.owner.call(api.markPaid, { ...at, body: { reference: 'bank 1' } });
    expect(paid).toMatchObject({ state: 'paid', reference: 'bank 1' });
    expect(await total()).toBe(0);
  });
});
