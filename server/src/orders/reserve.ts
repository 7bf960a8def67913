/** Goods and money that are promised back: each a count on its row that a conditional update keeps within bounds. */
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { Refusal } from '../platform/refusal.ts';
import {
  addRefunded,
  addReturnQuantity,
  insertPayment,
  leftOfLine,
  leftOfPayment,
  setElsewhere,
  takeRefunded,
  takeReturnQuantity,
} from './reserve.store.ts';

/**
 * Promises `quantity` units of an order line back, for a return that now stands. Two requests at once for the same
 * goods: the second one waits for the first and then finds what is left.
 *
 * Throws `return.more_than_ordered` with `line` and how many are `left`, `order.line_not_found`.
 */
export async function promiseBack(tx: Tx, ctx: Ctx, orderLineId: string, quantity: number): Promise<void> {
  if (await addReturnQuantity(tx, ctx, orderLineId, quantity)) return;
  const left = await leftOfLine(tx, ctx, orderLineId);
  if (left === null) throw new Refusal('order.line_not_found', { line: orderLineId });
  throw new Refusal('return.more_than_ordered', { line: orderLineId, left });
}

/** Takes back what `promiseBack` promised: the return no longer stands, or takes fewer units. */
export async function releaseBack(tx: Tx, ctx: Ctx, orderLineId: string, quantity: number): Promise<void> {
  if (!(await takeReturnQuantity(tx, ctx, orderLineId, quantity))) {
    throw new Error(`order line ${orderLineId} has fewer than ${quantity} units promised back`);
  }
}

/**
 * Reserves part of a payment for a refund, in minor units of its currency. What goes back never exceeds what was paid,
 * however many ask at once.
 *
 * Throws `refund.more_than_paid` with what is `left`, `payment.not_found`.
 */
export async function takeFromPayment(tx: Tx, ctx: Ctx, paymentId: string, amount: number): Promise<void> {
  if (await addRefunded(tx, ctx, paymentId, amount)) return;
  const left = await leftOfPayment(tx, ctx, paymentId);
  if (left === null) throw new Refusal('payment.not_found', { payment: paymentId });
  throw new Refusal('refund.more_than_paid', { payment: paymentId, left });
}

/** Frees what `takeFromPayment` reserved, when the refund will not be sent. */
export async function giveBackToPayment(tx: Tx, ctx: Ctx, paymentId: string, amount: number): Promise<void> {
  if (!(await takeRefunded(tx, ctx, paymentId, amount))) {
    throw new Error(`payment ${paymentId} has less than ${amount} refunded`);
  }
}

/**
 * The payment company says how much of a payment was given back past us (in its own screens, by the shop): that much
 * less may be given back by us. `ours` is what our own refunds of it come to; what we had promised of the same money at
 * the same time stays promised, and the payment is overdrawn until somebody settles it. Minor units, all of it; answers
 * by how much it is more than we knew (less than zero where the company took some of it back), null for a payment that is not here.
 */
export function foundElsewhere(
  tx: Tx,
  ctx: Ctx,
  paymentId: string,
  found: { amount: number; ours: number },
): Promise<number | null> {
  return setElsewhere(tx, ctx, paymentId, found);
}

/**
 * A buyer paid what they were asked for (the difference of an exchange, a hold that was captured): from now on it may be
 * given back like any payment of the order. The same reference is kept once. Answers the payment's id.
 */
export function addPayment(
  tx: Tx,
  ctx: Ctx,
  paid: {
    orderId: string;
    chargeId: string;
    reference: string;
    method: string;
    label: string;
    amount: number;
    currency: string;
  },
): Promise<string> {
  const { orderId: order_id, chargeId: charge_id, reference, ...rest } = paid;
  return insertPayment(tx, ctx, {
    id: newId(),
    order_id,
    charge_id,
    external_id: reference.slice(0, 120),
    paid_at: ctx.now,
    ...rest,
  });
}
