import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newCode, newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { book } from '../ledger/ledger.store.ts';
import { redeemed } from '../ledger/ledger.ts';
import { type LockedRefund, settingsOf } from '../refunds/refunds.store.ts';
import { insertCredit, lockCredit, saveBalance } from './credits.store.ts';

/** The store credit a refund pays as; one a refund, whoever asks. Good for the months the brand set, counted from now. */
export async function creditFor(ctx: Ctx, tx: Tx, refund: LockedRefund): Promise<{ code: string }> {
  const { store_credit_months } = await settingsOf(tx, ctx, refund.brand_id);
  const expires = new Date(ctx.now);
  expires.setUTCMonth(expires.getUTCMonth() + store_credit_months);
  return insertCredit(tx, ctx, {
    id: newId(),
    code: newCode('SC'),
    brand_id: refund.brand_id,
    customer_id: refund.customer_id,
    refund_id: refund.id,
    amount: refund.amount,
    balance: refund.amount,
    currency: refund.currency,
    expires_at: expires,
    created_at: ctx.now,
  });
}

/**
 * The shop takes part or all of a credit as payment for an order it names by `reference`; the same reference takes once.
 * Minor units of the credit's currency. Throws `credit.not_found`, `credit.expired`, `credit.not_enough`.
 */
export function redeemCredit(ctx: Ctx, code: string, taken: { amount: number; reference: string }) {
  return inWorkspace(ctx, async (tx) => {
    const credit = await lockCredit(tx, ctx, code);
    if (credit.expires_at && credit.expires_at < ctx.now)
      throw new Refusal('credit.expired', { expired_at: credit.expires_at.toISOString() });
    const cause = `credit.redeemed:${credit.id}:${taken.reference}`;
    const { before } = await saveBalance(tx, ctx, credit, taken.amount, cause);
    if (before === null) return { code: credit.code, balance: { amount: credit.balance, currency: credit.currency } };
    if (before < taken.amount) throw new Refusal('credit.not_enough', { balance: before });
    await book(tx, ctx, [
      {
        brand_id: credit.brand_id,
        currency: credit.currency,
        memo: taken.reference,
        cause,
        lines: redeemed(taken.amount),
      },
    ]);
    await record(tx, ctx, [
      {
        type: 'credit.redeemed',
        subject: { kind: 'store_credit', id: credit.id },
        brand_id: credit.brand_id,
        data: {
          code: credit.code,
          amount: { amount: taken.amount, currency: credit.currency },
          reference: taken.reference,
        },
      },
    ]);
    return { code: credit.code, balance: { amount: before - taken.amount, currency: credit.currency } };
  });
}
