import { giveBackToPayment } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { book } from '../ledger/ledger.store.ts';
import { owed } from '../ledger/ledger.ts';
import { refundEvent } from './refund-events.ts';
import { lockOwed, saveRefund } from './refunds.store.ts';

/**
 * Goods that counted no longer do: refunds of the return that are owed and have not begun to move become void, their
 * payments are free again, and the books turn the entry round. What is being sent or was sent stays.
 */
export async function takeBackOwed(tx: Tx, ctx: Ctx, returnId: string): Promise<void> {
  const refunds = await lockOwed(tx, ctx, returnId);
  for (const refund of refunds) {
    await saveRefund(tx, ctx, refund.id, { state: 'void' });
    if (refund.payment_id) await giveBackToPayment(tx, ctx, refund.payment_id, refund.amount);
  }
  await book(
    tx,
    ctx,
    refunds.map(({ id, code, brand_id, currency, order_id, return_id, parts }) => ({
      brand_id,
      currency,
      order_id,
      return_id,
      memo: code,
      cause: `refund.void:${id}`,
      lines: owed(parts.map((part) => ({ ...part, amount: -part.amount }))),
    })),
  );
  await record(
    tx,
    ctx,
    refunds.map((refund) => refundEvent('refund.void', refund)),
  );
}
