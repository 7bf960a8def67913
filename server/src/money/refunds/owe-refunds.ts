import { brandOf } from '../../accounts/index.ts';
import { paymentsOf, takeFromPayment } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { newCode, newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { returnForMoney } from '../../returns/index.ts';
import { waysOf } from '../gateways/gateway-for.ts';
import { book } from '../ledger/ledger.store.ts';
import { owed } from '../ledger/ledger.ts';
import { type OwedLine, owesNow, refundsOwed } from './owed.ts';
import { MANUAL } from './refund.ts';
import { refundEvent } from './refund-events.ts';
import { insertRefunds, owedWithoutPayment, refundsOf, settingsOf, unitsPaidFor } from './refunds.store.ts';
import { nextHour } from './send-at.ts';
import { takeBackOwed } from './take-back-owed.ts';

/**
 * Goods were checked, or stay with the buyer by agreement: what is due by the offers confirmed, and not yet owed, is
 * owed now. Waits while a received unit is still unchecked, so that a buyer gets one refund and not one a unit.
 * Running it again changes nothing: it counts the units already paid for, under the return's lock.
 * The refund is due so many days after receipt as the policy of the order promised.
 */
export function oweForReturn(ctx: Ctx, returnId: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const promised = await returnForMoney(tx, ctx, returnId);
    const unchecked = promised.lines.some((line) => line.received > line.accepted + line.rejected);
    if (unchecked) return;
    let paidFor = await unitsPaidFor(tx, ctx, returnId);
    // A judgement was taken back: what is owed for it and has not left yet is taken back too, and reckoned anew.
    if (promised.lines.some((line) => (line.owes?.units ?? 0) < (paidFor.get(line.id) ?? 0))) {
      await takeBackOwed(tx, ctx, returnId);
      paidFor = await unitsPaidFor(tx, ctx, returnId);
    }
    const lines: OwedLine[] = promised.lines.map(({ id, title, quantity, owes }) => ({
      id,
      title,
      quantity,
      due: owes?.units ?? 0,
      paidFor: paidFor.get(id) ?? 0,
      kind: owes?.kind ?? null,
      parts: owes?.parts ?? [],
    }));
    if (!lines.some(owesNow)) return;

    const { brand_id, order_id, customer_id, currency } = promised;
    const { payments, total } = await paymentsOf(tx, ctx, order_id);
    const without = payments.length > 0 ? 0 : total - (await owedWithoutPayment(tx, ctx, order_id));
    // Money is given back in the currency it was taken in: a payment in another one is none of this refund's.
    const left = payments
      .filter((payment) => payment.currency === currency)
      .map((payment) => ({ ...payment, left: payment.amount - payment.refunded }));
    const settings = await settingsOf(tx, ctx, brand_id);
    const wayOf = await waysOf(tx, ctx, brand_id);
    const { timeZone } = await brandOf(tx, brand_id);
    const round = await refundsOf(tx, ctx, returnId);
    const rows = refundsOwed(lines, left, without, settings).map((refund) => {
      const { gateway, account_id } =
        refund.kind === 'store_credit' ? { gateway: 'store_credit', account_id: null } : wayOf(refund.payment);
      const needs_second = settings.second_person_above !== null && refund.amount > settings.second_person_above;
      const byItself = !needs_second && gateway !== MANUAL && promised.verdict?.answer === 'yes';
      return {
        ...refund,
        id: newId(),
        code: newCode('RF'),
        // Refunds of one round share the part before '#': they pay for the same units from several payments.
        cause: `return:${returnId}:${refund.of}:${round}#${refund.payment?.id ?? ''}`,
        gateway,
        account_id,
        needs_second,
        due_at: promised.refund_due_at,
        goes_at: byItself && settings.send_at ? nextHour(timeZone, settings.send_at, ctx.now) : null,
      };
    });
    for (const row of rows) if (row.payment) await takeFromPayment(tx, ctx, row.payment.id, row.amount);
    await insertRefunds(tx, ctx, { brand_id, order_id, customer_id, currency, return_id: returnId }, rows);
    await book(
      tx,
      ctx,
      rows.map((row) => ({
        brand_id,
        order_id,
        currency,
        return_id: returnId,
        memo: row.code,
        cause: `refund.owed:${row.id}`,
        lines: owed(row.parts),
      })),
    );
    await record(
      tx,
      ctx,
      rows.map((row) =>
        refundEvent(
          'refund.owed',
          { ...row, brand_id, order_id, return_id: returnId },
          {
            amount: { amount: row.amount, currency },
            due_at: row.due_at?.toISOString() ?? null,
            needs_second: row.needs_second,
            ...(row.goes_at ? { goes_at: row.goes_at.toISOString() } : {}),
          },
        ),
      ),
    );
  });
}
