import { foundElsewhere } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { ElsewhereRefund } from '../gateways/gateway.ts';
import { book } from '../ledger/ledger.store.ts';
import { balanced, refundedElsewhere, sent } from '../ledger/ledger.ts';
import { step } from './refund.ts';
import { refundEvent } from './refund-events.ts';
import { addUnseen, holdUnsent, type LockedRefund, lockRefund, ourShareOf, saveRefund } from './refunds.store.ts';
import { who } from './send-refund.ts';

type Payment = { id: string; order_id: string; brand_id: string; currency: string; return_id?: string | null };

/**
 * The payment company shows more given back of a payment than we knew of: somebody did it in its own screens, or the
 * shop did. That much less may be given back by us, the books say it left, and the order's timeline says so; a refund of
 * it that is owed stops for a person before it is sent, as it may be the very same. Told twice, it counts once. Answers by
 * how much it is more.
 */
export async function noteElsewhere(
  tx: Tx,
  ctx: Ctx,
  payment: Payment,
  { amount, found }: { amount: number; found: readonly ElsewhereRefund[] },
): Promise<number> {
  const unsent = await holdUnsent(tx, ctx, payment.id);
  const more = await foundElsewhere(tx, ctx, payment.id, { amount, ours: await ourShareOf(tx, ctx, payment.id) });
  if (more === null || more === 0) return 0;
  await addUnseen(tx, ctx, unsent, more);
  const { brand_id, order_id, currency, return_id = null } = payment;
  await book(tx, ctx, [
    {
      brand_id,
      order_id,
      return_id,
      currency,
      memo:
        found
          .map(({ reference }) => reference)
          .join(' ')
          .slice(0, 120) || 'refund.elsewhere',
      cause: `refund.elsewhere:${payment.id}:${ctx.now.toISOString()}`,
      lines: refundedElsewhere(more),
    },
  ]);
  await record(tx, ctx, [
    {
      type: 'refund.elsewhere',
      subject: { kind: 'order', id: order_id },
      brand_id,
      order_id,
      return_id,
      data: { amount: { amount: more, currency }, references: found.map(({ reference }) => reference) },
    },
  ]);
  return more;
}

/**
 * A person looked: what was given back in the payment company's own screens is this very refund. It counts as sent,
 * under that reference, and nothing leaves. Throws `refund.wrong_state`, and `refund.not_found_elsewhere` where less was
 * given back there than is owed here (then the amount is changed first).
 */
export function countElsewhere(ctx: Ctx, id: string, reference: string | undefined): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const refund = await lockRefund(tx, ctx, id);
    step(refund, 'count_elsewhere', ctx.actor);
    const { elsewhere, found } = refund.failure_facts as { elsewhere?: number; found?: ElsewhereRefund[] };
    const { amount, currency, payment_id } = refund;
    if (!payment_id || elsewhere === undefined || elsewhere < amount)
      throw new Refusal('refund.not_found_elsewhere', { elsewhere: elsewhere ?? 0 });
    const named =
      reference ?? found?.find((one) => one.amount === amount)?.reference ?? found?.[0]?.reference ?? refund.code;
    // What was somebody else's is this refund's now; the refund's own share is in `ours` already.
    const share = await ourShareOf(tx, ctx, payment_id);
    await foundElsewhere(tx, ctx, payment_id, { amount: elsewhere - amount, ours: share });
    await saveRefund(tx, ctx, id, {
      state: 'sent',
      reference: named,
      sent_at: ctx.now,
      sent_by: who(ctx),
      failure: null,
      failure_text: null,
      failure_facts: {},
    });
    await book(tx, ctx, [settledElsewhere(refund)]);
    await record(tx, ctx, [
      refundEvent('refund.sent', refund, { amount: { amount, currency }, reference: named, elsewhere: true }),
    ]);
  });
}

/** The money was booked as gone when it was found; now it is known for what. */
const settledElsewhere = (refund: LockedRefund) => ({
  brand_id: refund.brand_id,
  currency: refund.currency,
  memo: refund.code,
  cause: `refund.sent:${refund.id}${refund.attempts > 1 ? `:${refund.attempts}` : ''}`,
  order_id: refund.order_id,
  return_id: refund.return_id,
  lines: balanced([...sent(refund.amount), ...refundedElsewhere(-refund.amount)]),
});
