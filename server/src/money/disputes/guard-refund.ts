import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { mayRefund } from './dispute.ts';
import { amountPaid, disputesOn, refundsFacing } from './disputes.store.ts';

/**
 * Asked in the transaction that sends a refund: stops money the bank has given the buyer already. A buyer is never paid
 * twice; while a dispute is open a second person says yes even where both fit into what was paid.
 *
 * Throws `refund.payment_disputed`, `refund.disputed_needs_second`.
 */
export async function stopForDispute(
  tx: Tx,
  ctx: Ctx,
  refund: {
    id: string;
    kind: string;
    amount: number;
    payment_id: string | null;
    order_id: string;
    approved_by: unknown;
  },
): Promise<void> {
  if (refund.kind === 'store_credit') return;
  const disputes = await disputesOn(tx, ctx, refund);
  if (disputes.length === 0) return;
  const others = (await refundsFacing(tx, ctx, refund)).filter(({ id }) => id !== refund.id);
  const sent = others
    .filter(({ state }) => state === 'sent' || state === 'sending')
    .reduce((sum, { amount }) => sum + amount, 0);
  const paid = await amountPaid(tx, ctx, refund);
  mayRefund({ amount: refund.amount, approved: refund.approved_by !== null }, { paid, sent }, disputes);
}
