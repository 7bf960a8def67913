import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { returnsSide } from '../sides.ts';
import { changeConversation } from './change-conversation.ts';
import { type Conversation, nothing, standing } from './conversation.ts';

/**
 * Says which order and return it is about; null takes the link away, left out keeps the return where it belongs to that
 * order. Throws `order.not_found`, `return.not_found` (also for those of another brand), `conversation.merged`.
 */
export function linkConversation(
  ctx: Ctx,
  id: string,
  to: { order_id: string | null; return_id?: string | null },
): Promise<Conversation> {
  return changeConversation(ctx, id, async (at, tx) => {
    standing(at);
    const wanted = to.return_id === undefined ? at.return_id : to.return_id;
    const found = wanted === null ? null : await returnsSide().find(tx, ctx, wanted);
    const fits =
      found !== null && found.brand_id === at.brand_id && (to.order_id === null || found.order_id === to.order_id);
    if (to.return_id && !fits) throw new Refusal('return.not_found');
    const its = fits && (to.return_id || to.order_id !== null) ? found : null;
    const orderId = its?.order_id ?? to.order_id;
    const order = orderId === null ? null : await orderOf(tx, ctx, orderId, at.brand_id);
    const return_id = its?.id ?? null;
    if (orderId === at.order_id && return_id === at.return_id) return nothing;
    return {
      change: { order_id: orderId, return_id, customer_id: order?.customer_id ?? at.customer_id },
      events: [
        {
          type: 'conversation.linked',
          data: { order_number: order?.number ?? null, return_code: its?.code ?? null },
          sides: true,
        },
      ],
    };
  });
}

export type LinkedOrder = { id: string; number: string; brand_id: string; customer_id: string };

/** Throws `order.not_found`, also where it is another brand's. */
export async function orderOf(tx: Tx, ctx: Ctx, id: string, brandId: string | null): Promise<LinkedOrder> {
  const { rows } = await sql<LinkedOrder>`select id, number, brand_id, customer_id from orders
    where workspace_id = ${ctx.workspaceId} and id = ${id}`.execute(tx);
  const order = rows[0];
  if (!order || (brandId !== null && order.brand_id !== brandId)) throw new Refusal('order.not_found');
  return order;
}
