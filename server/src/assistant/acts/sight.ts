import {
  type Conversation,
  findMessage,
  ordersOfAddress,
  provedAddress,
  provedHere,
  sessionOf,
} from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import type { Sight } from '../talk.ts';

/**
 * Who the buyer is, as far as whoever wrote this message proved it; never from what the text claims, nor from what staff made
 * of contacts. On a chat: the orders its session proved (with a signed identity the buyer's own), as far as everybody who
 * reads along proved them, too. By mail: the orders of the address it came from, where the receiving server vouches for
 * the sender and the contact proved the address. On every other channel nothing. Throws `message.not_found`.
 */
export async function sightOf(
  tx: Tx,
  ctx: Ctx,
  conversation: Pick<Conversation, 'id' | 'brand_id' | 'contact_id' | 'customer_id'>,
  messageId: string,
): Promise<Sight> {
  const message = await findMessage(tx, ctx, messageId);
  const session_id = message.conversation_id === conversation.id ? sessionOf(message) : null;
  const sight: Sight = {
    brand_id: conversation.brand_id,
    conversation_id: conversation.id,
    contact_id: conversation.contact_id,
    customer_id: conversation.customer_id,
    channel_id: message.channel_id,
    session_id,
    orders: [],
    simulated: false,
  };
  if (message.direction !== 'in' || message.conversation_id !== conversation.id) return sight;
  if (session_id !== null) {
    const of = { brand_id: conversation.brand_id, conversation_id: conversation.id, session_id };
    return { ...sight, orders: await provedHere(tx, ctx, of) };
  }
  const { envelope } = message;
  if (!envelope || envelope.spoofed || envelope.authenticated !== true) return sight;
  if (!(await provedAddress(tx, ctx, conversation.contact_id, envelope.from))) return sight;
  const own = await ordersOfAddress(tx, ctx, conversation.brand_id, envelope.from);
  return { ...sight, orders: own.map((order_id) => ({ order_id, by_code: true })) };
}

/** A talk that is only tried, as the buyer of an order or as a guest: looks up alike, and does nothing. */
export function triedSight(brandId: string, orderId: string | null): Sight {
  return {
    brand_id: brandId,
    conversation_id: null,
    contact_id: null,
    customer_id: null,
    channel_id: null,
    session_id: null,
    orders: orderId === null ? [] : [{ order_id: orderId, by_code: true }],
    simulated: true,
  };
}

/** Something was proved in this very turn: what is in sight now, for whoever holds on to this sight. Others may read along. */
export async function seeAnew(ctx: Ctx, sight: Sight): Promise<void> {
  const { brand_id, conversation_id, session_id } = sight;
  if (conversation_id === null || session_id === null) return;
  const proved = await inWorkspace(ctx, (tx) => provedHere(tx, ctx, { brand_id, conversation_id, session_id }));
  sight.orders.splice(0, sight.orders.length, ...proved);
}
