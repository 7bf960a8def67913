/** Money that left past us, or that left though nobody heard of it: no buyer is paid twice, and none is told of a sum that never left. */
import { moneyApi as api } from '@recoup/contract';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openShop, type Shop } from './testing/shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(() => {
  shop.stripe.moods.length = 0;
});
const total = async () => Object.values(await shop.balance()).reduce((sum, amount) => sum + amount, 0);

describe('what was given back in Stripe’s own screens while a refund was owed, and the webhook told us', () => {
  /** Two lamps were paid, one comes back, and somebody refunds it there. */
  async function givenBackThere() {
    const charge = shop.stripe.pay({ amount: 25_800 }).id;
    const owed = await shop.owed({ charge });
    const there = shop.stripe.refundThere(charge, owed.refund.amount.amount);
    await shop.tell('charge.refunded', shop.stripe.charges.get(charge));
    return { ...owed, there };
  }

  test('stops the refund for a person, who counts it', async () => {
    const { refund, charge } = await givenBackThere();
    await shop.send(refund);
    const stopped = await shop.refund(refund.id);
    expect(stopped).toMatchObject({ state: 'failed', failure: 'refunded_elsewhere' });
    await shop.world.owner.call(api.countElsewhere, { params: { id: refund.id }, body: {} });
    expect((await shop.refund(refund.id)).state).toBe('sent');
    expect(shop.stripe.paidOut(charge)).toBe(refund.amount.amount);
    expect(await total()).toBe(0);
  });

  test('or who says that it was something else, and sends it', async () => {
    const { refund, charge } = await givenBackThere();
    await shop.send(refund);
    await shop.world.owner.call(api.retry, { params: { id: refund.id } });
    await shop.world.door.drain();
    expect((await shop.refund(refund.id)).state).toBe('sent');
    expect(shop.stripe.paidOut(charge)).toBe(2 * refund.amount.amount);
    expect(await total()).toBe(0);
  });

  test('before anything was owed, takes nothing from what is owed since', async () => {
    const charge = shop.stripe.pay({ amount: 25_800 }).id;
    shop.stripe.refundThere(charge, 700);
    const first = await shop.owed({ charge });
    await shop.send(first.refund);
    await shop.world.owner.call(api.retry, { params: { id: first.refund.id } });
    await shop.world.door.drain();
    expect((await shop.refund(first.refund.id)).state).toBe('sent');
  });
});

describe('a try nobody heard of that went through', () => {
  test('is not taken for another sum: a person is told what left, and sets it right', async () => {
    const { refund, charge } = await shop.owed();
    shop.stripe.moods.push({ on: /POST \/v1\/refunds/, done: true, status: 500, times: 1 });
    shop.stripe.meanwhile = ({ method }, when) => {
      if (method === 'POST' && when === 'done') shop.stripe.moods.push({ status: 503, times: 40 });
    };
    await shop.send(refund);
    shop.stripe.meanwhile = null;
    for (let n = 0; n < 12; n += 1) {
      shop.later(61);
      await shop.world.door.drain();
    }
    shop.stripe.moods.length = 0;
    const half = await shop.world.owner.call(api.changeAmount, {
      params: { id: refund.id },
      body: { amount: 5_000, reason: 'Scratched by the buyer' },
    });
    await shop.send(half);
    expect(await shop.refund(refund.id)).toMatchObject({
      state: 'failed',
      failure: 'sent_otherwise',
      failure_facts: { sent: refund.amount.amount },
    });
    const whole = await shop.world.owner.call(api.changeAmount, {
      params: { id: refund.id },
      body: { amount: refund.amount.amount, reason: 'As it left' },
    });
    await shop.send(whole);
    expect((await shop.refund(refund.id)).state).toBe('sent');
    expect(shop.stripe.paidOut(charge)).toBe(refund.amount.amount);
    expect(await total()).toBe(0);
  });
});
