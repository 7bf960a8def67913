import { findOrderByNumber } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Incoming } from '../channel.ts';
import { channelsOfKind } from '../channels/channels.store.ts';
import type { ContactRow } from '../contacts/contacts.store.ts';
import { buyerLanguageOf } from '../contacts/points.ts';
import type { Conversation } from '../conversations/conversation.ts';
import {
  findConversation,
  insertConversation,
  latestOfContact,
  lockStanding,
  settle,
} from '../conversations/conversations.store.ts';
import { excerptOf } from '../conversations/events.ts';
import { orderOf as orderById } from '../conversations/link-conversation.ts';
import { moveThreads } from './messages.store.ts';

/** A settled conversation takes what the buyer says within so many days; later it is another matter. */
const STILL_THE_SAME_DAYS = 7;
const SUBJECT = 80;

export type Chosen = { conversation: Conversation; isNew: boolean; replyChannelId: string };

/**
 * Which conversation a message belongs to, held until the transaction ends: the one it leads to (where that was joined into
 * another, that one; where it is closed, a new one that follows it), else on channels that know no subjects the contact's
 * newest that still goes on, else a new one. What a spammer writes stays with their spam, whatever the subject.
 */
export async function whichConversation(
  tx: Tx,
  ctx: Ctx,
  incoming: Incoming,
  contact: ContactRow,
  ledTo: Conversation | null,
): Promise<Chosen> {
  const replyChannelId = await replyChannel(tx, ctx, incoming);
  const found = ledTo?.id ?? (await goingOn(tx, ctx, incoming, contact));
  const at = found ? await lockStanding(tx, ctx, found) : null;
  if (at && (at.state !== 'closed' || at.spam)) {
    return { conversation: await withOrder(tx, ctx, incoming, contact, at), isNew: false, replyChannelId };
  }
  const conversation = await open(tx, ctx, incoming, contact, at, replyChannelId);
  if (at) await moveThreads(tx, ctx, at.id, conversation.id);
  return { conversation, isNew: true, replyChannelId };
}

/** A mail or a form that leads nowhere is a new matter; so is a thread of a service that we have not seen. */
async function goingOn(tx: Tx, ctx: Ctx, incoming: Incoming, contact: ContactRow): Promise<string | null> {
  const { channel } = incoming;
  const resolvedSince = new Date(ctx.now.getTime() - STILL_THE_SAME_DAYS * 86_400_000);
  const hasSubjects = channel.kind === 'email' || channel.kind === 'form' || incoming.thread_ids.length > 0;
  const channelId = hasSubjects ? null : channel.id;
  const latest = await latestOfContact(tx, ctx, contact.id, { channelId, resolvedSince });
  if (latest === null || !hasSubjects) return latest;
  return (await findConversation(tx, ctx, latest)).spam ? latest : null;
}

async function open(
  tx: Tx,
  ctx: Ctx,
  incoming: Incoming,
  contact: ContactRow,
  follows: Conversation | null,
  replyChannelId: string,
): Promise<Conversation> {
  const { channel } = incoming;
  const order = await orderOf(tx, ctx, incoming, contact);
  return insertConversation(tx, ctx, {
    brand_id: channel.brand_id,
    contact_id: follows?.contact_id ?? contact.id,
    channel_id: channel.id,
    reply_channel_id: replyChannelId,
    subject: follows ? follows.subject : subjectOf(incoming),
    customer_id: contact.customer_id ?? follows?.customer_id ?? order?.customer_id ?? null,
    order_id: order?.id ?? follows?.order_id ?? null,
    return_id: follows?.return_id ?? null,
    language: buyerLanguageOf(incoming.language) ?? follows?.language ?? contact.language,
  });
}

function subjectOf({ subject, text, files }: Incoming): string {
  const given = excerptOf(subject ?? '', 200) || excerptOf(text, SUBJECT);
  return given || (files.length > 0 ? '📎' : '…');
}

/** An order that is named later than the conversation began is linked then; a link that stands stays. */
async function withOrder(
  tx: Tx,
  ctx: Ctx,
  incoming: Incoming,
  contact: ContactRow,
  at: Conversation,
): Promise<Conversation> {
  if (at.order_id !== null) return at;
  const order = await orderOf(tx, ctx, incoming, contact);
  if (!order) return at;
  return settle(tx, ctx, at, {
    change: { order_id: order.id, customer_id: at.customer_id ?? order.customer_id },
    events: [{ type: 'conversation.linked', data: { order_number: order.number, return_code: null }, sides: true }],
  });
}

type Order = { id: string; customer_id: string; number: string };

/** An order somebody proved (a chat), or one of the contact's own customer; what a marketplace's bridge signed is its word. */
async function orderOf(tx: Tx, ctx: Ctx, incoming: Incoming, contact: ContactRow): Promise<Order | null> {
  const { channel, order_id: proved, order_number: number } = incoming;
  if (proved) return orderById(tx, ctx, proved, channel.brand_id);
  if (!number) return null;
  const found = await findOrderByNumber(tx, ctx, number, channel.brand_id);
  const own = found.filter((order) => channel.kind === 'marketplace' || order.customer_id === contact.customer_id);
  return own.length === 1 ? own[0]! : null;
}

/** The contact form has no way out of its own: answers go by the brand's mail where it has one. */
async function replyChannel(tx: Tx, ctx: Ctx, { channel }: Incoming): Promise<string> {
  if (channel.kind !== 'form') return channel.id;
  const [mail] = await channelsOfKind(tx, ctx, ['email'], channel.brand_id);
  return mail?.id ?? channel.id;
}
