import { moneyApi as api, type BodyIn, costsApi, creditsApi, ledgerApi, type portal, returns } from '@recoup/contract';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { inWorkspace } from '../platform/db.ts';
import { acceptUnits, takeIn } from '../returns/index.ts';
import { LAMP, openWorld, VACUUM, type World } from '../returns/testing/world.ts';
import { addGateway, type Gateway, type GatewayAnswer, type RefundIntent, removeGateway } from './index.ts';
import { askGateway } from './refunds/ask-gateway.ts';

type AskLine = BodyIn<typeof portal.request>['lines'][number];
let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.publish(world.brand, (rules) => {
    rules.remedies.keep_it = { allowed: true, percent: 30, reasons: ['item-not-as-described'] };
    rules.remedies.store_credit = { allowed: true, bonus_percent: 10 };
    rules.ask_person.above = null;
    rules.evidence_for = [];
  });
});
afterEach(() => removeGateway('card company'));

/** A return whose goods came and were judged as the dock and the bench do it; `rejected` of them do not count. */
async function judged(quantity = 1, rejected = 0, bought = LAMP, change: Partial<AskLine> = {}) {
  const { order, id, code } = await world.approved({ quantity, ...change }, [{ ...bought, quantity }]);
  const whole = await world.owner.call(returns.get, { params: { id } });
  const line = whole.lines[0]!;
  const ctx = world.door.ctx();
  await inWorkspace(ctx, (tx) =>
    takeIn(tx, ctx, id, { siteId: world.site.id, lines: [{ line_id: line.id, received: quantity }] }),
  );
  await judge(id, line.id, quantity - rejected, rejected);
  return { order, id, code, lineId: line.id };
}
async function judge(returnId: string, returnLineId: string, accepted: number, rejected: number) {
  const ctx = world.door.ctx();
  await inWorkspace(ctx, (tx) => acceptUnits(tx, ctx, { returnId, returnLineId, accepted, rejected }));
  await world.door.drain();
}
const refundsOf = async (returnId: string) =>
  (await world.owner.call(api.refunds, { query: { return_id: returnId } })).rows;
const balance = async () => {
  const { rows } = await world.owner.call(ledgerApi.trialBalance);
  return rows.reduce((sum, row) => sum + row.amount.amount, 0);
};

describe('what is owed', () => {
  test('accepted goods make their refund owed, with price and tax, by the day policy promised, and the books balance', async () => {
    const { id } = await judged(1, 0, { ...LAMP, tax: 1_064 });
    const [refund, ...others] = await refundsOf(id);
    expect(others).toEqual([]);
    expect(refund).toMatchObject({ state: 'owed', kind: 'refund', to: 'Visa ending 4417', needs_second: false });
    expect(refund!.amount.amount).toBe(refund!.parts.reduce((sum, part) => sum + part.amount.amount, 0));
    expect(refund!.due_at).not.toBeNull();
    expect(await balance()).toBe(0);
  });

  test('a rejected unit is not paid for, the accepted one beside it is', async () => {
    const whole = await judged(2, 0);
    const half = await judged(2, 1);
    const [all] = await refundsOf(whole.id);
    const [one] = await refundsOf(half.id);
    const freight = (refund: typeof all) =>
      refund!.parts.filter((part) => part.code === 'return_freight').reduce((sum, part) => sum + part.amount.amount, 0);
    expect((one!.amount.amount - freight(one)) * 2).toBe(all!.amount.amount - freight(all));
  });

  test('nothing is owed while a unit that came has not been checked', async () => {
    const { id } = await world.approved({ quantity: 2 }, [{ ...LAMP, quantity: 2 }]);
    const line = (await world.owner.call(returns.get, { params: { id } })).lines[0]!;
    const ctx = world.door.ctx();
    await inWorkspace(ctx, (tx) =>
      takeIn(tx, ctx, id, { siteId: world.site.id, lines: [{ line_id: line.id, received: 2 }] }),
    );
    await judge(id, line.id, 1, 0);
    expect(await refundsOf(id)).toEqual([]);
    await judge(id, line.id, 1, 0);
    expect((await refundsOf(id))[0]).toMatchObject({ state: 'owed' });
  });

  test('a judgement taken back makes the refund void, frees the payment and leaves the books at zero', async () => {
    const { id, lineId } = await judged();
    await judge(id, lineId, -1, 1);
    expect((await refundsOf(id)).map((one) => one.state)).toEqual(['void']);
    expect(await balance()).toBe(0);
  });

  test('goods that stay with the buyer make part of the price owed at approval', async () => {
    const { id } = await world.approved({ remedy: 'keep_it', reason: 'item-not-as-described' });
    await world.door.drain();
    const [refund] = await refundsOf(id);
    expect(refund).toMatchObject({ kind: 'keep_it', state: 'owed' });
    expect(refund!.amount.amount).toBe(3_870);
  });
});

describe('sending, once', () => {
  test('by hand: sent to nobody until a person marks it paid with its reference', async () => {
    const { id } = await judged();
    const [refund] = await refundsOf(id);
    const at = { params: { id: refund!.id } };
    expect(await world.owner.call(api.send, { ...at, body: {} })).toMatchObject({ state: 'sending' });
    await world.door.drain();
    const sent = await world.owner.call(api.markPaid, { ...at, body: { reference: 'ch_1' } });
    expect(sent).toMatchObject({ state: 'sent', reference: 'ch_1', moves: ['mark_failed'] });
    await world.door.drain();
    expect(await balance()).toBe(0);
    const mails = await world.door.owner.fetch(`/v1/mails?return_id=${id}`);
    expect(JSON.stringify(await mails.json())).toContain('refund_sent');
  });

  test('eight clicks at once send one refund, and the money is on the books once', async () => {
    const { id } = await judged();
    const [refund] = await refundsOf(id);
    const clicks = await Promise.allSettled(
      Array.from({ length: 8 }, () => world.owner.call(api.send, { params: { id: refund!.id }, body: {} })),
    );
    expect(clicks.filter((click) => click.status === 'fulfilled').length).toBe(1);
    const paid = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) =>
        world.owner.call(api.markPaid, { params: { id: refund!.id }, body: { reference: `ch_${n}` } }),
      ),
    );
    expect(paid.filter((click) => click.status === 'fulfilled').length).toBe(1);
    const { rows } = await world.owner.call(ledgerApi.entries, { query: { return_id: id } });
    expect(rows.filter((entry) => entry.cause === `refund.sent:${refund!.id}`).length).toBe(1);
  });

  test('the same request with the same key is answered again, not done again', async () => {
    const { id } = await judged();
    const [refund] = await refundsOf(id);
    const ask = { params: { id: refund!.id }, body: {}, key: 'one-press' };
    const [first, again] = [await world.owner.call(api.send, ask), await world.owner.call(api.send, ask)];
    expect(again).toEqual(first);
  });

  test('killed between the call and its answer: asked again under the same id, paid once', async () => {
    const company = cardCompany();
    addGateway(company);
    const { id } = await judged();
    const [refund] = await refundsOf(id);
    await world.owner.call(api.send, { params: { id: refund!.id }, body: {} });
    company.dieAfterPaying = true;
    await expect(askGateway(world.door.ctx(), refund!.id)).rejects.toThrow('killed');
    expect((await refundsOf(id))[0]).toMatchObject({ state: 'sending' });
    company.dieAfterPaying = false;
    await world.door.drain();
    expect((await refundsOf(id))[0]).toMatchObject({ state: 'sent', gateway: 'card company' });
    expect(company.paid).toEqual([refund!.amount.amount]);
    expect(company.asked).toBeGreaterThan(1);
  });

  test('a refusal of the payment company is kept, and the retry is a new question that it may answer otherwise', async () => {
    const company = cardCompany();
    addGateway(company);
    company.refuses = 'card closed';
    const { id } = await judged();
    const [refund] = await refundsOf(id);
    await world.owner.call(api.send, { params: { id: refund!.id }, body: {} });
    await world.door.drain();
    expect((await refundsOf(id))[0]).toMatchObject({
      state: 'failed',
      failure: 'card closed',
      moves: ['retry', 'change_amount'],
    });
    company.refuses = null;
    await world.owner.call(api.retry, { params: { id: refund!.id } });
    await world.door.drain();
    expect((await refundsOf(id))[0]).toMatchObject({ state: 'sent', code: refund!.code });
    expect(company.paid.length).toBe(1);
  });

  test('when the connector is taken out before it was asked, a person hears of it and pays another way', async () => {
    addGateway(cardCompany());
    const { id } = await judged();
    const [refund] = await refundsOf(id);
    await world.owner.call(api.send, { params: { id: refund!.id }, body: {} });
    removeGateway('card company');
    await world.door.drain();
    expect((await refundsOf(id))[0]).toMatchObject({
      state: 'failed',
      failure: 'gateway_removed',
      moves: ['retry', 'change_amount'],
    });
    await world.owner.call(api.retry, { params: { id: refund!.id } });
    await world.door.drain();
    expect((await refundsOf(id))[0]).toMatchObject({ state: 'sending', gateway: 'manual' });
    await world.owner.call(api.markPaid, { params: { id: refund!.id }, body: { reference: 'by hand' } });
    expect((await refundsOf(id))[0]).toMatchObject({ state: 'sent' });
  });

  test('store credit is given at once, with its bonus, and can be spent down to nothing and not below', async () => {
    const { id } = await judged(1, 0, LAMP, { remedy: 'store_credit' });
    const [refund] = await refundsOf(id);
    const sent = await world.owner.call(api.send, { params: { id: refund!.id }, body: {} });
    expect(sent.state).toBe('sent');
    const code = sent.credit_code!;
    const spend = (amount: number, reference: string) =>
      world.owner.call(creditsApi.redeem, { params: { code }, body: { amount, reference } });
    expect((await spend(1_000, 'order 1')).balance.amount).toBe(sent.amount.amount - 1_000);
    expect((await spend(1_000, 'order 1')).balance.amount).toBe(sent.amount.amount - 1_000);
    const rest = await Promise.allSettled([
      spend(sent.amount.amount - 1_000, 'order 2'),
      spend(sent.amount.amount - 1_000, 'order 3'),
    ]);
    expect(rest.filter((one) => one.status === 'fulfilled').length).toBe(1);
    expect(
      (await world.owner.refused(creditsApi.redeem, { params: { code }, body: { amount: 1, reference: 'order 4' } }))
        .code,
    ).toBe('credit.not_enough');
    expect(await balance()).toBe(0);
  });
});

describe('limits', () => {
  test('above the limit one person asks and another one sends', async () => {
    await world.owner.call(api.changeSettings, {
      query: { brand_id: world.brand.id },
      body: { second_person_above: 20_000, store_credit_months: 12 },
    });
    const { id } = await judged(1, 0, VACUUM);
    const [refund] = await refundsOf(id);
    const at = { params: { id: refund!.id } };
    expect(refund).toMatchObject({ needs_second: true });
    const grace = await world.door.as('manager');
    const helen = await world.door.as('manager');
    expect((await grace.refused(api.send, { ...at, body: {} })).code).toBe('refund.needs_second_person');
    await grace.call(api.askSecond, { ...at, body: { note: 'wheel stalls' } });
    expect((await grace.refused(api.approve, { ...at, body: {} })).code).toBe('refund.same_person.not_allowed');
    expect(await helen.call(api.approve, { ...at, body: {} })).toMatchObject({
      state: 'sending',
      approved_by: { id: helen.id },
    });
  });

  test('a person and a key they made are one person', async () => {
    const { id } = await judged(1, 0, VACUUM);
    const [refund] = await refundsOf(id);
    const at = { params: { id: refund!.id } };
    const keyOfOwner = await world.door.withKey(['money.read', 'money.ask', 'money.send', 'money.approve']);
    await world.owner.call(api.askSecond, { ...at, body: {} });
    expect((await keyOfOwner.refused(api.approve, { ...at, body: {} })).code).toBe('refund.same_person.not_allowed');
    const helen = await world.door.as('manager');
    expect(await helen.call(api.approve, { ...at, body: {} })).toMatchObject({ state: 'sending' });
  });

  test('an amount is never changed above what was paid, and a changed one is not sent unseen', async () => {
    const { id } = await judged();
    const [refund] = await refundsOf(id);
    const at = { params: { id: refund!.id } };
    expect(
      (await world.owner.refused(api.changeAmount, { ...at, body: { amount: 9_999_999, reason: 'too much' } })).code,
    ).toBe('refund.more_than_paid');
    await world.owner.call(api.changeAmount, { ...at, body: { amount: 5_000, reason: 'agreed on the phone' } });
    expect((await world.owner.refused(api.send, { ...at, body: { version: refund!.version } })).code).toBe(
      'refund.changed',
    );
    expect((await refundsOf(id))[0]!.amount.amount).toBe(5_000);
    expect(await balance()).toBe(0);
  });

  test('a warehouse operator sees no money', async () => {
    const operator = await world.door.as('warehouse');
    expect((await operator.refused(api.refunds)).code).toBe('permission.not_allowed');
  });

  test('the cost of a return names what was given back', async () => {
    const { id } = await judged();
    const cost = await world.owner.call(costsApi.ofReturn, { params: { id } });
    expect(cost.lines.map((line) => line.account)).toContain('sales_returns');
    expect(cost.net.amount).toBe(
      cost.refunded.amount + cost.spent.amount - cost.recovered.amount - cost.expected_back.amount,
    );
  });
});

/** A payment company on its own terms: one payment for an idempotency key, whatever happens on the way back. */
function cardCompany(): Gateway & { paid: number[]; asked: number; dieAfterPaying: boolean; refuses: string | null } {
  const done = new Map<string, GatewayAnswer>();
  return {
    name: 'card company',
    paid: [],
    asked: 0,
    dieAfterPaying: false,
    refuses: null,
    takes: (method) => method === 'card',
    async send(intent: RefundIntent) {
      this.asked += 1;
      if (this.refuses) done.set(intent.key, done.get(intent.key) ?? { outcome: 'failed', failure: this.refuses });
      if (!done.has(intent.key)) {
        this.paid.push(intent.amount);
        done.set(intent.key, { outcome: 'sent', reference: `ref-${intent.code}` });
      }
      if (this.dieAfterPaying) throw new Error('killed');
      return done.get(intent.key)!;
    },
  };
}
