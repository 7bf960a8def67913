import { giveBackToPayment, paymentsOf, takeFromPayment } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { book } from '../ledger/ledger.store.ts';
import { adjusted } from '../ledger/ledger.ts';
import { step } from './refund.ts';
import { refundEvent } from './refund-events.ts';
import { type LockedRefund, lockRefund, owedWithoutPayment, saveRefund, settingsOf } from './refunds.store.ts';
import { who } from './send-refund.ts';

/** Above the limit, somebody asks for a second person and may say why. Throws `refund.wrong_state` where none is needed or somebody asked already. */
export function askSecondPerson(ctx: Ctx, id: string, note: string | undefined): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const refund = await lockRefund(tx, ctx, id);
    step(refund, 'ask_second', ctx.actor);
    await saveRefund(tx, ctx, id, { asked_by: who(ctx), asked_at: ctx.now });
    await record(tx, ctx, [
      refundEvent('refund.second_person_asked', refund, {
        amount: { amount: refund.amount, currency: refund.currency },
        note: note ?? null,
      }),
    ]);
  });
}

/**
 * What is owed is changed before it is sent; the difference is goodwill (or its opposite) on the books. Who asked for a
 * second person asked for another amount, so they ask again: nobody approves alone what they have just changed.
 * Minor units of the order's currency. Throws `refund.wrong_state`, `refund.more_than_paid`, `refund.nothing`.
 */
export function changeAmount(ctx: Ctx, id: string, amount: number, reason: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const refund = await lockRefund(tx, ctx, id);
    const state = step(refund, 'change_amount', ctx.actor);
    if (amount === 0) throw new Refusal('refund.nothing');
    const difference = amount - refund.amount;
    if (difference === 0) return;
    if (refund.payment_id && difference > 0) await takeFromPayment(tx, ctx, refund.payment_id, difference);
    if (!refund.payment_id && difference > 0) await withinTotal(tx, ctx, refund, difference);
    if (refund.payment_id && difference < 0) await giveBackToPayment(tx, ctx, refund.payment_id, -difference);
    const { second_person_above } = await settingsOf(tx, ctx, refund.brand_id);
    const needs_second = second_person_above !== null && amount > second_person_above;
    await saveRefund(tx, ctx, id, {
      state,
      amount,
      needs_second,
      goes_at: null,
      asked_by: null,
      approved_by: null,
      asked_at: null,
      failure: null,
      failure_text: null,
      failure_facts: {},
      reference: null,
      parts: [...refund.parts, { code: 'adjustment', amount: difference, facts: { reason, by: ctx.actor.name } }],
    });
    const { brand_id, currency, order_id, return_id, code, version } = refund;
    await book(tx, ctx, [
      {
        brand_id,
        currency,
        order_id,
        return_id,
        memo: code,
        cause: `refund.changed:${id}:${version}`,
        lines: adjusted(difference),
      },
    ]);
    await record(tx, ctx, [
      refundEvent('refund.changed', refund, {
        from: { amount: refund.amount, currency },
        to: { amount, currency },
        reason,
      }),
    ]);
  });
}

/** Where nobody told us of the order's payments, what it came to is all that was paid. Credit is the brand's own to give. */
async function withinTotal(tx: Tx, ctx: Ctx, { kind, order_id }: LockedRefund, more: number): Promise<void> {
  if (kind === 'store_credit') return;
  const { payments, total } = await paymentsOf(tx, ctx, order_id);
  if (payments.length > 0) return;
  const left = total - (await owedWithoutPayment(tx, ctx, order_id));
  if (more > left) throw new Refusal('refund.more_than_paid', { left: Math.max(0, left) });
}
