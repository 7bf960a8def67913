/** Refunds through Stripe, against a local server that speaks its wire format. */
import { moneyApi as api, paymentsApi } from '@recoup/contract';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inWorkspace } from '../../platform/db.ts';
import { openShop, type Shop } from './testing/shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(() => {
  shop.stripe.moods.length = 0;
  shop.stripe.asked.length = 0;
});
const total = async () => Object.values(await shop.balance()).reduce((sum, amount) => sum + amount, 0);
const posts = () => shop.stripe.asked.filter(({ method, path }) => method === 'POST' && path === '/v1/refunds');

describe('the account', () => {
  test('the key is tried when it is connected, kept sealed and never shown', async () => {
    const { rows } = await shop.world.owner.call(paymentsApi.accounts, { query: {} });
    expect(rows).toMatchObject([
      {
        name: 'Stripe US',
        external_name: 'Lumora Inc',
        mode: 'test',
        status: 'active',
        key_hint: shop.stripe.secretKey.slice(-4),
      },
    ]);
    expect(JSON.stringify(rows)).not.toContain(shop.stripe.secretKey);
    expect(JSON.stringify(rows)).not.toContain(shop.stripe.webhookSecret);
  });

  test('a key that Stripe refuses is not kept, and a brand has one account', async () => {
    const brand = await shop.world.door.makeBrand();
    const body = { brand_id: brand.id, name: 'Wrong', secret_key: 'sk_test_nobodysKey1234' };
    expect((await shop.world.owner.refused(paymentsApi.connect, { body })).code).toBe('payment_account.key_refused');
    const twice = { brand_id: shop.world.brand.id, name: 'Again', secret_key: shop.stripe.secretKey };
    expect((await shop.world.owner.refused(paymentsApi.connect, { body: twice })).code).toBe('payment_account.exists');
  });
});

describe('a refund', () => {
  test('goes out through the brand’s account, once, with its own key, and the books balance', async () => {
    const { refund, charge, orderId } = await shop.owed();
    expect(refund).toMatchObject({ gateway: 'stripe', waits_for: 'person', state: 'owed' });
    await shop.send(refund);
    const sent = await shop.refund(refund.id);
    expect(sent).toMatchObject({ state: 'sent', moves: [], waits_for: null });
    expect(shop.stripe.refunds.get(sent.reference!)).toMatchObject({ charge, amount: refund.amount.amount });
    expect(posts()[0]!.key).toBe(`${refund.id}-1`);
    expect(await shop.paymentOf(orderId)).toMatchObject([{ refunded: refund.amount.amount, elsewhere: 0 }]);
    expect(await total()).toBe(0);
  });

  test('of a payment intent finds its charge', async () => {
    const intent = `pi_${Date.now()}abc`;
    const { id } = shop.stripe.pay({ intent, amount: 12_900 });
    const { refund } = await shop.owed({ charge: intent });
    await shop.send(refund);
    expect((await shop.refund(refund.id)).state).toBe('sent');
    expect(shop.stripe.paidOut(id)).toBe(refund.amount.amount);
  });

  test('of a payment that is not Stripe’s is paid by hand', async () => {
    const { refund } = await shop.owed({
      payments: [{ external_id: 'PAYPAL-1', method: 'paypal', label: 'PayPal', amount: 12_900 }],
    });
    expect(refund.gateway).toBe('manual');
  });

  test('whose answer was lost is asked again under the same key and paid once', async () => {
    const { refund, charge } = await shop.owed();
    shop.stripe.moods.push({ on: /POST \/v1\/refunds/, done: true, status: 500, times: 1 });
    await shop.send(refund);
    shop.later(1);
    await shop.world.door.drain();
    expect((await shop.refund(refund.id)).state).toBe('sent');
    expect(new Set(posts().map(({ key }) => key))).toEqual(new Set([`${refund.id}-1`]));
    expect(shop.stripe.paidOut(charge)).toBe(refund.amount.amount);
  });

  test('in a storm of errors, rate limits and no answers goes out when it is over', async () => {
    const { refund, charge } = await shop.owed();
    shop.stripe.moods.push(
      { status: 503, times: 2 },
      {
        status: 429,
        error: { type: 'invalid_request_error', code: 'rate_limit', message: 'Too many requests' },
        times: 2,
      },
    );
    await shop.send(refund);
    for (let n = 0; n < 6; n += 1) {
      shop.later(20);
      await shop.world.door.drain();
    }
    expect((await shop.refund(refund.id)).state).toBe('sent');
    expect(shop.stripe.paidOut(charge)).toBe(refund.amount.amount);
  });

  test('nobody answers for: after some two hours a person is asked, and a retry that finds the money already sent takes that', async () => {
    const { refund, charge } = await shop.owed();
    shop.stripe.moods.push({ on: /POST \/v1\/refunds/, done: true, status: 500, times: 1 }, { status: 503, times: 40 });
    await shop.send(refund);
    for (let n = 0; n < 12; n += 1) {
      shop.later(61);
      await shop.world.door.drain();
    }
    const failed = await shop.refund(refund.id);
    expect(failed).toMatchObject({ state: 'failed', failure: 'company_broken', waits_for: 'failed' });
    expect(failed.moves).toContain('retry');
    const [account] = (await shop.world.owner.call(paymentsApi.accounts, { query: {} })).rows;
    expect(account).toMatchObject({ status: 'failing', last_failure: { code: 'company_broken' } });

    shop.stripe.moods.length = 0;
    await shop.world.owner.call(api.retry, { params: { id: refund.id } });
    await shop.world.door.drain();
    expect((await shop.refund(refund.id)).state).toBe('sent');
    expect(shop.stripe.paidOut(charge)).toBe(refund.amount.amount);
    expect((await shop.world.owner.call(paymentsApi.accounts, { query: {} })).rows[0]!.status).toBe('active');
    const mails = await shop.world.door.owner.fetch('/v1/mails?limit=200');
    expect(JSON.stringify(await mails.json())).toContain('money_alert');
  });

  test('more than Stripe has left of the charge is refused in words, and the money stays owed', async () => {
    const { id } = shop.stripe.pay({ amount: 5_000 });
    const { refund } = await shop.owed({ charge: id });
    await shop.send(refund);
    const failed = await shop.refund(refund.id);
    expect(failed).toMatchObject({ state: 'failed', failure: 'more_than_left', failure_facts: { left: 5_000 } });
    expect(shop.stripe.paidOut(id)).toBe(0);
  });

  test('in another currency than was charged is refused', async () => {
    const { id } = shop.stripe.pay({ amount: 12_900, currency: 'eur' });
    const { refund } = await shop.owed({ charge: id });
    await shop.send(refund);
    expect(await shop.refund(refund.id)).toMatchObject({
      state: 'failed',
      failure: 'currency_mismatch',
      failure_facts: { charged: 'EUR', owed: 'USD' },
    });
  });

  test('with a key that was taken back fails with that reason, and the account says so until it is changed', async () => {
    const { refund } = await shop.owed();
    const good = shop.stripe.secretKey;
    shop.stripe.secretKey = 'sk_test_rolledKey9876';
    await shop.send(refund);
    expect(await shop.refund(refund.id)).toMatchObject({ state: 'failed', failure: 'key_refused' });
    const at = { params: { id: shop.accountId } };
    expect(await shop.world.owner.call(paymentsApi.tryAccount, at)).toMatchObject({
      status: 'failing',
      last_failure: { code: 'key_refused' },
    });
    const changed = await shop.world.owner.call(paymentsApi.change, {
      ...at,
      body: { secret_key: 'sk_test_rolledKey9876' },
    });
    expect(changed).toMatchObject({ status: 'active', key_hint: '9876' });
    await shop.world.owner.call(api.retry, { params: { id: refund.id } });
    await shop.world.door.drain();
    expect((await shop.refund(refund.id)).state).toBe('sent');
    shop.stripe.secretKey = good;
    await shop.world.owner.call(paymentsApi.change, { ...at, body: { secret_key: good } });
  });
});

describe('given back in Stripe’s own screens', () => {
  test('is found before anything is sent: nothing is paid twice, a person gets the facts and counts it', async () => {
    const { refund, charge, orderId } = await shop.owed();
    const there = shop.stripe.refundThere(charge, refund.amount.amount);
    await shop.send(refund);
    const failed = await shop.refund(refund.id);
    expect(failed).toMatchObject({ state: 'failed', failure: 'refunded_elsewhere', waits_for: 'failed' });
    expect(failed.failure_facts).toMatchObject({ elsewhere: refund.amount.amount, found: [{ reference: there.id }] });
    expect(failed.moves).toEqual(expect.arrayContaining(['retry', 'count_elsewhere']));
    expect(posts()).toEqual([]);

    const counted = await shop.world.owner.call(api.countElsewhere, { params: { id: refund.id }, body: {} });
    expect(counted).toMatchObject({ state: 'sent', reference: there.id });
    expect(await shop.paymentOf(orderId)).toMatchObject([
      { refunded: refund.amount.amount, elsewhere: 0, overdrawn: 0 },
    ]);
    expect(await total()).toBe(0);
    expect((await shop.balance()).refunds_payable ?? 0).not.toBe(refund.amount.amount);
  });

  test('for something else: a person says send it all the same, as far as the charge reaches', async () => {
    const { refund, charge } = await shop.owed({ quantity: 2 });
    const half = await shop.world.owner.call(api.changeAmount, {
      params: { id: refund.id },
      body: { amount: 10_000, reason: 'agreed' },
    });
    shop.stripe.refundThere(charge, 5_000);
    await shop.send(half);
    expect((await shop.refund(refund.id)).failure).toBe('refunded_elsewhere');
    expect((await shop.world.owner.refused(api.countElsewhere, { params: { id: refund.id }, body: {} })).code).toBe(
      'refund.not_found_elsewhere',
    );
    await shop.world.owner.call(api.retry, { params: { id: refund.id } });
    await shop.world.door.drain();
    expect((await shop.refund(refund.id)).state).toBe('sent');
    expect(shop.stripe.paidOut(charge)).toBe(15_000);
    expect(await total()).toBe(0);
  });

  test('while nothing is on its way: the webhook says so, and that much less may be given back', async () => {
    const { charge, orderId, refund } = await shop.owed({ quantity: 2 });
    const there = shop.stripe.refundThere(charge, 700);
    await shop.tell('charge.refunded', shop.stripe.charges.get(charge));
    await shop.tell('refund.created', there);
    const [payment] = await shop.paymentOf(orderId);
    expect(payment!.elsewhere).toBe(700);
    expect(payment!.refunded + payment!.overdrawn).toBe(refund.amount.amount + 700);
    expect(await total()).toBe(0);
  });
});

describe('what Stripe tells', () => {
  test('a refund the bank keeps for days is on its way until the event, however it is told', async () => {
    const { refund } = await shop.owed();
    shop.stripe.nextRefund('pending');
    await shop.send(refund);
    const pending = await shop.refund(refund.id);
    expect(pending).toMatchObject({ state: 'sending', waits_for: 'company' });
    expect(pending.reference).not.toBeNull();
    await shop.tell('refund.updated', shop.stripe.settleRefund(pending.reference!, 'succeeded'));
    expect((await shop.refund(refund.id)).state).toBe('sent');
  });

  test('a refund that comes back after it was sent is owed again, the books turned round, and sent again by another try', async () => {
    const { refund, charge } = await shop.owed();
    await shop.send(refund);
    const before = await shop.balance();
    const sent = await shop.refund(refund.id);
    const failed = shop.stripe.settleRefund(sent.reference!, 'failed', 'lost_or_stolen_card');
    await shop.tell('refund.failed', failed);
    const back = await shop.refund(refund.id);
    expect(back).toMatchObject({ state: 'failed', failure: 'lost_or_stolen_card', waits_for: 'failed' });
    expect(back.bounced_at).not.toBeNull();
    const after = await shop.balance();
    expect(after.refunds_payable! - before.refunds_payable!).toBe(-refund.amount.amount);
    expect(await total()).toBe(0);

    await shop.world.owner.call(api.retry, { params: { id: refund.id } });
    await shop.world.door.drain();
    expect((await shop.refund(refund.id)).state).toBe('sent');
    expect(shop.stripe.paidOut(charge)).toBe(refund.amount.amount);
    expect((await shop.balance()).refunds_payable).toBe(before.refunds_payable);
    expect(await total()).toBe(0);
  });

  test('the same event twice, and old news after new, change nothing', async () => {
    const { refund } = await shop.owed();
    shop.stripe.nextRefund('pending');
    await shop.send(refund);
    const { reference } = await shop.refund(refund.id);
    const asPending = structuredClone(shop.stripe.refunds.get(reference!));
    const done = shop.stripe.settleRefund(reference!, 'succeeded');
    for (let n = 0; n < 3; n += 1)
      expect(await shop.post('refund.updated', done, { id: `evt_same${refund.id}` })).toBe(200);
    await shop.tell('refund.created', asPending);
    await shop.tell('charge.refund.updated', asPending);
    expect((await shop.refund(refund.id)).state).toBe('sent');
    const events = await shop.world.door.owner.fetch(`/v1/returns/${refund.return!.id}`);
    expect((await events.text()).match(/refund\.sent/g)?.length ?? 0).toBeLessThanOrEqual(1);
  });

  test('is kept for 400 days and then forgotten, while what it led to stays', async () => {
    const { door } = shop.world;
    const { refund } = await shop.owed();
    shop.stripe.nextRefund('pending');
    await shop.send(refund);
    const { reference } = await shop.refund(refund.id);
    await shop.tell('refund.updated', shop.stripe.settleRefund(reference!, 'succeeded'));
    const told = door.now();
    const afterDays = async (days: number) => {
      door.setNow(new Date(told.getTime() + days * 86_400_000));
      await door.runJob('forget-payment-events');
      return inWorkspace(door.ctx(), (tx) =>
        tx.selectFrom('payment_events').select('type').where('object_id', '=', reference).execute(),
      );
    };
    try {
      expect(await afterDays(399)).toEqual([{ type: 'refund.updated' }]);
      expect(await afterDays(401)).toEqual([]);
    } finally {
      door.setNow(told);
    }
    expect((await shop.refund(refund.id)).state).toBe('sent');
  });

  test('is believed only when signed, now', async () => {
    const object = { id: 're_x' };
    expect(await shop.post('refund.updated', object, { signature: 't=1,v1=00' })).toBe(401);
    expect(
      await shop.post('refund.updated', object, { signedAt: new Date(shop.world.door.now().getTime() - 600_000) }),
    ).toBe(401);
    const nobody = await fetch(`${shop.world.door.url}/v1/hooks/payments/${shop.world.brand.id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(nobody.status).toBe(404);
  });
});

describe('by itself', () => {
  test('what nobody need look at goes out at the hour the brand set', async () => {
    const settings = { query: { brand_id: shop.world.brand.id } };
    await shop.world.owner.call(api.changeSettings, {
      ...settings,
      body: { second_person_above: null, store_credit_months: 12, send_at: '17:00' },
    });
    const { refund } = await shop.owed();
    expect(refund).toMatchObject({ waits_for: 'itself' });
    const at = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/Chicago', timeStyle: 'short' }).format(
      new Date(refund.goes_at!),
    );
    expect(at).toBe('17:00');
    await shop.world.door.runJob('send-due-refunds');
    expect((await shop.refund(refund.id)).state).toBe('owed');
    shop.world.door.setNow(new Date(new Date(refund.goes_at!).getTime() + 60_000));
    await shop.world.door.runJob('send-due-refunds');
    await shop.world.door.drain();
    expect((await shop.refund(refund.id)).state).toBe('sent');
    await shop.world.owner.call(api.changeSettings, {
      ...settings,
      body: { second_person_above: null, store_credit_months: 12, send_at: null },
    });
  });
});

describe('several payments of one order', () => {
  test('the card gives what it took, the gift card comes back as store credit, and all of it is what was paid', async () => {
    const card = shop.stripe.pay({ amount: 9_000 }).id;
    const { returnId } = await shop.owed({
      payments: [
        { external_id: 'gift-1', method: 'gift_card', label: 'Gift card 7731', amount: 3_900 },
        { external_id: card, method: 'card', label: 'Visa ending 4417', amount: 9_000 },
      ],
    });
    const refunds = await shop.refundsOf(returnId);
    expect(refunds.map(({ kind, gateway }) => [kind, gateway]).toSorted()).toEqual([
      ['refund', 'stripe'],
      ['store_credit', 'store_credit'],
    ]);
    for (const refund of refunds) await shop.send(refund);
    const sent = await shop.refundsOf(returnId);
    expect(sent.map(({ state }) => state)).toEqual(['sent', 'sent']);
    const credit = sent.find(({ kind }) => kind === 'store_credit')!;
    expect(credit.credit_code).not.toBeNull();
    expect(shop.stripe.paidOut(card)).toBe(sent.find(({ kind }) => kind === 'refund')!.amount.amount);
    expect(sent.reduce((sum, { amount }) => sum + amount.amount, 0)).toBeLessThanOrEqual(12_900);
    expect(await total()).toBe(0);
  });
});

describe('amounts that cannot be', () => {
  test.each([-1, 0.5, Number.MAX_SAFE_INTEGER, 10 ** 20])('%s is not taken', async (amount) => {
    const { refund } = await shop.owed();
    const problem = await shop.world.owner.refused(api.changeAmount, {
      params: { id: refund.id },
      body: { amount, reason: 'odd' },
    });
    expect(problem.status).toBe(422);
    expect((await shop.refund(refund.id)).amount).toEqual(refund.amount);
  });

  test('more than was paid is not, and nothing at all is no refund', async () => {
    const { refund } = await shop.owed();
    const at = { params: { id: refund.id } };
    const change = (amount: number) =>
      shop.world.owner.refused(api.changeAmount, { ...at, body: { amount, reason: 'odd' } });
    expect((await change(900_000_000_00)).code).toBe('refund.more_than_paid');
    expect((await change(0)).code).toBe('refund.nothing');
  });
});

describe('together', () => {
  test('two people send two refunds of one line at once, and each is paid once, never more than was paid', async () => {
    const { refund, charge } = await shop.owed();
    const clicks = await Promise.allSettled(
      Array.from({ length: 6 }, () => shop.world.owner.call(api.send, { params: { id: refund.id }, body: {} })),
    );
    expect(clicks.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    await Promise.all([shop.world.door.drain(), shop.world.door.drain()]);
    expect((await shop.refund(refund.id)).state).toBe('sent');
    expect(shop.stripe.paidOut(charge)).toBe(refund.amount.amount);
  });
});
