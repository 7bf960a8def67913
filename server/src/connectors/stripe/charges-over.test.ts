/** Charges whose return ended or was changed after the buyer paid: nothing is given back for goods the buyer has, and nothing leaves that was given back. */
import { paymentsApi as api, moneyApi, orders, outbound, portalCharges, returns } from '@recoup/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { inWorkspace } from '../../platform/db.ts';
import { acceptUnits, replacementLeft, takeIn } from '../../returns/index.ts';
import { LAMP, VACUUM } from '../../returns/testing/world.ts';
import { openShop, type Shop } from './testing/shop.ts';

let shop: Shop;
let vacuum: string;
beforeAll(async () => {
  shop = await openShop();
  const { rows } = await shop.world.owner.call(orders.products, { query: { brand_id: shop.world.brand.id } });
  vacuum = rows.flatMap(({ variants }) => variants).find(({ sku }) => sku === VACUUM.sku)!.id;
});

/** A lamp is exchanged for a vacuum, which costs 160 dollars more; what is asked for it is paid or held. */
async function paidFor(ships: 'now' | 'on_receipt', quantity = 1, pays = true) {
  const amount = 13_964 * quantity;
  const order = await shop.world.order([{ ...LAMP, tax: LAMP.tax * quantity, quantity }], {
    payments: [{ external_id: shop.stripe.pay({ amount }).id, method: 'card', label: 'Visa ending 4417', amount }],
  });
  const { id } = await shop.world.owner.call(returns.request, {
    params: { id: order.id },
    body: {
      lines: shop.world.ask(order, { quantity, remedy: 'exchange', choice: { variant_id: vacuum, ships } }),
      override_reason: 'Test',
    },
  });
  await shop.world.door.drain();
  if (pays) for (const { id: charge, purpose } of await chargesOf(id)) await pay(charge, purpose);
  return { id, order, line: (await read(id)).lines[0]!.id };
}
async function pay(charge: string, purpose: string) {
  const session = [...shop.stripe.sessions.values()].findLast(({ metadata }) => metadata.recoup_charge === charge)!;
  const intent = shop.stripe.payPage(session.id);
  await shop.tell(purpose === 'hold' ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded', intent);
}
const read = (id: string) => shop.world.owner.call(returns.get, { params: { id } });
const chargesOf = async (id: string) =>
  (await shop.world.owner.call(api.charges, { query: { return_id: id } })).rows.toReversed();
const statesOf = async (id: string) => (await chargesOf(id)).map(({ purpose, state }) => [purpose, state]);
const outboundOf = async (id: string) =>
  (await shop.world.owner.call(outbound.list, { query: {} })).rows.filter((row) => row.return.id === id);
const change = (id: string, line: string, body: Record<string, unknown>) =>
  shop.world.owner.call(returns.changeRemedy, {
    params: { id },
    body: { line_id: line, reason: 'The buyer asked', ...body } as never,
  });
const expire = async () => {
  shop.later(60 * 24 * 60);
  await shop.world.door.runJob('expire-returns');
  await shop.world.door.drain();
};

describe('a return that ends without the goods', () => {
  test('whose other goods left keeps what was paid and what was captured: the buyer has both', async () => {
    const { id, line } = await paidFor('now');
    const ctx = shop.world.door.ctx();
    await inWorkspace(ctx, (tx) => replacementLeft(tx, ctx, id, line, '1Z999'));
    await shop.world.door.drain();
    const hold = (await chargesOf(id)).find(({ purpose }) => purpose === 'hold')!;
    await shop.world.owner.call(api.capture, { params: { id: hold.id }, body: { reason: 'the lamp never came' } });
    await shop.world.door.drain();
    await expire();
    expect((await read(id)).stage).toBe('expired');
    expect(await statesOf(id)).toEqual([
      ['difference', 'paid'],
      ['hold', 'captured'],
    ]);
    expect(await shop.refundsOf(id)).toEqual([]);
  });

  test('and come late after all: what was given back meanwhile is asked for again, and nothing leaves before', async () => {
    const { id, line } = await paidFor('on_receipt');
    await expire();
    expect(await shop.refundsOf(id)).toHaveLength(1);
    await accepted(id, line);
    expect(await statesOf(id)).toEqual([
      ['difference', 'paid'],
      ['difference', 'asked'],
    ]);
    expect(await outboundOf(id)).toMatchObject([{ state: 'waiting', waits_for: 'payment' }]);
  });
});

describe('a remedy that is changed and changed back', () => {
  test('asks for the difference again that was given back, and nothing leaves before it is paid', async () => {
    const { id, line } = await paidFor('now');
    await change(id, line, { remedy: 'refund' });
    await shop.world.door.drain();
    expect((await shop.refundsOf(id)).map(({ state }) => state)).toEqual(['owed']);
    await change(id, line, { remedy: 'exchange', choice: { variant_id: vacuum, ships: 'now' } });
    await shop.world.door.drain();
    expect((await statesOf(id)).filter(([, state]) => state === 'asked')).toEqual([
      ['difference', 'asked'],
      ['hold', 'asked'],
    ]);
    const [open] = (await outboundOf(id)).filter(({ state }) => state !== 'cancelled');
    expect(open).toMatchObject({ state: 'waiting', waits_for: 'payment' });
    for (const { id: charge, purpose, state } of await chargesOf(id)) if (state === 'asked') await pay(charge, purpose);
    const [now] = (await outboundOf(id)).filter(({ state }) => state !== 'cancelled');
    expect(now!.waits_for).not.toBe('payment');
  });
});

describe('what is paid in ways nobody thought of', () => {
  test('on a page that was left open while a newer one stood is counted; on both, one of them is given back', async () => {
    const order = await shop.world.order([LAMP], {
      payments: [
        { external_id: shop.stripe.pay({ amount: 13_964 }).id, method: 'card', label: 'Visa', amount: 13_964 },
      ],
    });
    const { id } = await shop.world.owner.call(returns.request, {
      params: { id: order.id },
      body: {
        lines: shop.world.ask(order, { remedy: 'exchange', choice: { variant_id: vacuum, ships: 'on_receipt' } }),
        override_reason: 'Test',
      },
    });
    await shop.world.door.drain();
    const [charge] = await chargesOf(id);
    const pages = () =>
      [...shop.stripe.sessions.values()].filter(({ metadata }) => metadata.recoup_charge === charge!.id);
    const left = new Date(pages()[0]!.expires_at * 1000).getTime() - shop.world.door.now().getTime();
    shop.later(left / 60_000 - 9);
    const buyer = shop.world.door.buyer({ brandId: shop.world.brand.id, orderId: order.id });
    await buyer.call(portalCharges.pay, { params: { id: charge!.id } });
    const [first, second] = pages();
    expect(second).toBeDefined();
    await shop.tell('payment_intent.succeeded', shop.stripe.payPage(first!.id));
    expect((await chargesOf(id))[0]).toMatchObject({ state: 'paid' });
    expect(await shop.refundsOf(id)).toEqual([]);
    await shop.tell('checkout.session.completed', paidPage(second!.id));
    expect(await shop.refundsOf(id)).toMatchObject([{ state: 'owed', gateway: 'stripe', amount: charge!.amount }]);
    const sums = Object.values(await shop.balance());
    expect(sums.reduce((sum, one) => sum + one, 0)).toBe(0);
  });

  test('a hold for goods that came before it was given is asked for no more, and the other goods leave', async () => {
    const order = await shop.world.order([LAMP], {
      payments: [
        { external_id: shop.stripe.pay({ amount: 13_964 }).id, method: 'card', label: 'Visa', amount: 13_964 },
      ],
    });
    const { id } = await shop.world.owner.call(returns.request, {
      params: { id: order.id },
      body: {
        lines: shop.world.ask(order, { remedy: 'exchange', choice: { variant_id: vacuum, ships: 'now' } }),
        override_reason: 'Test',
      },
    });
    await shop.world.door.drain();
    for (const { id: charge, purpose } of await chargesOf(id)) if (purpose === 'difference') await pay(charge, purpose);
    expect(await outboundOf(id)).toMatchObject([{ state: 'waiting', waits_for: 'payment' }]);
    await accepted(id, (await read(id)).lines[0]!.id);
    expect(await statesOf(id)).toEqual([
      ['difference', 'paid'],
      ['hold', 'void'],
    ]);
    expect((await outboundOf(id))[0]!.waits_for).not.toBe('payment');
  });
});

describe('what was paid and is owed back', () => {
  /** Two lamps, each exchanged for a vacuum; the difference of both is paid. */
  async function twoPaid(payOne: (charge: string) => Promise<unknown>) {
    const order = await shop.world.order([LAMP, LAMP], {
      payments: [
        { external_id: shop.stripe.pay({ amount: 27_928 }).id, method: 'card', label: 'Visa', amount: 27_928 },
      ],
    });
    const choice = { variant_id: vacuum, ships: 'on_receipt' as const };
    const { id } = await shop.world.owner.call(returns.request, {
      params: { id: order.id },
      body: { lines: shop.world.ask(order, { remedy: 'exchange', choice }), override_reason: 'Test' },
    });
    await shop.world.door.drain();
    const charges = await chargesOf(id);
    expect(charges).toHaveLength(2);
    for (const charge of charges) await payOne(charge.id);
    await shop.world.door.drain();
    return { id, charges };
  }
  const settings = (body: Record<string, unknown>) =>
    shop.world.owner.call(moneyApi.changeSettings, {
      query: { brand_id: shop.world.brand.id },
      body: { second_person_above: null, store_credit_months: 12, ...body },
    });

  test('comes from other payments of the order where a refund took of its own before', async () => {
    await settings({ give_back_first: 'newest' });
    const { id, charges } = await twoPaid((charge) => pay(charge, 'difference'));
    const [first, second] = (await read(id)).lines;
    await change(id, first!.id, { remedy: 'refund' });
    await shop.world.door.drain();
    await accepted(id, first!.id);
    await change(id, second!.id, { remedy: 'refund' });
    await shop.world.door.drain();
    const back = (await shop.refundsOf(id)).filter(({ parts }) => parts.some(({ code }) => code === 'charge'));
    const sum = back.reduce((all, { amount }) => all + amount.amount, 0);
    for (const { amount, parts } of back)
      expect(parts.reduce((all, part) => all + part.amount.amount, 0)).toBe(amount.amount);
    expect(sum).toBe(charges[0]!.amount.amount + charges[1]!.amount.amount);
    await settings({});
  });

  test('of goods that were rejected is all of the difference: nothing leaves for them', async () => {
    const { id, line } = await paidFor('on_receipt');
    await judged(id, line, { accepted: 0, rejected: 1 });
    expect((await read(id)).stage).toBe('closed');
    const [charge] = await chargesOf(id);
    expect(await shop.refundsOf(id)).toMatchObject([{ state: 'owed', gateway: 'stripe', amount: charge!.amount }]);
  });

  test('of which some were rejected is their share, with its tax', async () => {
    const before = await shop.balance();
    const { id, line } = await paidFor('on_receipt', 2);
    await judged(id, line, { accepted: 1, rejected: 1 });
    const ctx = shop.world.door.ctx();
    await inWorkspace(ctx, (tx) => replacementLeft(tx, ctx, id, line, '1Z998'));
    await shop.world.door.drain();
    expect((await read(id)).stage).toBe('closed');
    const [charge] = await chargesOf(id);
    const half = Math.floor(charge!.amount.amount / 2);
    expect((await shop.refundsOf(id)).map(({ amount }) => amount.amount)).toEqual([half]);
    const after = await shop.balance();
    const moved = (account: string) => (after[account] ?? 0) - (before[account] ?? 0);
    expect(moved('sales_tax') + moved('charges_received')).toBe(half - charge!.amount.amount);
    expect(moved('sales_tax')).toBeLessThan(0);
    expect(moved('charges_received')).toBeLessThan(moved('sales_tax'));
  });

  test('is nothing where it was never paid: nobody is asked any more', async () => {
    const { id, line } = await paidFor('on_receipt', 1, false);
    await judged(id, line, { accepted: 0, rejected: 1 });
    expect(await statesOf(id)).toEqual([['difference', 'void']]);
    expect(await shop.refundsOf(id)).toEqual([]);
  });

  test('takes the tax off what is owed to the state again', async () => {
    const before = await shop.balance();
    const { id } = await paidFor('on_receipt');
    expect((await shop.balance()).sales_tax).toBeLessThan(before.sales_tax ?? 0);
    await shop.world.owner.call(returns.cancel, { params: { id }, body: { reason: 'changed their mind' } });
    await shop.world.door.drain();
    const after = await shop.balance();
    for (const account of ['charges_received', 'sales_tax']) expect(after[account] ?? 0).toBe(before[account] ?? 0);
  });

  test('is two sums where a person wrote one reference for both', async () => {
    const held = await shop.world.owner.call(api.charges, { query: { state: 'authorized' } as never });
    for (const { id } of held.rows) await shop.world.owner.call(api.release, { params: { id }, body: {} });
    await shop.world.door.drain();
    await shop.world.owner.call(api.disconnect, { params: { id: shop.accountId } });
    const { id, charges } = await twoPaid((charge) =>
      shop.world.owner.call(api.markPaid, { params: { id: charge }, body: { reference: 'cash' } }),
    );
    await shop.world.owner.call(returns.cancel, { params: { id }, body: { reason: 'changed their mind' } });
    await shop.world.door.drain();
    const back = await shop.refundsOf(id);
    expect(back.map(({ amount, gateway }) => [amount.amount, gateway])).toEqual(
      charges.map(({ amount }) => [amount.amount, 'manual']),
    );
  });
});

const accepted = (id: string, line: string) => judged(id, line, { accepted: 1, rejected: 0 });
async function judged(id: string, line: string, by: { accepted: number; rejected: number }) {
  const received = by.accepted + by.rejected;
  const ctx = shop.world.door.ctx();
  await inWorkspace(ctx, (tx) =>
    takeIn(tx, ctx, id, { siteId: shop.world.site.id, lines: [{ line_id: line, received }] }),
  );
  await inWorkspace(ctx, (tx) => acceptUnits(tx, ctx, { returnId: id, returnLineId: line, ...by }));
  await shop.world.door.drain();
}
const paidPage = (session: string) => {
  shop.stripe.payPage(session);
  return shop.stripe.sessions.get(session);
};
