import { paymentsOf, takeFromPayment } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { newCode, newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { returnForMoney } from '../../returns/index.ts';
import { book } from '../ledger/ledger.store.ts';
import { owed } from '../ledger/ledger.ts';
import { gatewayFor } from './gateway.ts';
import { type OwedLine, refundsOwed } from './owed.ts';
import { refundEvent } from './refund-events.ts';
import { insertRefunds, owedWithoutPayment, refundsOf, settingsOf, unitsPaidFor } from './refunds.store.ts';
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
    // Goods that stay with the buyer count once somebody said yes; all others once they were accepted.
    const agreed = promised.approved_at !== null || promised.source === 'blind';
    const due = (line: (typeof promised.lines)[number]) =>
      line.remedy !== 'keep_it' ? line.accepted : agreed ? line.quantity : 0;
    // A judgement was taken back: what is owed for it and has not left yet is taken back too, and reckoned anew.
    if (promised.lines.some((line) => due(line) < (paidFor.get(line.id) ?? 0))) {
      await takeBackOwed(tx, ctx, returnId);
      paidFor = await unitsPaidFor(tx, ctx, returnId);
    }
    const lines: OwedLine[] = promised.lines.map((line) => ({
      id: line.id,
      title: line.title,
      quantity: line.quantity,
      due: due(line),
      paidFor: paidFor.get(line.id) ?? 0,
      remedy: line.remedy,
      offer: line.offer,
    }));
    if (!lines.some((line) => line.due > line.paidFor && line.remedy !== 'exchange' && line.remedy !== 'replacement'))
      return;

    const { payments, total } = await paymentsOf(tx, ctx, promised.order_id);
    const without = payments.length > 0 ? 0 : total - (await owedWithoutPayment(tx, ctx, promised.order_id));
    const left = payments.map((payment) => ({ ...payment, left: payment.amount - payment.refunded }));
    const settings = await settingsOf(tx, ctx, promised.brand_id);
    const round = await refundsOf(tx, ctx, returnId);
    const rows = refundsOwed(lines, left, without).map((refund) => ({
      ...refund,
      id: newId(),
      code: newCode('RF'),
      // Refunds of one round share the part before '#': they pay for the same units from several payments.
      cause: `return:${returnId}:${refund.kind}:${round}#${refund.payment?.id ?? ''}`,
      gateway: refund.kind === 'store_credit' ? 'store_credit' : gatewayFor(refund.payment?.method ?? null).name,
      needs_second: settings.second_person_above !== null && refund.amount > settings.second_person_above,
      due_at: promised.refund_due_at,
    }));
    for (const row of rows) if (row.payment) await takeFromPayment(tx, ctx, row.payment.id, row.amount);
    const { brand_id, order_id, customer_id, currency } = promised;
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
          },
        ),
      ),
    );
  });
}
