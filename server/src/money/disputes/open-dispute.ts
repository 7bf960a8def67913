import type { DisputeReason, NetworkReason } from '@recoup/contract';
import { orderForReturn } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newCode, newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { book } from '../ledger/ledger.store.ts';
import { disputeFee, disputeWithdrawn } from '../ledger/ledger.ts';
import { stepDispute } from './dispute.ts';
import { disputeEvent } from './dispute-events.ts';
import {
  type DisputeRow,
  insertDispute,
  lockByReference,
  lockDispute,
  type NewDispute,
  returnOfOrder,
  saveDispute,
} from './disputes.store.ts';
import { dueBy, networkReason } from './network-reasons.ts';

/** How disputes come in that nobody's connector tells of. */
export const BY_HAND = 'manual';

/**
 * Staff, or an integrator with a key, tell that a bank took a payment back or asks about it. The same reference opens
 * once. Money the bank took is on the books at once, with its fee. Minor units of the payment's currency.
 *
 * @returns the dispute's id. Throws `order.not_found`, `payment.not_found`, `dispute.choose_payment` (several fit),
 * `dispute.more_than_paid`, `dispute.other_currency`, `dispute.reference_taken` (by a dispute of another order).
 */
export function openDispute(
  ctx: Ctx,
  given: {
    order_id: string;
    payment_id?: string | undefined;
    kind: 'inquiry' | 'chargeback';
    amount: number;
    fee: number;
    currency?: string | undefined;
    network: NetworkReason['network'];
    network_code?: string | undefined;
    reason?: DisputeReason | undefined;
    reference?: string | undefined;
    opened_at?: string | undefined;
    due_by?: string | undefined;
  },
): Promise<string> {
  return inWorkspace(ctx, async (tx) => {
    const order = await orderForReturn(tx, ctx, given.order_id);
    if (given.reference !== undefined) {
      const known = await lockByReference(tx, ctx, BY_HAND, given.reference);
      if (known) return sameOrder(known, order.id);
    }
    const { payments } = order;
    if (given.payment_id === undefined && payments.length > 1) throw new Refusal('dispute.choose_payment');
    const payment = given.payment_id === undefined ? payments[0] : payments.find(({ id }) => id === given.payment_id);
    if (given.payment_id !== undefined && !payment) throw new Refusal('payment.not_found');
    if (given.currency !== undefined && given.currency !== order.currency)
      throw new Refusal('dispute.other_currency', { currency: order.currency });
    const paid = payment?.amount ?? order.total;
    if (given.amount > paid) throw new Refusal('dispute.more_than_paid', { paid });
    // Nobody hears of a dispute before it is opened.
    const told = given.opened_at === undefined ? ctx.now : new Date(given.opened_at);
    const opened_at = new Date(Math.min(told.getTime(), ctx.now.getTime()));
    const due = dueBy(given.network, opened_at, given.due_by === undefined ? null : new Date(given.due_by));
    const code = given.network_code ?? null;
    const row: NewDispute = {
      id: newId(),
      code: newCode('DP'),
      brand_id: order.brand_id,
      order_id: order.id,
      customer_id: order.customer.id,
      payment_id: payment?.id ?? null,
      kind: given.kind,
      source: ctx.actor.kind === 'api_key' ? 'api' : 'staff',
      gateway: BY_HAND,
      reference: given.reference ?? null,
      network: given.network,
      network_code: code,
      reason: given.reason ?? networkReason(given.network, code)?.reason ?? 'unknown',
      amount: given.amount,
      currency: order.currency,
      fee: given.fee,
      opened_at,
      due_by: due.at,
      due_rule: due.rule,
    };
    if (!(await begin(tx, ctx, row))) {
      const known = await lockByReference(tx, ctx, BY_HAND, given.reference!);
      return sameOrder(known, order.id);
    }
    return row.id;
  });
}

/** A reference that stands for another order, maybe of a brand the actor does not see, is no answer to this one. */
function sameOrder(known: DisputeRow | null, orderId: string): string {
  if (known?.order_id !== orderId) throw new Refusal('dispute.reference_taken');
  return known.id;
}

/** Writes a new dispute, books what the bank took, and says so; false where its reference is known already. */
export async function begin(tx: Tx, ctx: Ctx, row: NewDispute): Promise<boolean> {
  if (!(await insertDispute(tx, ctx, row))) return false;
  const returnId = await returnOfOrder(tx, ctx, row.order_id);
  if (row.kind === 'chargeback') await bookWithdrawn(tx, ctx, row, returnId);
  await bookFee(tx, ctx, row, returnId, row.fee, 'opened');
  await record(tx, ctx, [disputeEvent('dispute.opened', row, returnId, { source: row.source, network: row.network })]);
  return true;
}

type Booked = Pick<DisputeRow, 'id' | 'code' | 'brand_id' | 'order_id' | 'currency' | 'amount'>;
export async function bookWithdrawn(tx: Tx, ctx: Ctx, dispute: Booked, return_id: string | null): Promise<void> {
  const { brand_id, order_id, currency, code: memo, id } = dispute;
  const lines = disputeWithdrawn(dispute.amount);
  await book(tx, ctx, [{ brand_id, order_id, return_id, currency, memo, cause: `dispute.withdrawn:${id}`, lines }]);
}
async function bookFee(tx: Tx, ctx: Ctx, of: Booked, return_id: string | null, change: number, why: string) {
  const { brand_id, order_id, currency, code: memo, id } = of;
  const lines = disputeFee(change);
  await book(tx, ctx, [{ brand_id, order_id, return_id, currency, memo, cause: `dispute.fee:${id}:${why}`, lines }]);
}

/**
 * Staff set right what the payment company's papers say: the deadline, the reason, the fee; or that an inquiry became a
 * chargeback, which takes the money. Throws `dispute.not_found`, `dispute.wrong_state`.
 */
export function changeDispute(
  ctx: Ctx,
  id: string,
  change: {
    due_by?: string | undefined;
    reason?: DisputeReason | undefined;
    fee?: number | undefined;
    kind?: 'chargeback' | undefined;
  },
): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const now = await lockDispute(tx, ctx, id);
    stepDispute({ ...now, can_submit: false }, 'change');
    const returnId = await returnOfOrder(tx, ctx, now.order_id);
    const given = change.due_by === undefined ? null : new Date(change.due_by);
    const next = {
      ...(given ? { due_by: given, due_rule: dueBy(now.network, now.opened_at, given).rule } : {}),
      ...(change.reason ? { reason: change.reason } : {}),
      ...(change.fee === undefined ? {} : { fee: change.fee }),
      ...(change.kind ? { kind: change.kind } : {}),
    };
    await saveDispute(tx, ctx, id, { ...next, ...(given ? { told: [] } : {}) });
    if (change.kind === 'chargeback' && now.kind === 'inquiry') await bookWithdrawn(tx, ctx, now, returnId);
    if (change.fee !== undefined) await bookFee(tx, ctx, now, returnId, change.fee - now.fee, String(now.version));
    await record(tx, ctx, [disputeEvent('dispute.changed', { ...now, ...next }, returnId)]);
  });
}
