import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { book } from '../ledger/ledger.store.ts';
import { credited, sent } from '../ledger/ledger.ts';
import { gatewayNamed } from './gateway.ts';
import { step } from './refund.ts';
import { refundEvent } from './refund-events.ts';
import { intentOf } from './refunds.read.ts';
import { type LockedRefund, lockRefund, saveRefund } from './refunds.store.ts';

/** The money left: state, books and event together. The ledger's cause is the refund itself, so it is booked once whatever happens. */
export async function settle(ctx: Ctx, tx: Tx, refund: LockedRefund, answer: { reference: string }): Promise<void> {
  await saveRefund(tx, ctx, refund.id, { state: 'sent', reference: answer.reference, sent_at: ctx.now, failure: null });
  await book(tx, ctx, [
    {
      brand_id: refund.brand_id,
      currency: refund.currency,
      memo: refund.code,
      cause: `refund.sent:${refund.id}`,
      order_id: refund.order_id,
      return_id: refund.return_id,
      lines: refund.kind === 'store_credit' ? credited(refund.amount) : sent(refund.amount),
    },
  ]);
  await record(tx, ctx, [
    refundEvent('refund.sent', refund, {
      amount: { amount: refund.amount, currency: refund.currency },
      reference: answer.reference,
    }),
  ]);
}

/**
 * A person has paid by hand and records the payment company's reference.
 * Throws `refund.wrong_state`, `refund.not_manual`.
 */
export function markPaid(ctx: Ctx, id: string, reference: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const refund = await lockRefund(tx, ctx, id);
    step(refund, 'mark_paid', ctx.actor);
    await saveRefund(tx, ctx, id, { sent_by: { kind: ctx.actor.kind, id: ctx.actor.id, name: ctx.actor.name } });
    await settle(ctx, tx, refund, { reference });
  });
}

/** A person found that a payment by hand did not go through. Throws `refund.wrong_state`, `refund.not_manual`. */
export function markFailed(ctx: Ctx, id: string, failure: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const refund = await lockRefund(tx, ctx, id);
    step(refund, 'mark_failed', ctx.actor);
    await fail(ctx, tx, refund, failure);
  });
}

async function fail(ctx: Ctx, tx: Tx, refund: LockedRefund, failure: string): Promise<void> {
  await saveRefund(tx, ctx, refund.id, { state: 'failed', failure });
  await record(tx, ctx, [refundEvent('refund.failed', refund, { failure })]);
}

/**
 * Asks the payment company for a refund that is being sent, and writes its answer down. Runs as a job, outside any
 * transaction; killed anywhere in between it runs again with the same idempotency key, and the answer is taken once.
 */
export async function askGateway(ctx: Ctx, id: string): Promise<void> {
  const intent = await inWorkspace(ctx, (tx) => intentOf(tx, ctx, id));
  if (intent?.state !== 'sending') return;
  const gateway = gatewayNamed(intent.gateway);
  // Nobody can be asked any more, nor told whether the money left: a person finds out before it is tried another way.
  const answer = gateway ? await gateway.send(intent) : { outcome: 'failed' as const, failure: 'gateway_removed' };
  if (answer.outcome === 'by_hand') return;
  await inWorkspace(ctx, async (tx) => {
    const refund = await lockRefund(tx, ctx, id);
    if (refund.state !== 'sending') return;
    if (answer.outcome === 'sent') await settle(ctx, tx, refund, answer);
    else await fail(ctx, tx, refund, answer.failure);
  });
}
