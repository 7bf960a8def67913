import { brandOf } from '../../accounts/index.ts';
import { orderForReturn, takeFromPayment } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { newCode, newId } from '../../platform/ids.ts';
import { split } from '../../platform/money.ts';
import { record } from '../../platform/record.ts';
import { waysOf } from '../gateways/gateway-for.ts';
import { book } from '../ledger/ledger.store.ts';
import { owed } from '../ledger/ledger.ts';
import { isGiftCard } from './owed.ts';
import { MANUAL } from './refund.ts';
import { refundEvent } from './refund-events.ts';
import { insertRefunds, owedWithoutPayment, settingsOf } from './refunds.store.ts';
import { nextHour } from './send-at.ts';

/**
 * An order was called off before it left: all that is left on its payments is owed back, once, each to where it came
 * from. Goods, freight and tax share what each payment gives in the proportion the order has them. Above the brand's
 * limit a second person says yes. Running it again changes nothing.
 */
export function oweForCancelled(ctx: Ctx, orderId: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const order = await orderForReturn(tx, ctx, orderId, { lock: true });
    const { brand_id, currency, payments, total } = order;
    const settings = await settingsOf(tx, ctx, brand_id);
    const wayOf = await waysOf(tx, ctx, brand_id);
    const { timeZone } = await brandOf(tx, brand_id);
    const without = total - (await owedWithoutPayment(tx, ctx, orderId));
    const sources =
      payments.length > 0
        ? payments
            .filter((one) => one.currency === currency && one.amount > one.refunded)
            .map((one) => ({ payment: { ...one, left: one.amount - one.refunded }, amount: one.amount - one.refunded }))
        : without > 0
          ? [{ payment: null, amount: without }]
          : [];
    const weights = {
      price: order.items_total - order.discount_total,
      shipping: order.shipping_total,
      tax: order.tax_total,
    };
    const rows = sources.map(({ payment, amount }) => {
      const asCredit = payment !== null && isGiftCard(payment.method) && settings.gift_card_back_as === 'store_credit';
      const { gateway, account_id } = asCredit ? { gateway: 'store_credit', account_id: null } : wayOf(payment);
      const needs_second = settings.second_person_above !== null && amount > settings.second_person_above;
      const byItself = !needs_second && gateway !== MANUAL;
      const shares = split(amount, Object.values(weights).some((one) => one > 0) ? Object.values(weights) : [1, 0, 0]);
      return {
        id: newId(),
        code: newCode('RF'),
        cause: `order:${orderId}:cancelled#${payment?.id ?? ''}`,
        kind: asCredit ? ('store_credit' as const) : ('refund' as const),
        payment,
        amount,
        parts: Object.keys(weights)
          .map((code, i) => ({ code, amount: shares[i]!, facts: { line_id: '', title: order.number, quantity: 1 } }))
          .filter((part) => part.amount !== 0),
        lines: [],
        gateway,
        account_id,
        needs_second,
        due_at: null,
        goes_at: byItself && settings.send_at ? nextHour(timeZone, settings.send_at, ctx.now) : null,
      };
    });
    for (const row of rows) if (row.payment) await takeFromPayment(tx, ctx, row.payment.id, row.amount);
    const of = { brand_id, order_id: orderId, return_id: null };
    await insertRefunds(tx, ctx, { ...of, customer_id: order.customer.id, currency }, rows);
    await book(
      tx,
      ctx,
      rows.map((row) => ({ ...of, currency, memo: row.code, cause: `refund.owed:${row.id}`, lines: owed(row.parts) })),
    );
    await record(
      tx,
      ctx,
      rows.map((row) =>
        refundEvent(
          'refund.owed',
          { ...row, ...of },
          {
            amount: { amount: row.amount, currency },
            needs_second: row.needs_second,
            because: 'cancelled',
          },
        ),
      ),
    );
  });
}
