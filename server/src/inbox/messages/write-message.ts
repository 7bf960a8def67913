import type { ChannelKind, ChatCard, ChatChoice } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { enqueue, record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { useFiles } from '../../uploads/index.ts';
import { type MailEnvelope, MESSAGE_FILES } from '../channel.ts';
import { findChannel, markUsed } from '../channels/channels.store.ts';
import { chatWentOut } from '../chat/went-out.ts';
import { pointsOfContact } from '../contacts/contacts.store.ts';
import { addressKind, replyAddress } from '../contacts/reply-address.ts';
import type { Conversation } from '../conversations/conversation.ts';
import { conversationEvent, excerptOf } from '../conversations/events.ts';
import { hearReply } from '../conversations/heard.ts';
import { type Author, insertMessage, insertMessageFiles, type MessageRow, type Translated } from './messages.store.ts';

export type NewReply = {
  /** As it stands under lock. */
  conversation: Conversation;
  /** The channel it goes out by; the conversation's `reply_channel_id` unless somebody chose. */
  channel_id: string;
  author: Author & { kind: 'staff' | 'assistant' | 'system' };
  text: string;
  language?: string | null;
  /** What the author wrote in their own language stands here, by `person`. */
  translations?: Translated[];
  file_ids?: readonly string[];
  /** Mail addresses; by default where the buyer wrote from. */
  to?: readonly string[];
  cc?: readonly string[];
  /** What a rule or a survey sends answers nobody. */
  automatic?: 'rule' | 'survey' | null;
  /** Goes at this time; null or left out: now. */
  send_at?: Date | null;
  /** How the writer leaves the conversation, once the message goes. */
  after?: 'open' | 'waiting' | 'resolved';
  macro_id?: string | null;
  /** One of a kind in the channel, where the same must not be written twice. */
  external_id?: string | null;
  /** What stands below the words on a chat; other channels carry the words alone. */
  card?: ChatCard | null;
  choices?: readonly ChatChoice[];
};

/** Channels whose messages are there as soon as they are written: the widget reads them, and a call was a call. */
const AT_ONCE: ReadonlySet<ChannelKind> = new Set(['chat', 'phone']);

/**
 * Staff, the assistant or a rule writes to the buyer. The message is kept and its way begins: on a chat it is there, on
 * other channels a job carries it out (deliver-message.ts), and one set for later waits for its time. Whether a reply is
 * possible at all is the caller's to ask (`step(conversation, 'reply')`), and so is whether somebody else answered first.
 *
 * Throws `channel.not_found`, `contact.no_address`, `file.not_found`, `message.in_the_past`.
 */
export async function writeMessage(
  tx: Tx,
  ctx: Ctx,
  given: NewReply,
): Promise<{ message: MessageRow; conversation: Conversation }> {
  const { conversation, send_at: sendAt = null } = given;
  const channel = await findChannel(tx, ctx, given.channel_id);
  if (!channel || channel.archived_at || channel.brand_id !== conversation.brand_id)
    throw new Refusal('channel.not_found');
  if (sendAt !== null && sendAt <= ctx.now) throw new Refusal('message.in_the_past');
  const files = await useFiles(tx, ctx, given.file_ids ?? [], { kinds: MESSAGE_FILES });
  const envelope = await envelopeFor(tx, ctx, given, channel.kind);
  const isThere = sendAt === null && AT_ONCE.has(channel.kind);
  const message = await insertMessage(tx, ctx, {
    id: newId(),
    conversation_id: conversation.id,
    brand_id: conversation.brand_id,
    at: ctx.now,
    kind: 'message',
    direction: 'out',
    channel_id: channel.id,
    author: given.author,
    body: given.text,
    language: given.language ?? null,
    translations: given.translations ?? [],
    automatic: given.automatic ?? null,
    state: sendAt !== null ? 'scheduled' : isThere ? 'sent' : 'queued',
    send_at: sendAt,
    sent_at: isThere ? ctx.now : null,
    envelope,
    macro_id: given.macro_id ?? null,
    external_id: given.external_id ?? null,
    card: given.card ?? null,
    choices: given.choices ?? [],
  });
  await insertMessageFiles(
    tx,
    ctx,
    message.id,
    files.map(({ id }) => ({ file_id: id })),
  );
  const after = given.after ?? 'waiting';
  if (sendAt !== null) {
    await sendAtItsTime(tx, ctx, message.id, sendAt, after);
    return { message, conversation };
  }
  return { message, conversation: await setOut(tx, ctx, conversation, message, channel.kind, after) };
}

/** A message is on its way: what that does to its conversation, the event, and the job that carries it. */
export async function setOut(
  tx: Tx,
  ctx: Ctx,
  conversation: Conversation,
  message: MessageRow,
  kind: ChannelKind,
  after: 'open' | 'waiting' | 'resolved',
): Promise<Conversation> {
  const author = message.author as NewReply['author'];
  const automatic = message.automatic as 'rule' | 'survey' | null;
  await record(tx, ctx, [writtenEvent(conversation, message, kind)]);
  const next = await hearReply(tx, ctx, conversation, {
    message_id: message.id,
    at: message.at,
    channel_id: message.channel_id,
    author,
    automatic,
    after,
  });
  if (kind === 'chat') await chatWentOut(tx, ctx, next, message);
  if (message.state === 'queued') await sendOn(tx, ctx, message);
  else await markUsed(tx, ctx, message.channel_id, 'last_out_at');
  return next;
}

export function writtenEvent(
  conversation: Pick<Conversation, 'id' | 'code' | 'brand_id' | 'order_id' | 'return_id'>,
  message: Pick<MessageRow, 'id' | 'author' | 'body' | 'automatic'>,
  channel: ChannelKind,
) {
  return conversationEvent(conversation, {
    type: 'message.written',
    data: {
      message_id: message.id,
      channel,
      author_kind: message.author.kind,
      author: message.author.name,
      excerpt: excerptOf(message.body),
      automatic: message.automatic,
    },
  });
}

export async function sendAtItsTime(
  tx: Tx,
  ctx: Ctx,
  messageId: string,
  runAt: Date,
  after: 'open' | 'waiting' | 'resolved',
): Promise<void> {
  const payload = { message_id: messageId, after };
  await enqueue(tx, ctx, { job: 'send-scheduled-message', payload, runAt, key: `scheduled-message:${messageId}` });
}

/** The messages of one conversation go out one after the other, in the order they were written. */
export async function sendOn(tx: Tx, ctx: Ctx, message: Pick<MessageRow, 'id' | 'conversation_id'>, runAt?: Date) {
  await enqueue(tx, ctx, {
    job: 'deliver-message',
    payload: { message_id: message.id },
    key: `deliver-message:${message.id}`,
    queue: `deliver:${message.conversation_id}`,
    ...(runAt ? { runAt } : {}),
  });
}

/** The service of the channel has an id of its own for this buyer, which is all the address it needs. */
async function isKnownToService(tx: Tx, ctx: Ctx, { conversation, channel_id }: NewReply): Promise<boolean> {
  const points = await pointsOfContact(tx, ctx, conversation.contact_id);
  return points.some(({ kind, value }) => kind === 'external' && value.startsWith(`${channel_id}:`));
}

async function envelopeFor(tx: Tx, ctx: Ctx, given: NewReply, kind: ChannelKind): Promise<MailEnvelope | null> {
  if (kind === 'phone' || kind === 'chat') return null;
  const to = given.to?.length ? [...given.to] : [await replyAddress(tx, ctx, given.conversation, kind)];
  const known = to.filter((address) => address !== null);
  if (known.length === 0 && !(await isKnownToService(tx, ctx, given)))
    throw new Refusal('contact.no_address', { channel: kind });
  if (addressKind(kind) === null) return null;
  return { from: '', to: known, cc: [...(given.cc ?? [])], message_id: null, spoofed: false };
}
