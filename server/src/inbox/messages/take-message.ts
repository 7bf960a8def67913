import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { countAttempt, type Limit } from '../../platform/limits.ts';
import { record } from '../../platform/record.ts';
import { useFiles } from '../../uploads/index.ts';
import { type Incoming, MESSAGE_FILES } from '../channel.ts';
import { markUsed } from '../channels/channels.store.ts';
import { type ContactRow, lockContact, lockName } from '../contacts/contacts.store.ts';
import { pointsOf } from '../contacts/points.ts';
import { whoWrote } from '../contacts/who-wrote.ts';
import type { Conversation } from '../conversations/conversation.ts';
import { findConversation, saveConversation } from '../conversations/conversations.store.ts';
import { conversationEvent, excerptOf } from '../conversations/events.ts';
import { hearBuyer, hearReply } from '../conversations/heard.ts';
import { assistantSide } from '../sides.ts';
import { languageOf } from '../translation/language.ts';
import {
  type Author,
  insertMessage,
  insertMessageFiles,
  insertThreadIds,
  messageByExternal,
  ownOnItsWay,
  setMessageState,
  threadsKnown,
} from './messages.store.ts';
import { takeBounce } from './take-bounce.ts';
import { NOT_TAKEN, type Taken } from './taken.ts';
import { whichConversation } from './which-conversation.ts';
import { writtenEvent } from './write-message.ts';

/** Machines that answer each other stop here: so many automatic messages of one sender an hour. */
const AUTOMATIC: Limit = { max: 10, windowSeconds: 3600 };
/** More than a person writes, by whatever means. */
const FLOOD: Limit = { max: 60, windowSeconds: 600 };

/**
 * Takes in one message as a channel's connector read it: who wrote, which conversation it belongs to, and what that sets
 * off. Called outside any transaction; the same `external_id` in a channel is taken once, however often and by however many
 * at once it is told. Not taken: what a blocked contact writes, and what one sender sends beyond what is sane (a log line
 * tells). What a spammer writes is kept with the rest of their spam and moves nothing.
 */
export async function takeMessage(ctx: Ctx, incoming: Incoming): Promise<Taken> {
  const { channel, external_id: externalId } = incoming;
  if (!incoming.contact_id) {
    const known = await inWorkspace(ctx, (tx) => messageByExternal(tx, ctx, channel.id, externalId));
    if (known) return { conversation_id: known.conversation_id, message_id: known.id, taken: false };
    if (!(await isSane(ctx, incoming))) return NOT_TAKEN;
  }
  return inWorkspace(ctx, async (tx) => {
    await lockName(tx, `${channel.id}:${externalId}`);
    const known = await messageByExternal(tx, ctx, channel.id, externalId);
    if (known) return { conversation_id: known.conversation_id, message_id: known.id, taken: false };
    return incoming.automatic === 'bounce' ? takeBounce(tx, ctx, incoming) : take(tx, ctx, withLanguage(incoming));
  });
}

/** Few services say which language somebody wrote in; then the text tells, where it can. */
function withLanguage(incoming: Incoming): Incoming {
  return { ...incoming, language: incoming.language ?? languageOf(incoming.text) };
}

async function isSane(ctx: Ctx, { channel, sender, automatic }: Incoming): Promise<boolean> {
  const from = sender ? (pointsOf(sender)[0]?.value ?? 'nobody') : 'nobody';
  const { allowed } = await countAttempt(
    ctx,
    `inbox:${automatic ? 'machine' : 'buyer'}:${channel.id}:${from}`,
    automatic ? AUTOMATIC : FLOOD,
  );
  if (!allowed)
    ctx.log.warn({ channel_id: channel.id, automatic }, 'a sender wrote too often; the message was not taken');
  return allowed;
}

async function take(tx: Tx, ctx: Ctx, incoming: Incoming): Promise<Taken> {
  const { channel } = incoming;
  const ledTo = await whereItLeads(tx, ctx, incoming);
  const contact = await contactOf(tx, ctx, incoming, ledTo);
  if (contact.blocked_at) {
    ctx.log.info(
      { channel_id: channel.id, contact_id: contact.id },
      'a blocked contact wrote; the message was not taken',
    );
    return NOT_TAKEN;
  }
  const at = incoming.at !== null && incoming.at < ctx.now ? incoming.at : ctx.now;
  const found = await whichConversation(tx, ctx, incoming, contact, ledTo);
  const { isNew, replyChannelId } = found;
  const conversation = isNew ? await answeredFirst(tx, ctx, found.conversation, incoming) : found.conversation;
  // Once the conversation is held, so that ids are the order of its thread: what is new since one is never before it.
  const id = newId();
  const own = incoming.author === 'buyer' ? null : await echoOf(tx, ctx, incoming, conversation.id);
  if (own) return own;
  const author = authorOf(incoming, contact);
  const isOurs = author.kind !== 'buyer';
  const message = await insertMessage(tx, ctx, {
    id,
    conversation_id: conversation.id,
    brand_id: channel.brand_id,
    at,
    kind: 'message',
    direction: isOurs ? 'out' : 'in',
    channel_id: channel.id,
    author,
    subject: incoming.subject,
    body: incoming.text,
    html: incoming.html,
    quoted: incoming.quoted,
    signature: incoming.signature,
    language: incoming.language,
    automatic: incoming.automatic,
    choice: incoming.choice ?? null,
    state: isOurs ? 'sent' : 'received',
    sent_at: isOurs ? at : null,
    external_id: incoming.external_id,
    envelope: incoming.envelope,
    raw_file_id: incoming.raw_file_id,
  });
  const fileIds = incoming.files.map(({ file_id }) => file_id);
  await useFiles(tx, ctx, incoming.raw_file_id ? [...fileIds, incoming.raw_file_id] : fileIds, {
    kinds: MESSAGE_FILES,
  });
  await insertMessageFiles(tx, ctx, id, incoming.files);
  await insertThreadIds(tx, ctx, { brand_id: channel.brand_id, conversation_id: conversation.id }, incoming.known_as);
  await markUsed(tx, ctx, channel.id, 'last_in_at');
  const by = ctxOf(ctx, author, channel.brand_id);
  if (conversation.spam) {
    await saveConversation(tx, ctx, conversation.id, { last_message_id: id, last_at: at });
    return { conversation_id: conversation.id, message_id: id, taken: true };
  }
  const opened = conversationEvent(conversation, {
    type: 'conversation.opened',
    data: {
      channel: channel.kind,
      subject: conversation.subject,
      contact: contact.name,
      ...(conversation.holder === 'assistant' ? { assistant: true } : {}),
      ...(incoming.page ? { page: incoming.page } : {}),
    },
    sides: true,
  });
  const arrived = isOurs
    ? writtenEvent(conversation, message, channel.kind)
    : conversationEvent(conversation, {
        type: 'message.received',
        data: {
          message_id: id,
          channel: channel.kind,
          automatic: incoming.automatic,
          author: author.name,
          excerpt: excerptOf(incoming.text),
        },
      });
  await record(tx, by, isNew ? [opened, arrived] : [arrived]);
  await moveOn(tx, by, conversation, { id, at, channelId: replyChannelId, author, automatic: incoming.automatic });
  return { conversation_id: conversation.id, message_id: id, taken: true };
}

/** Who answers first: the assistant, where the brand has it so, holds a new conversation from its first word on. */
async function answeredFirst(tx: Tx, ctx: Ctx, at: Conversation, incoming: Incoming): Promise<Conversation> {
  if (incoming.author !== 'buyer' || incoming.automatic || at.spam || at.holder !== 'nobody') return at;
  if (!(await assistantSide().answersFirst(tx, ctx, { brand_id: at.brand_id, channel: incoming.channel }))) return at;
  await saveConversation(tx, ctx, at.id, { holder: 'assistant' });
  return { ...at, holder: 'assistant' };
}

/** A service tells of what is written on it, also by us: our own message is known by its words until the service says its id. */
async function echoOf(tx: Tx, ctx: Ctx, incoming: Incoming, conversationId: string): Promise<Taken | null> {
  const at = { conversation_id: conversationId, channel_id: incoming.channel.id, body: incoming.text };
  const id = await ownOnItsWay(tx, ctx, at);
  if (id === null) return null;
  await setMessageState(tx, ctx, id, { external_id: incoming.external_id });
  return { conversation_id: conversationId, message_id: id, taken: false };
}

function moveOn(
  tx: Tx,
  ctx: Ctx,
  conversation: Conversation,
  message: { id: string; at: Date; channelId: string; author: Author; automatic: Incoming['automatic'] },
): Promise<Conversation> {
  const said = { message_id: message.id, at: message.at, channel_id: message.channelId };
  const { kind } = message.author;
  if (kind === 'buyer') {
    const automatic = message.automatic;
    return hearBuyer(tx, ctx, conversation, { ...said, automatic });
  }
  const author = { ...message.author, kind };
  return hearReply(tx, ctx, conversation, { ...said, author, automatic: null, after: 'waiting' });
}

/** The conversation it belongs to for certain, or the first that its Message-IDs (or its service's thread) lead to. */
async function whereItLeads(tx: Tx, ctx: Ctx, incoming: Incoming): Promise<Conversation | null> {
  const named = incoming.conversation_id ?? null;
  const ids = named ? [named] : await threadsKnown(tx, ctx, incoming.channel.brand_id, incoming.thread_ids);
  const found: Conversation[] = [];
  for (const id of ids.slice(0, 5)) found.push(await findConversation(tx, ctx, id));
  return found.find(({ state }) => state !== 'closed') ?? found[0] ?? null;
}

function contactOf(tx: Tx, ctx: Ctx, incoming: Incoming, ledTo: Conversation | null): Promise<ContactRow> {
  if (incoming.contact_id) return lockContact(tx, ctx, incoming.contact_id);
  // A colleague in the service's pages is nobody's buyer: the thread says whom they wrote to.
  if (ledTo && incoming.author !== 'buyer') return lockContact(tx, ctx, ledTo.contact_id);
  const sender = incoming.sender ?? { name: null, points: [] };
  return whoWrote(tx, ctx, incoming.channel, sender, ledTo?.contact_id ?? null);
}

/** A colleague, or a machine, that wrote in the service's own pages speaks for us; there `sender` is the buyer it was written to. */
function authorOf({ author, channel }: Incoming, contact: ContactRow): Author {
  if (author === 'buyer') return { kind: 'buyer', id: contact.id, name: contact.name };
  return { kind: author === 'staff' ? 'staff' : 'assistant', id: null, name: channel.name };
}

/** What happens is the buyer's doing, or of whoever wrote in the service's pages. */
function ctxOf(ctx: Ctx, author: Author, brandId: string): Ctx {
  const { name } = author;
  if (author.kind !== 'buyer') return { ...ctx, actor: { ...ctx.actor, kind: 'system', id: null, name } };
  const may = { permissions: new Set<string>(), brandIds: [brandId], siteIds: null };
  return { ...ctx, actor: { kind: 'buyer', id: author.id, name, ...may } };
}

/** Was this taken already? For connectors that store files before they know; `takeMessage` itself asks again. */
export async function alreadyTaken(ctx: Ctx, channelId: string, externalId: string): Promise<Taken | null> {
  const known = await inWorkspace(ctx, (tx) => messageByExternal(tx, ctx, channelId, externalId));
  return known && { conversation_id: known.conversation_id, message_id: known.id, taken: false };
}
