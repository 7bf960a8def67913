/** Where what is said in a call stands: the conversation it is held in, taken up or opened in the inbox's own way. */
import type { BuyerLanguage } from '@recoup/contract';
import { sql } from 'kysely';
import { customerNamed } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { channelsOfKind } from '../channels/channels.store.ts';
import { insertTalk, orderRows, talkRows } from '../chat/chat.store.ts';
import { type ChatCtx, contactFor, type Guest, type Knock, openGuest } from '../chat/guest.ts';
import { digestOf } from '../chat/limits.ts';
import {
  addPoint,
  type ContactRow,
  insertContact,
  lockContact,
  lockName,
  updateContact,
} from '../contacts/contacts.store.ts';
import { contactOfCustomer } from '../contacts/of-customer.store.ts';
import { buyerLanguageOf, normalPoint } from '../contacts/points.ts';
import type { Conversation } from './conversation.ts';
import { insertConversation, lockStanding, settle } from './conversations.store.ts';
import { conversationEvent } from './events.ts';
import { type LinkedOrder, orderOf } from './link-conversation.ts';

export type CallTalk = { contact: ContactRow; conversation: Conversation };

/**
 * A buyer calls from the widget. Their newest open conversation, or the one they name, takes the call; where there is none
 * one is opened, which their session sees from then on. An order the session proved, and it alone, is what it is about.
 *
 * Throws what `openGuest` throws, `conversation.not_found`, `order.not_found`, `contact.blocked`.
 */
export async function talkOfChat(
  tx: Tx,
  ctx: ChatCtx,
  knock: Knock,
  asked: { conversation_id: string | null; order_id: string | null; language: BuyerLanguage | null; subject: string },
): Promise<CallTalk & { guest: Guest }> {
  const guest = await openGuest(tx, ctx, knock.origin);
  const talks = await talkRows(tx, ctx, guest, asked.conversation_id);
  if (asked.conversation_id !== null && talks.length === 0) throw new Refusal('conversation.not_found');
  const orders = await orderRows(tx, ctx, guest, asked.order_id);
  if (asked.order_id !== null && orders.length === 0) throw new Refusal('order.not_found');
  const contact = await contactFor(tx, ctx, guest, asked.language);
  if (contact.blocked_at) throw new Refusal('contact.blocked');
  // Where several orders are proved nobody knows which one it is about until the buyer says so.
  const orderId = asked.order_id ?? (orders.length === 1 ? orders[0]!.id : null);
  const order = orderId === null ? null : await orderOf(tx, ctx, orderId, guest.channel.brand_id);
  const open = talks.find(({ state }) => state !== 'closed');
  const at = open
    ? await aboutOrder(tx, ctx, await lockStanding(tx, ctx, open.id), order)
    : await opened(tx, ctx, contact, guest.channel, order, asked.subject);
  await insertTalk(tx, ctx, guest, at.id, { since: ctx.now, from: digestOf(ctx, knock.address) });
  return { guest, contact, conversation: at };
}

/**
 * A buyer calls from the page of an order. The link was sent to the customer, so it is their contact that calls, made where
 * they never wrote; their open conversation about this order takes the call, or a new one. Their address is what the shop
 * knows, not what they proved.
 *
 * Throws `order.not_found`, `contact.blocked`, `channel.not_found`.
 */
export async function talkOfOrder(
  tx: Tx,
  ctx: Ctx,
  asked: { order_id: string; return_id: string | null; language: BuyerLanguage | null; subject: string },
): Promise<CallTalk> {
  const order = await orderOf(tx, ctx, asked.order_id, null);
  await lockName(tx, `call-of-customer:${order.customer_id}`);
  const contact = await contactOf(tx, ctx, order, asked.language);
  if (contact.blocked_at) throw new Refusal('contact.blocked');
  const { rows } = await sql<{ id: string }>`select id from conversations
    where workspace_id = ${ctx.workspaceId} and contact_id = ${contact.id} and order_id = ${order.id} and state in ('open', 'waiting')
      and merged_into is null and not spam order by last_at desc, id desc limit 1`.execute(tx);
  if (rows[0]) return { contact, conversation: await lockStanding(tx, ctx, rows[0].id) };
  const [channel] = await channelsOfKind(tx, ctx, ['chat'], order.brand_id);
  const by = channel ?? (await channelsOfKind(tx, ctx, ['form', 'phone', 'email'], order.brand_id))[0];
  if (!by) throw new Refusal('channel.not_found');
  const at = await opened(tx, ctx, contact, by, order, asked.subject);
  return { contact, conversation: at };
}

async function contactOf(tx: Tx, ctx: Ctx, order: LinkedOrder, language: BuyerLanguage | null): Promise<ContactRow> {
  const known = await contactOfCustomer(tx, ctx, order.customer_id);
  if (known) return lockContact(tx, ctx, known);
  const customer = await customerNamed(tx, ctx, order.customer_id);
  const contact = await insertContact(tx, ctx, {
    brand_id: order.brand_id,
    name: customer?.name ?? order.number,
    language: language ?? buyerLanguageOf(customer?.language) ?? 'en',
  });
  for (const [kind, typed] of [
    ['email', customer?.email],
    ['phone', customer?.phone],
  ] as const) {
    const value = typed ? normalPoint(kind, typed) : null;
    if (value !== null) await addPoint(tx, ctx, contact, { kind, value, verified: false });
  }
  await updateContact(tx, ctx, contact.id, { customer_id: order.customer_id });
  return { ...contact, customer_id: order.customer_id };
}

async function opened(
  tx: Tx,
  ctx: Ctx,
  contact: ContactRow,
  channel: { id: string; brand_id: string; kind: string },
  order: LinkedOrder | null,
  subject: string,
): Promise<Conversation> {
  const at = await insertConversation(tx, ctx, {
    brand_id: channel.brand_id,
    contact_id: contact.id,
    customer_id: contact.customer_id ?? order?.customer_id ?? null,
    order_id: order?.id ?? null,
    channel_id: channel.id,
    subject,
    language: contact.language,
  });
  const data = { channel: channel.kind, subject, contact: contact.name, call: true };
  await record(tx, ctx, [conversationEvent(at, { type: 'conversation.opened', data, sides: true })]);
  return at;
}

/** An open conversation about nothing yet is about the order that was proved. */
function aboutOrder(tx: Tx, ctx: Ctx, at: Conversation, order: LinkedOrder | null): Promise<Conversation> {
  if (order === null || at.order_id !== null) return Promise.resolve(at);
  const data = { order_number: order.number, return_code: null };
  return settle(tx, ctx, at, {
    change: { order_id: order.id, customer_id: order.customer_id },
    events: [{ type: 'conversation.linked', data, sides: true }],
  });
}
