import { type Conversation, linkConversation } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inSavepoint, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Sight, TalkState } from '../talk.ts';

/** The order a buyer proved and talks about is the conversation's, where nobody linked one before. `at` is under lock. */
export async function linkOrder(
  tx: Tx,
  ctx: Ctx,
  at: Conversation,
  { matters, current }: TalkState,
  sight: Sight,
): Promise<Conversation> {
  if (at.order_id !== null) return at;
  const order = (current === null ? matters.at(-1) : matters[current])?.slots.order;
  if (!order || !sight.orders.some(({ order_id }) => order_id === order.order_id)) return at;
  try {
    return await inSavepoint(tx, () => linkConversation({ ...ctx, tx }, at.id, { order_id: order.order_id }));
  } catch (error) {
    if (error instanceof Refusal) return at; // gone meanwhile
    throw error;
  }
}
