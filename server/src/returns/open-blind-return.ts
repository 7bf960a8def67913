import type { RemedyOffer } from '@recoup/contract';
import { orderForReturn, promiseBack } from '../orders/index.ts';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { newCode, newId } from '../platform/ids.ts';
import { record } from '../platform/record.ts';
import { askFacts } from './ask-facts.ts';
import { considerAsk, offerOutsidePolicy } from './consider-ask.ts';
import { returnEvent } from './events.ts';
import { insertReturn, type NewLine, saveCounts, saveReturn } from './returns.store.ts';

/** Who sent goods on their own has paid the carrier already; no freight is taken from the money. */
function withoutFreight(offer: RemedyOffer): RemedyOffer {
  const fee = offer.parts
    .filter(({ code }) => code === 'return_freight')
    .reduce((sum, part) => sum + part.amount.amount, 0);
  return {
    ...offer,
    amount: { ...offer.amount, amount: offer.amount.amount - fee },
    parts: offer.parts.filter(({ code }) => code !== 'return_freight'),
    freight_paid_by: 'buyer',
  };
}

/** Goods that came with nothing promised, once somebody found whose they are. */
export type Blind = { orderId: string; siteId: string; lines: readonly { order_line_id: string; quantity: number }[] };
export type Opened = { id: string; code: string; brand_id: string; lines: { id: string; order_line_id: string }[] };

/**
 * The dock found the order a blind parcel belongs to, and no return of it is open: one is made, received at once, in the
 * dock's transaction. The reason is not known; the remedy is the refund policy would give, and what policy says of it is
 * kept for those who judge the goods.
 *
 * Throws `order.not_found`, `order.line_not_found`, `return.more_than_ordered` (goods beyond the order are over, not returned).
 */
export async function openBlindReturn(tx: Tx, ctx: Ctx, blind: Blind): Promise<Opened> {
  const order = await orderForReturn(tx, ctx, blind.orderId, { lock: true });
  const facts = await askFacts(tx, ctx, order);
  const asked = blind.lines.map((line) => ({ ...line, reason: 'other' as const, opened: true }));
  const considered = considerAsk(facts, asked);
  const lines: NewLine[] = [];
  for (const of of considered.lines) {
    await promiseBack(tx, ctx, of.order_line_id, of.quantity);
    const offer = of.offers.find(({ kind }) => kind === 'refund') ?? offerOutsidePolicy(facts, of, 'refund');
    if (!offer) throw new Error('a refund can always be reckoned');
    const sent = withoutFreight(offer);
    lines.push({
      id: newId(),
      order_line_id: of.order_line_id,
      variant_id: of.line.variant_id,
      sku: of.line.sku,
      title: of.line.title,
      quantity: of.quantity,
      reason: 'other',
      detail: null,
      comment: null,
      remedy: 'refund',
      shown: [],
      gives: sent.amount.amount,
      offer: {
        ...sent,
        paid: of.paid,
        policy_version_id: of.policy?.versionId ?? null,
        asked: { opened: true, before: of.line.quantity - of.left },
      },
    });
  }
  const row = {
    id: newId(),
    code: newCode('RMA'),
    brand_id: order.brand_id,
    order_id: order.id,
    site_id: blind.siteId,
  };
  await insertReturn(tx, ctx, {
    ...row,
    customer_id: order.customer.id,
    source: 'blind',
    stage: 'received',
    review: [],
    policy_version_id: considered.lines[0]?.policy?.versionId ?? null,
    verdict: considered.verdict,
    currency: order.currency,
    freight_paid_by: 'buyer',
    goods_back: true,
    language: order.customer.language,
    decline_reason: null,
    override_reason: null,
    decided_by: null,
    asked_by: null,
    given_by: null,
    given_at: null,
    decide_by: null,
    ship_by: null,
    requested_at: ctx.now,
    approved_at: null,
    lines,
  });
  await saveReturn(tx, ctx, row.id, { received_at: ctx.now });
  await saveCounts(
    tx,
    ctx,
    lines.map(({ id, quantity }) => ({ line_id: id, received: quantity, accepted: 0, rejected: 0 })),
  );
  const units = lines.reduce((sum, line) => sum + line.quantity, 0);
  const value = { amount: lines.reduce((sum, line) => sum + line.offer.paid, 0), currency: order.currency };
  await record(tx, ctx, [
    returnEvent('return.requested', row, { review: [], units, value, source: 'blind' }),
    returnEvent('return.received', row, {
      lines: lines.map(({ id, quantity }) => ({ line_id: id, received: quantity })),
    }),
  ]);
  return { ...row, lines: lines.map(({ id, order_line_id }) => ({ id, order_line_id })) };
}
