import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { percentOf } from '../../platform/money.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { book } from '../ledger/ledger.store.ts';
import { discountUsed } from '../ledger/ledger.ts';
import { discountEvent } from './discount-events.ts';
import { type DiscountRow, expireDue, findDiscount, lockDiscount, saveDiscount } from './discounts.store.ts';

type Basket = { amount: number; currency?: string | undefined };
type Answer = { code: string; percent: number; off: { amount: number; currency: string }; used: boolean };

/**
 * What a code takes off an order of this amount of goods, minor units. Pure.
 * Throws `discount.used`, `discount.void`, `discount.expired`, `discount.other_currency`, `discount.below_minimum`.
 */
export function offOf(discount: DiscountRow, basket: Basket, now: Date): number {
  if (discount.state === 'used') throw new Refusal('discount.used');
  if (discount.state === 'void') throw new Refusal('discount.void');
  if (discount.state === 'expired' || discount.expires_at <= now)
    throw new Refusal('discount.expired', { expired_at: discount.expires_at.toISOString() });
  const { currency, minimum } = discount;
  if (basket.currency !== undefined && basket.currency !== currency)
    throw new Refusal('discount.other_currency', { currency });
  if (minimum !== null && basket.amount < minimum)
    throw new Refusal('discount.below_minimum', { minimum: { amount: minimum, currency } });
  return percentOf(basket.amount, discount.percent);
}

/** The shop asks what a code would take off, and uses nothing. Throws what `offOf` throws, and `discount.not_found`. */
export function checkDiscount(ctx: Ctx, code: string, basket: Basket): Promise<Answer> {
  return inWorkspace(ctx, async (tx) => {
    const discount = await findDiscount(tx, ctx, code);
    return answer(discount, offOf(discount, basket, ctx.now), false);
  });
}

/**
 * The shop takes a code for an order it names by `reference`. Single use: of two orders at once one gets it; the order
 * that has it gets the same answer again. What came off is booked as cost of the return it was given for.
 *
 * Throws what `offOf` throws, and `discount.not_found`.
 */
export function useDiscount(ctx: Ctx, code: string, basket: Basket & { reference: string }): Promise<Answer> {
  return inWorkspace(ctx, async (tx) => {
    const discount = await lockDiscount(tx, ctx, { code });
    if (discount.state === 'used' && discount.used_reference === basket.reference)
      return answer(discount, discount.used_off ?? 0, true);
    const off = offOf(discount, basket, ctx.now);
    const used = { used_at: ctx.now, used_reference: basket.reference, used_amount: basket.amount, used_off: off };
    await saveDiscount(tx, ctx, discount.id, { state: 'used', ...used });
    const { brand_id, order_id, return_id, currency } = discount;
    await book(tx, ctx, [
      {
        brand_id,
        order_id,
        return_id,
        currency,
        memo: basket.reference,
        cause: `discount.used:${discount.id}`,
        lines: discountUsed(off),
      },
    ]);
    const data = { amount: { amount: off, currency }, reference: basket.reference };
    await record(tx, ctx, [discountEvent('discount.used', discount, data)]);
    return answer(discount, off, true);
  });
}

/** Staff take back an unused code, with the reason. Throws `discount.not_found`, `discount.wrong_state`. */
export function voidDiscount(ctx: Ctx, id: string, reason: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const discount = await lockDiscount(tx, ctx, { id });
    if (discount.state !== 'active') throw new Refusal('discount.wrong_state', { state: discount.state });
    await takeBack(tx, ctx, discount, reason);
  });
}

/** The line was settled another way: its unused code is taken back; a used one stays used. Throws `discount.not_found`. */
export function voidForLine(ctx: Ctx, lineId: string, reason: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const discount = await lockDiscount(tx, ctx, { return_line_id: lineId });
    if (discount.state === 'active') await takeBack(tx, ctx, discount, reason);
  });
}

async function takeBack(tx: Tx, ctx: Ctx, discount: DiscountRow, reason: string): Promise<void> {
  const { kind, id, name } = ctx.actor;
  await saveDiscount(tx, ctx, discount.id, { state: 'void', void_reason: reason, void_by: { kind, id, name } });
  await record(tx, ctx, [discountEvent('discount.voided', discount, { reason })]);
}

/** Codes whose last day has passed. Run again, or twice at once, it finds nothing. */
export const expireDiscounts = job({
  name: 'expire-discounts',
  cron: '25 * * * *',
  async run(ctx) {
    for (;;) {
      const done = await inWorkspace(ctx, async (tx) => {
        const rows = await expireDue(tx, ctx, 200);
        await record(
          tx,
          ctx,
          rows.map((row) => discountEvent('discount.expired', row)),
        );
        return rows.length;
      });
      if (done < 200) return;
    }
  },
});

function answer({ code, percent, currency }: DiscountRow, off: number, used: boolean): Answer {
  return { code, percent, off: { amount: off, currency }, used };
}
