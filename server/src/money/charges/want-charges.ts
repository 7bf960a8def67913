import { orderForReturn } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { type ReturnForMoney, returnForMoney } from '../../returns/index.ts';
import { accountOfBrand } from '../gateways/accounts.store.ts';
import { taxIn } from './charge.ts';
import { type ChargeRow, chargeEvent, insertCharge, lockChargesOf } from './charges.store.ts';
import { letGo } from './let-go.ts';

const DAY_MS = 86_400_000;
/** What is sent back has this long to come where nobody set a day. */
const GOODS_DAYS = 30;

const OVER = new Set(['cancelled', 'declined']);

/**
 * A return was approved, or its remedy changed: what the buyer has to pay for it is wanted, once a line and purpose; what
 * is no longer wanted is let go: nobody is asked any more, a hold is released, and what was paid is owed back. Should it
 * be wanted again (the remedy was changed back, goods of an expired return came after all), it is asked for anew.
 */
export function wantCharges(ctx: Ctx, returnId: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const promised = await returnForMoney(tx, ctx, returnId);
    const standing = await lockChargesOf(tx, ctx, returnId);
    const wanted = wantedOf(promised);
    const causes = new Set(wanted.map(({ cause }) => cause));
    for (const charge of standing) if (!causes.has(charge.cause)) await letGo(tx, ctx, charge);
    if (wanted.length === 0) return;
    const account = await accountOfBrand(tx, ctx, promised.brand_id);
    const order = await orderForReturn(tx, ctx, promised.order_id);
    const { brand_id, order_id, customer_id, currency } = promised;
    for (const { line, purpose, amount, cause } of wanted) {
      const bought = order.lines.find(({ id }) => id === line.order_line_id);
      const net = bought ? bought.unit_price * bought.quantity - bought.discount : 0;
      const made = await insertCharge(tx, ctx, {
        brand_id,
        order_id,
        return_id: returnId,
        return_line_id: line.id,
        customer_id,
        purpose,
        title: line.offer.goods?.[0]?.title ?? line.title,
        amount,
        tax: purpose === 'difference' ? taxIn(amount, { net, tax: bought?.tax ?? 0 }) : 0,
        currency,
        gateway: account?.kind ?? 'manual',
        account_id: account?.id ?? null,
        goods_due_at: purpose === 'hold' ? goodsDue(promised, ctx.now) : null,
        cause,
      });
      if (made) await record(tx, ctx, [chargeEvent('charge.wanted', made)]);
    }
  });
}

type Wanted = {
  line: ReturnForMoney['lines'][number];
  purpose: ChargeRow['purpose'];
  amount: number;
  cause: string;
};

function wantedOf(promised: ReturnForMoney): Wanted[] {
  if (promised.approved_at === null || OVER.has(promised.stage)) return [];
  // The other goods left before the return expired: the buyer has both, and what was paid or is held stands for that.
  const lines = promised.lines.filter((line) => promised.stage !== 'expired' || line.replacement_sent_at !== null);
  return lines.flatMap((line) => {
    const difference = line.remedy === 'exchange' ? (line.offer.difference?.amount ?? 0) : 0;
    const hold = line.offer.hold?.amount ?? 0;
    return [
      ...(difference > 0 ? [{ line, purpose: 'difference' as const, amount: difference }] : []),
      ...(hold > 0 ? [{ line, purpose: 'hold' as const, amount: hold }] : []),
    ].map((one) => ({ ...one, cause: `return:${promised.id}:${line.id}:${one.purpose}:${one.amount}` }));
  });
}

function goodsDue({ ship_by }: ReturnForMoney, now: Date): Date {
  // A few days on the way after the last day to hand it over.
  return ship_by
    ? new Date(Date.parse(`${ship_by}T23:59:59Z`) + 10 * DAY_MS)
    : new Date(now.getTime() + GOODS_DAYS * DAY_MS);
}
