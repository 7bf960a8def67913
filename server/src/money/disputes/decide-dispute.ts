import { giveBackToPayment, paymentsOf, takeFromPayment } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import type { Who } from '../credits/credit.ts';
import { book } from '../ledger/ledger.store.ts';
import { disputeLost, disputeWon } from '../ledger/ledger.ts';
import { stepDispute } from './dispute.ts';
import { disputeEvent } from './dispute-events.ts';
import { type DisputeRow, lockDispute, returnOfOrder, saveDispute } from './disputes.store.ts';

/**
 * A manager does not fight it: the buyer keeps the money. Where the payment company is connected it is told by a job.
 * Throws `dispute.not_found`, `dispute.wrong_state`.
 */
export function acceptDispute(ctx: Ctx, id: string, reason: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const dispute = await lockDispute(tx, ctx, id);
    stepDispute({ ...dispute, can_submit: false }, 'accept');
    await end(tx, ctx, dispute, 'accepted', reason);
  });
}

/**
 * The bank has decided, as the payment company's papers say. Throws `dispute.not_found`, `dispute.wrong_state`.
 */
export function decideDispute(ctx: Ctx, id: string, outcome: 'won' | 'lost', note: string | null): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const dispute = await lockDispute(tx, ctx, id);
    stepDispute({ ...dispute, can_submit: false }, outcome === 'won' ? 'mark_won' : 'mark_lost');
    await end(tx, ctx, dispute, outcome, note);
  });
}

/**
 * The end of a dispute, once: books, state and event together. What the bank gave the buyer counts as given back of the
 * payment, so that no later refund pays it again.
 */
export async function end(
  tx: Tx,
  ctx: Ctx,
  dispute: DisputeRow,
  outcome: 'won' | 'lost' | 'accepted',
  note: string | null,
): Promise<void> {
  const { kind, id, name } = ctx.actor;
  const decided_by: Who = { kind, id, name };
  const sending = { sending: 'none' as const, failure: null };
  await saveDispute(tx, ctx, dispute.id, {
    state: outcome,
    decided_at: ctx.now,
    decided_by,
    decision_note: note,
    ...sending,
  });
  const return_id = await returnOfOrder(tx, ctx, dispute.order_id);
  if (dispute.kind === 'chargeback') {
    const { brand_id, order_id, currency, code: memo } = dispute;
    const lines = outcome === 'won' ? disputeWon(dispute.amount) : disputeLost(dispute.amount);
    // A loss that the bank turned into a win is booked once as each.
    const cause = `dispute.${outcome === 'won' ? 'won' : 'lost'}:${dispute.id}`;
    if (dispute.state === 'lost') await book(tx, ctx, [turnedRound(dispute, return_id)]);
    await book(tx, ctx, [{ brand_id, order_id, return_id, currency, memo, cause, lines }]);
    if (outcome !== 'won') await countAsGivenBack(tx, ctx, dispute);
    else if (dispute.payment_id !== null && dispute.counted > 0) {
      await giveBackToPayment(tx, ctx, dispute.payment_id, dispute.counted);
      await saveDispute(tx, ctx, dispute.id, { counted: 0 });
    }
  }
  await record(tx, ctx, [disputeEvent(`dispute.${outcome}`, dispute, return_id, note === null ? {} : { note })]);
}

const turnedRound = (dispute: DisputeRow, return_id: string | null) => ({
  brand_id: dispute.brand_id,
  order_id: dispute.order_id,
  return_id,
  currency: dispute.currency,
  memo: dispute.code,
  cause: `dispute.not_lost:${dispute.id}`,
  lines: disputeLost(-dispute.amount),
});

async function countAsGivenBack(tx: Tx, ctx: Ctx, dispute: DisputeRow): Promise<void> {
  if (dispute.payment_id === null) return;
  const { payments } = await paymentsOf(tx, ctx, dispute.order_id);
  const payment = payments.find(({ id }) => id === dispute.payment_id);
  const left = payment ? payment.amount - payment.refunded : 0;
  const amount = Math.min(left, dispute.amount);
  if (amount === 0) return;
  await takeFromPayment(tx, ctx, dispute.payment_id, amount);
  await saveDispute(tx, ctx, dispute.id, { counted: amount });
}
