import {
  creditsApi as api,
  creditSettingsApi,
  discountsApi,
  heldCredits,
  ledgerApi,
  moneyApi,
  portalDiscounts,
  remediesApi,
  returns,
} from '@recoup/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../../test/front-door.ts';
import { inWorkspace } from '../../platform/db.ts';
import { acceptUnits, takeIn } from '../../returns/index.ts';
import { LAMP, openWorld, type World } from '../../returns/testing/world.ts';
import { expireCredits } from './end-credit.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});

const california = {
  address: { line1: '1 Elm St', city: 'Oakland', region: 'CA', postal_code: '94601', country: 'US' },
};

/** A return paid as store credit, sent; and its credit. */
async function refunded(change: Record<string, unknown> = {}) {
  const order = await world.order([LAMP], change);
  const made = await world.owner.call(returns.request, {
    params: { id: order.id },
    body: { lines: world.ask(order, { remedy: 'store_credit' }), override_reason: 'Test' },
  });
  await world.door.drain();
  const ctx = world.door.ctx();
  const lineId = made.lines[0]!.id;
  await inWorkspace(ctx, (tx) =>
    takeIn(tx, ctx, made.id, { siteId: world.site.id, lines: [{ line_id: lineId, received: 1 }] }),
  );
  await inWorkspace(ctx, (tx) =>
    acceptUnits(tx, ctx, { returnId: made.id, returnLineId: lineId, accepted: 1, rejected: 0 }),
  );
  await world.door.drain();
  const { rows } = await world.owner.call(moneyApi.refunds, { query: { return_id: made.id } });
  const sent = await world.owner.call(moneyApi.send, { params: { id: rows[0]!.id }, body: {} });
  const { rows: found } = await world.owner.call(api.credits, { query: { q: sent.credit_code! } });
  return { order, returnId: made.id, credit: found[0]! };
}
const customerOf = async (orderId: string) => {
  const ctx = world.door.ctx();
  const row = await inWorkspace(ctx, (tx) =>
    tx.selectFrom('orders').select('customer_id').where('id', '=', orderId).executeTakeFirstOrThrow(),
  );
  return row.customer_id;
};
const redeem = (code: string, amount: number, reference: string) =>
  world.owner.call(api.redeem, { params: { code }, body: { amount, reference } });
async function trial(): Promise<number> {
  const { rows } = await world.owner.call(ledgerApi.trialBalance, { query: {} });
  return rows.reduce((sum, row) => sum + row.amount.amount, 0);
}
async function goodwill(amount: number, reason = 'late delivery') {
  const order = await world.order();
  return world.owner.call(api.issue, {
    body: { brand_id: world.brand.id, customer_id: await customerOf(order.id), order_id: order.id, amount, reason },
  });
}

describe('a credit for a refund', () => {
  test('keeps the bonus apart, and never ends where the buyer’s state says so', async () => {
    const { credit } = await refunded(california);
    expect(credit.code).toMatch(/^SC(-[2-9A-HJ-NP-TV-Z]{4}){3}$/);
    expect(credit.paid.amount.amount + credit.bonus.amount.amount).toBe(credit.amount.amount);
    expect(credit.bonus.amount.amount).toBeGreaterThan(0);
    expect(credit.paid.expiry).toMatchObject({ at: null, decided_by: 'law', jurisdiction: 'US-CA' });
    expect(credit.paid.expiry.rule).toMatchObject({ jurisdiction: 'US-CA', months: null, from: '2026-04-01' });
  });

  test('elsewhere is good for the five years of federal law where the brand sets less', async () => {
    const { credit } = await refunded();
    expect(credit.paid.expiry).toMatchObject({ decided_by: 'law', brand_months: 24, jurisdiction: 'US-TX' });
    expect(credit.paid.expiry.at!.slice(0, 7)).toBe('2031-11');
  });

  test('is redeemed in parts, given back once, and never below zero by two at once', async () => {
    const { credit } = await refunded();
    const {
      code,
      amount: { amount },
    } = credit;
    expect((await redeem(code.toLowerCase().replaceAll('-', ' '), 1_000, 'order 1')).balance.amount).toBe(
      amount - 1_000,
    );
    expect((await redeem(code, 1_000, 'order 1')).balance.amount).toBe(amount - 1_000);
    const other = { params: { code }, body: { amount: 999, reference: 'order 1' } };
    expect((await world.owner.refused(api.redeem, other)).code).toBe('credit.other_amount');
    const rest = await Promise.allSettled([
      redeem(code, amount - 1_000, 'order 2'),
      redeem(code, amount - 1_000, 'order 3'),
    ]);
    expect(rest.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const given = () => world.owner.call(api.giveBack, { params: { code }, body: { reference: 'order 1' } });
    const back = await Promise.all([given(), given()]);
    expect(back.map(({ balance }) => balance.amount)).toEqual([1_000, 1_000]);
    expect(
      (await world.owner.refused(api.redeem, { params: { code }, body: { amount: 1_000, reference: 'order 1' } })).code,
    ).toBe('credit.given_back');
    expect((await world.owner.refused(api.giveBack, { params: { code }, body: { reference: 'never' } })).code).toBe(
      'credit.not_redeemed',
    );
    const whole = await world.owner.call(api.credit, { params: { id: credit.id } });
    expect(whole.history.map(({ kind }) => kind)).toEqual(['issued', 'redeemed', 'redeemed', 'given_back']);
    expect(whole.history.reduce((sum, { change }) => sum + change.amount, 0)).toBe(whole.balance.amount);
    expect(await trial()).toBe(0);
  });

  test('a small rest is paid in cash in California, by a person, once', async () => {
    const { credit, order } = await refunded(california);
    const { code } = credit;
    expect((await world.owner.refused(api.cashOut, { params: { id: credit.id }, body: {} })).code).toBe(
      'credit.no_cash_out',
    );
    await redeem(code, credit.amount.amount - 1_499, 'order 9');
    const slug = world.brand.slug;
    const seen = await world.door.stranger.call(heldCredits.balance, { params: { slug }, body: { code } });
    expect(seen.cash_out).toMatchObject({ amount: { amount: 1_499 } });
    const asked = await Promise.allSettled(
      [1, 2].map(() => world.door.stranger.call(heldCredits.cashOut, { params: { slug }, body: { code } })),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { rows } = await world.owner.call(moneyApi.refunds, { query: { q: order.number } });
    const cash = rows.find(({ parts }) => parts.some((part) => part.code === 'cash_out'))!;
    expect(cash).toMatchObject({ amount: { amount: 1_499 }, state: 'owed', gateway: 'manual' });
    expect(await trial()).toBe(0);
  });
});

describe('goodwill', () => {
  test('is good at once below the limit, mailed with its code, and taken back with a reason', async () => {
    const credit = await goodwill(2_000);
    expect(credit).toMatchObject({ state: 'active', source: 'goodwill', paid: { amount: { amount: 0 } } });
    expect(credit.bonus.expiry).toMatchObject({ decided_by: 'gift' });
    await world.door.drain();
    const ctx = world.door.ctx();
    const mails = await inWorkspace(ctx, (tx) =>
      tx.selectFrom('mails').select('body_text').where('template', '=', 'store_credit_given').execute(),
    );
    expect(mails.some(({ body_text }) => body_text.includes(credit.code))).toBe(true);
    await redeem(credit.code, 500, 'order 11');
    const gone = await world.owner.call(api.void, { params: { id: credit.id }, body: { reason: 'wrong buyer' } });
    expect(gone).toMatchObject({ state: 'void', balance: { amount: 0 } });
    expect(
      (await world.owner.refused(api.redeem, { params: { code: credit.code }, body: { amount: 1, reference: 'x' } }))
        .code,
    ).toBe('credit.wrong_state');
    expect(await trial()).toBe(0);
  });

  test('above the limit waits for a second person, and its code is nobody’s before', async () => {
    const credit = await goodwill(40_000);
    expect(credit).toMatchObject({ state: 'asked', code: '—', balance: { amount: 0 }, moves: ['decline'] });
    expect((await world.owner.refused(api.approve, { params: { id: credit.id }, body: {} })).code).toBe(
      'credit.same_person.not_allowed',
    );
    const helen = await world.door.as('manager');
    const waits = async (who: Client) => {
      const { rows } = await who.call(remediesApi.approvals, { query: { brand_id: world.brand.id } });
      return rows.filter(({ id }) => id === credit.id);
    };
    expect(await waits(helen)).toMatchObject([
      {
        kind: 'store_credit',
        code: '—',
        remedies: ['store_credit'],
        amount: { amount: 40_000, currency: 'USD' },
        asked_by: { kind: 'staff', id: world.owner.id },
        note: credit.reason,
        moves: ['approve', 'decline'],
        because: [{ code: 'limit.per_case', facts: { limit: { amount: 30_000 }, value: { amount: 40_000 } } }],
      },
    ]);
    expect(await waits(world.owner)).toMatchObject([{ moves: [] }]);
    expect(await waits(await world.door.as('manager', { brandIds: [(await world.door.makeBrand()).id] }))).toEqual([]);
    const [one, two] = await Promise.allSettled(
      [1, 2].map(() => helen.call(api.approve, { params: { id: credit.id }, body: {} })),
    );
    expect([one!.status, two!.status].sort()).toEqual(['fulfilled', 'rejected']);
    expect(await world.owner.call(api.credit, { params: { id: credit.id } })).toMatchObject({
      state: 'active',
      balance: { amount: 40_000 },
    });
    expect(await waits(helen)).toEqual([]);
    expect(await trial()).toBe(0);
  });

  test('an agent may not take credit back, and a negative amount is no amount', async () => {
    const credit = await goodwill(1_000);
    const agent = await world.door.as('agent');
    expect((await agent.refused(api.void, { params: { id: credit.id }, body: { reason: 'no' } })).code).toBe(
      'permission.not_allowed',
    );
    expect(
      (await world.owner.refused(api.redeem, { params: { code: credit.code }, body: { amount: -5, reference: 'x' } }))
        .status,
    ).toBe(422);
    expect(
      (
        await world.owner.refused(api.redeem, {
          params: { code: credit.code },
          body: { amount: 5, currency: 'EUR', reference: 'x' },
        })
      ).code,
    ).toBe('credit.other_currency');
  });

  test('runs out by the nightly job, once however often it runs, and a cancelled order brings it back for a while', async () => {
    await world.owner.call(creditSettingsApi.changeSettings, {
      query: { brand_id: world.brand.id },
      body: { bonus_months: 1, discount_months: 6, discount_minimum: 5_000 },
    });
    const credit = await goodwill(3_000);
    await redeem(credit.code, 1_000, 'order 21');
    const before = world.door.now();
    world.door.setNow(new Date(before.getTime() + 40 * 86_400_000));
    expect(
      (await world.owner.refused(api.redeem, { params: { code: credit.code }, body: { amount: 1, reference: 'late' } }))
        .code,
    ).toBe('credit.expired');
    await Promise.all([expireCredits.run(world.door.ctx(), null), expireCredits.run(world.door.ctx(), null)]);
    await expireCredits.run(world.door.ctx(), null);
    const over = await world.owner.call(api.credit, { params: { id: credit.id } });
    expect(over).toMatchObject({ state: 'expired', balance: { amount: 0 } });
    expect(over.history.filter(({ kind }) => kind === 'expired')).toHaveLength(1);
    const back = await world.owner.call(api.giveBack, {
      params: { code: credit.code },
      body: { reference: 'order 21' },
    });
    expect(back.balance.amount).toBe(1_000);
    expect((await redeem(credit.code, 1_000, 'order 22')).balance.amount).toBe(0);
    expect(await trial()).toBe(0);
    world.door.setNow(before);
  });
});

describe('the balance by code', () => {
  test('a stranger who guesses is stopped, and a wrong code of any kind answers the same', async () => {
    const slug = world.brand.slug;
    const credit = await goodwill(1_500);
    const ask = (code: string) =>
      world.door.stranger.refused(heldCredits.balance, { params: { slug }, body: { code } });
    const answers = [await ask('SC-2222-2222-2222'), await ask('nonsense'), await ask("' or 1=1 --")];
    expect(new Set(answers.map(({ code, status }) => `${status} ${code}`))).toEqual(new Set(['404 credit.not_found']));
    expect(
      (await world.door.stranger.call(heldCredits.balance, { params: { slug }, body: { code: credit.code } })).balance
        .amount,
    ).toBe(1_500);
    const many = await Promise.all(Array.from({ length: 30 }, (_, i) => ask(`SC-2222-2222-22${10 + i}`)));
    expect(many.filter(({ code }) => code === 'guess.too_many').length).toBeGreaterThanOrEqual(10);
  });
});

describe('a discount for the next order', () => {
  /** A problem settled with a discount: the line as it would be confirmed, and the return approved. */
  async function settled(percent = 20) {
    const { order, id } = await world.approved();
    const ctx = world.door.ctx();
    await inWorkspace(ctx, async (tx) => {
      const line = await tx
        .selectFrom('return_lines')
        .select(['id', 'offer'])
        .where('return_id', '=', id)
        .executeTakeFirstOrThrow();
      const offer = {
        ...(line.offer as object),
        kind: 'next_order_discount',
        goods_back: false,
        discount: { percent },
      };
      await tx
        .updateTable('return_lines')
        .set({ remedy: 'next_order_discount', offer: JSON.stringify(offer) })
        .where('id', '=', line.id)
        .execute();
    });
    const { issueDiscounts } = await import('../discounts/issue-discount.ts');
    await Promise.all([issueDiscounts(ctx, id), issueDiscounts(ctx, id)]);
    await issueDiscounts(ctx, id);
    await world.door.drain();
    const { rows } = await world.owner.call(discountsApi.discounts, { query: { return_id: id } });
    return { order, id, rows };
  }

  test('is issued once, mailed, shown to its buyer, used once by one of two orders and booked', async () => {
    const { order, id, rows } = await settled();
    expect(rows).toHaveLength(1);
    const { code } = rows[0]!;
    expect(rows[0]).toMatchObject({ percent: 20, state: 'active', minimum: { amount: 5_000 } });
    const held = await order.buyer.call(portalDiscounts.ofReturn, { params: { id } });
    expect(held.rows).toMatchObject([{ code, percent: 20 }]);
    const ctx = world.door.ctx();
    const mails = await inWorkspace(ctx, (tx) =>
      tx
        .selectFrom('mails')
        .select('body_text')
        .where('return_id', '=', id)
        .where('template', '=', 'discount_issued')
        .execute(),
    );
    expect(mails).toHaveLength(1);
    expect(mails[0]!.body_text).toContain(code);
    expect((await world.owner.refused(discountsApi.check, { params: { code }, body: { amount: 4_999 } })).code).toBe(
      'discount.below_minimum',
    );
    expect((await world.owner.call(discountsApi.check, { params: { code }, body: { amount: 9_999 } })).off.amount).toBe(
      2_000,
    );
    const use = (reference: string) =>
      world.owner.call(discountsApi.use, { params: { code }, body: { amount: 9_999, reference } });
    const two = await Promise.allSettled([use('next 1'), use('next 2')]);
    expect(two.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const won = two[0]!.status === 'fulfilled' ? 'next 1' : 'next 2';
    expect(await use(won)).toMatchObject({ off: { amount: 2_000 }, used: true });
    const { rows: entries } = await world.owner.call(ledgerApi.entries, { query: { return_id: id } });
    expect(entries.flatMap(({ lines }) => lines).filter(({ account }) => account === 'discounts_used')).toMatchObject([
      { amount: { amount: 2_000 } },
    ]);
    expect(await trial()).toBe(0);
  });

  test('an unused one is taken back, and is no longer good', async () => {
    const { rows } = await settled(10);
    const { id, code } = rows[0]!;
    await world.owner.call(discountsApi.void, { params: { id }, body: { reason: 'given twice' } });
    expect(
      (await world.owner.refused(discountsApi.use, { params: { code }, body: { amount: 9_999, reference: 'x' } })).code,
    ).toBe('discount.void');
    expect((await world.owner.refused(discountsApi.void, { params: { id }, body: { reason: 'again' } })).code).toBe(
      'discount.wrong_state',
    );
  });
});
