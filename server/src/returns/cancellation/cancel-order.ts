import type { BodyOf, Cancellation, cancellations } from '@recoup/contract';
import { type OrderFacts, orderForReturn, setCancelled } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { askFacts } from '../ask-facts.ts';
import { asBuyer, whoOf } from '../who.ts';
import { mayCancel, moneyBack } from './cancellation.ts';

/** May it be called off now, and what goes back where; for a buyer by policy. Writes nothing. Throws `order.not_found`. */
export function considerCancellation(ctx: Ctx, orderId: string): Promise<Cancellation> {
  return inWorkspace(ctx, async (tx) => considered(tx, ctx, await orderForReturn(tx, ctx, orderId)));
}

/**
 * A buyer calls their order off from its link, or staff for them, while none of it has left. What was paid is owed back
 * from then on (money: `oweForCancelled`), and the brand's people are told to stop it in the shop. Of two at once the
 * second finds it cancelled.
 *
 * Throws `order.not_found`, `order.cancelled`, `order.shipped`, `order.has_return`, and for a buyer
 * `order.cancel_asks_person`, `order.cancel_not_offered`.
 */
export function cancelOrder(
  ctx: Ctx,
  orderId: string,
  { reason, note }: BodyOf<(typeof cancellations)['cancel']>,
): Promise<Cancellation> {
  return inWorkspace(ctx, async (tx) => {
    const order = await orderForReturn(tx, ctx, orderId, { lock: true });
    const decided = await considered(tx, ctx, order);
    const [why] = decided.because;
    if (decided.answer !== 'yes' && why) throw new Refusal(why.code, why.facts);
    const actor = asBuyer(ctx, order.customer);
    await setCancelled(tx, ctx, orderId, { reason, by: whoOf(actor.actor) });
    await record(tx, actor, [
      {
        type: 'order.cancelled',
        subject: { kind: 'order', id: orderId },
        data: { reason, ...(note ? { note } : {}), by: ctx.buyer ? 'buyer' : 'staff', back: decided.back },
        brand_id: order.brand_id,
        order_id: orderId,
      },
    ]);
    return decided;
  });
}

async function considered(tx: Tx, ctx: Ctx, order: OrderFacts): Promise<Cancellation> {
  const { policyOf, now } = await askFacts(tx, ctx, order);
  return { ...mayCancel({ order, policyOf, now }, ctx.buyer ? 'buyer' : 'staff'), back: moneyBack(order) };
}
