import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { book } from '../ledger/ledger.store.ts';
import { redeemed, redemptionUndone } from '../ledger/ledger.ts';
import { stateAfter, stepCredit, take } from './credit.ts';
import { creditEvent } from './credit-events.ts';
import { type CreditRow, insertMove, lockCreditByCode, movesOfReference, saveCredit } from './credits.store.ts';

type Answer = { code: string; balance: { amount: number; currency: string } };
const DAY = 86_400_000;
/** Money given back to a credit that has run out meanwhile is good for so long, so that a cancelled order costs the buyer nothing. */
const GRACE_DAYS = 30;

/**
 * The shop takes part or all of a credit as payment for an order it names by `reference`; the same reference takes once.
 * Two who redeem at once wait for each other, so a balance never goes below zero. Minor units of the credit's currency.
 *
 * Throws `credit.not_found`, `credit.expired`, `credit.not_enough`, `credit.wrong_state`, `credit.other_currency`,
 * `credit.other_amount` (this reference took another amount) and `credit.given_back` (its order was cancelled).
 */
export function redeemCredit(
  ctx: Ctx,
  code: string,
  taken: { amount: number; currency?: string | undefined; reference: string },
): Promise<Answer> {
  return inWorkspace(ctx, async (tx) => {
    const credit = await lockCreditByCode(tx, ctx, code);
    if (taken.currency !== undefined && taken.currency !== credit.currency)
      throw new Refusal('credit.other_currency', { currency: credit.currency });
    const before = await movesOfReference(tx, ctx, credit.id, taken.reference);
    const earlier = before.find(({ kind }) => kind === 'redeemed');
    if (earlier) {
      if (before.some(({ kind }) => kind === 'given_back')) throw new Refusal('credit.given_back');
      const amount = -(earlier.paid + earlier.bonus);
      if (amount !== taken.amount) throw new Refusal('credit.other_amount', { amount });
      return answer(credit, credit.balance);
    }
    const parts = take(credit, taken.amount, ctx.now);
    const left = { paid_left: credit.paid_left - parts.paid, bonus_left: credit.bonus_left - parts.bonus };
    const balance = left.paid_left + left.bonus_left;
    await saveCredit(tx, ctx, credit, { state: stateAfter(balance, 'used'), ...left });
    const { reference } = taken;
    await insertMove(tx, ctx, credit, { kind: 'redeemed', paid: -parts.paid, bonus: -parts.bonus, balance, reference });
    await booked(tx, ctx, credit, `credit.redeemed:${credit.id}:${reference}`, reference, redeemed(taken.amount));
    await record(tx, ctx, [creditEvent('credit.redeemed', credit, taken.amount, { reference, balance })]);
    return answer(credit, balance);
  });
}

/**
 * The order paid with a credit was cancelled: what its reference took is put back into the parts it came from, once.
 * Throws `credit.not_found`, `credit.not_redeemed`, `credit.wrong_state`.
 */
export function giveBackCredit(ctx: Ctx, code: string, reference: string): Promise<Answer> {
  return inWorkspace(ctx, async (tx) => {
    const credit = await lockCreditByCode(tx, ctx, code);
    const before = await movesOfReference(tx, ctx, credit.id, reference);
    if (before.some(({ kind }) => kind === 'given_back')) return answer(credit, credit.balance);
    const earlier = before.find(({ kind }) => kind === 'redeemed');
    if (!earlier) throw new Refusal('credit.not_redeemed', { reference });
    stepCredit(credit, 'give_back', ctx.actor);
    const [paid, bonus] = [-earlier.paid, -earlier.bonus];
    const left = { paid_left: credit.paid_left + paid, bonus_left: credit.bonus_left + bonus };
    const balance = left.paid_left + left.bonus_left;
    const grace = new Date(ctx.now.getTime() + GRACE_DAYS * DAY);
    const still = (end: Date | null) => (end === null || end > ctx.now ? end : grace);
    await saveCredit(tx, ctx, credit, {
      state: 'active',
      ...left,
      paid_expires_at: paid > 0 ? still(credit.paid_expires_at) : credit.paid_expires_at,
      bonus_expires_at: bonus > 0 ? still(credit.bonus_expires_at) : credit.bonus_expires_at,
    });
    await insertMove(tx, ctx, credit, { kind: 'given_back', paid, bonus, balance, reference });
    const cause = `credit.given_back:${credit.id}:${reference}`;
    await booked(tx, ctx, credit, cause, reference, redemptionUndone(paid + bonus));
    await record(tx, ctx, [creditEvent('credit.given_back', credit, paid + bonus, { reference, balance })]);
    return answer(credit, balance);
  });
}

function booked(tx: Tx, ctx: Ctx, credit: CreditRow, cause: string, memo: string, lines: ReturnType<typeof redeemed>) {
  const { brand_id, currency } = credit;
  return book(tx, ctx, [{ brand_id, currency, memo, cause, lines }]);
}

function answer(credit: Pick<CreditRow, 'code' | 'currency'>, balance: number): Answer {
  return { code: credit.code, balance: { amount: balance, currency: credit.currency } };
}
