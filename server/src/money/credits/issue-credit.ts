import type { BuyerLanguage } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { orderForReturn } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { stateOf } from '../../shipping/index.ts';
import { book } from '../ledger/ledger.store.ts';
import { creditGiven } from '../ledger/ledger.ts';
import { type LockedRefund, settingsOf } from '../refunds/refunds.store.ts';
import { newCardCode } from './card-code.ts';
import { stepCredit, type Who } from './credit.ts';
import { creditEvent } from './credit-events.ts';
import { type Ends, giftEnds, paidEnds } from './credit-expiry.ts';
import {
  CREDIT,
  type CreditRow,
  creditSettingsOf,
  holderOf,
  insertCredit,
  insertMove,
  lockCredit,
  type NewCredit,
  saveCredit,
} from './credits.store.ts';

/**
 * The store credit a refund pays as; one a refund, whoever asks. What the brand put on top is kept apart from the
 * buyer's own money; each is good until the later of the brand's setting and the law of the buyer's state.
 */
export async function creditFor(ctx: Ctx, tx: Tx, refund: LockedRefund): Promise<{ code: string }> {
  const onTop = refund.parts.filter(({ code }) => code === 'bonus').reduce((sum, { amount }) => sum + amount, 0);
  const bonus = Math.min(Math.max(onTop, 0), refund.amount);
  const { paid_expiry, bonus_expiry } = await endsOf(tx, ctx, refund.brand_id, refund.customer_id, refund.order_id);
  const credit: NewCredit = {
    id: newId(),
    code: newCardCode(CREDIT),
    state: 'active',
    source: 'refund',
    brand_id: refund.brand_id,
    customer_id: refund.customer_id,
    refund_id: refund.id,
    order_id: refund.order_id,
    return_id: refund.return_id,
    paid: refund.amount - bonus,
    bonus,
    currency: refund.currency,
    paid_expiry,
    bonus_expiry,
    language: 'en',
    reason: null,
    asked_by: null,
  };
  await insertCredit(tx, ctx, credit);
  await insertMove(tx, ctx, credit, { kind: 'issued', paid: credit.paid, bonus, balance: refund.amount });
  await record(tx, ctx, [creditEvent('credit.issued', credit, refund.amount, { bonus, refund: refund.code })]);
  return { code: credit.code };
}

/** How long a credit of this buyer is good. Throws `customer.not_found` for one of another brand too. */
async function endsOf(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  customerId: string,
  orderId: string | null,
): Promise<{ paid_expiry: Ends; bonus_expiry: Ends }> {
  const holder = await holderOf(tx, ctx, { customerId, orderId });
  if (!holder || holder.brand_id !== brandId) throw new Refusal('customer.not_found');
  const { timeZone: zone, currency } = await brandOf(tx, brandId);
  const { store_credit_months: months } = await settingsOf(tx, ctx, brandId);
  const { bonus_months } = await creditSettingsOf(tx, ctx, brandId);
  const jurisdiction = jurisdictionOf(holder.address, currency);
  const paid_expiry = paidEnds({ now: ctx.now, zone, months, jurisdiction });
  const bonus_expiry =
    bonus_months === null ? paid_expiry : giftEnds({ now: ctx.now, zone, months: bonus_months, jurisdiction });
  return { paid_expiry, bonus_expiry };
}

/** `US-CA`. A shop that sells in dollars and knows no address is held to what binds all of the United States. */
function jurisdictionOf(
  address: { region?: string; postal_code?: string; country?: string } | null,
  currency: string,
): string | null {
  if (!address?.country) return currency === 'USD' ? 'US' : null;
  if (address.country !== 'US') return address.country;
  const state = stateOf({ region: address.region, postal_code: address.postal_code ?? '', country: 'US' });
  return state ? `US-${state}` : 'US';
}

/**
 * Staff give a buyer credit out of goodwill. Up to the brand's limit for refunds it is good at once; above it a second
 * person says yes first. It was not paid for, so it ends as the brand sets for a bonus.
 *
 * @returns the credit's id. Minor units of the brand's currency. Throws `brand.not_found`, `customer.not_found`, `order.not_found`.
 */
export function issueCredit(
  ctx: Ctx,
  given: {
    brand_id: string;
    customer_id: string;
    order_id?: string;
    amount: number;
    reason: string;
    language: BuyerLanguage;
  },
): Promise<string> {
  return inWorkspace(ctx, async (tx) => {
    const { currency, timeZone: zone } = await brandOf(tx, given.brand_id);
    const order = given.order_id === undefined ? null : await orderForReturn(tx, ctx, given.order_id);
    if (order && (order.brand_id !== given.brand_id || order.customer.id !== given.customer_id))
      throw new Refusal('order.not_found');
    const { paid_expiry } = await endsOf(tx, ctx, given.brand_id, given.customer_id, order?.id ?? null);
    const settings = await settingsOf(tx, ctx, given.brand_id);
    const { bonus_months } = await creditSettingsOf(tx, ctx, given.brand_id);
    const months = bonus_months ?? settings.store_credit_months;
    const above = settings.second_person_above;
    const credit: NewCredit = {
      id: newId(),
      code: newCardCode(CREDIT),
      state: above !== null && given.amount > above ? 'asked' : 'active',
      source: 'goodwill',
      brand_id: given.brand_id,
      customer_id: given.customer_id,
      refund_id: null,
      order_id: order?.id ?? null,
      return_id: null,
      paid: 0,
      bonus: given.amount,
      currency,
      paid_expiry,
      bonus_expiry: giftEnds({ now: ctx.now, zone, months, jurisdiction: paid_expiry.jurisdiction }),
      language: given.language,
      reason: given.reason,
      asked_by: who(ctx),
    };
    await insertCredit(tx, ctx, credit);
    if (credit.state === 'asked') {
      await record(tx, ctx, [creditEvent('credit.asked', credit, given.amount, { reason: given.reason, above })]);
    } else await open(tx, ctx, credit, given.amount);
    return credit.id;
  });
}

/** It is good now: moved, booked, told. */
async function open(
  tx: Tx,
  ctx: Ctx,
  credit: Pick<CreditRow, 'id' | 'code' | 'brand_id' | 'order_id' | 'return_id' | 'currency' | 'source' | 'reason'>,
  amount: number,
): Promise<void> {
  const { reason } = credit;
  await insertMove(tx, ctx, credit, { kind: 'issued', paid: 0, bonus: amount, balance: amount, reason });
  await book(tx, ctx, [
    {
      brand_id: credit.brand_id,
      order_id: credit.order_id,
      currency: credit.currency,
      memo: 'credit.issued',
      cause: `credit.issued:${credit.id}`,
      lines: creditGiven(amount),
    },
  ]);
  await record(tx, ctx, [creditEvent('credit.issued', credit, amount, { reason })]);
}

/**
 * The second person says yes to goodwill above the limit.
 * Throws `credit.not_found`, `credit.wrong_state`, `credit.same_person.not_allowed`.
 */
export function approveCredit(ctx: Ctx, id: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const credit = await lockCredit(tx, ctx, id);
    stepCredit(credit, 'approve', ctx.actor);
    const left = { paid_left: 0, bonus_left: credit.bonus };
    await saveCredit(tx, ctx, credit, { state: 'active', ...left, approved_by: who(ctx) });
    await open(tx, ctx, credit, credit.bonus);
  });
}

/** The second person says no. Throws `credit.not_found`, `credit.wrong_state`. */
export function declineCredit(ctx: Ctx, id: string, reason: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const credit = await lockCredit(tx, ctx, id);
    stepCredit(credit, 'decline', ctx.actor);
    await saveCredit(tx, ctx, credit, { state: 'declined', paid_left: 0, bonus_left: 0, approved_by: who(ctx) });
    await record(tx, ctx, [creditEvent('credit.declined', credit, credit.bonus, { reason })]);
  });
}

function who({ actor: { kind, id, name, personId } }: Ctx): Who {
  return { kind, id, name, ...(personId && personId !== id ? { personId } : {}) };
}
