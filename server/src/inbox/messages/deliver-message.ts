import { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { type Job, job } from '../../platform/jobs.ts';
import { record } from '../../platform/record.ts';
import { type Channel, connectorOf, type Delivered, type Outgoing } from '../channel.ts';
import { setChannelHealth } from '../channels/channel-health.ts';
import { markUsed, openAnyChannel } from '../channels/channels.store.ts';
import { findContact, lockName, pointsOfContact } from '../contacts/contacts.store.ts';
import { findConversation } from '../conversations/conversations.store.ts';
import { conversationEvent } from '../conversations/events.ts';
import { failMessage } from './fail-message.ts';
import {
  filesOf,
  insertThreadIds,
  lastOfBuyer,
  lockMessage,
  type MessageRow,
  messageByExternal,
  serviceThread,
  setMessageState,
  stuckMessages,
  threadIds,
} from './messages.store.ts';
import { threadPrefix } from './thread-name.ts';
import { sendAtItsTime, sendOn } from './write-message.ts';

/** Seconds between tries. After the last one the message has failed, and staff may send it again. */
const PAUSES = [10, 60, 300, 900, 3600, 3 * 3600, 6 * 3600];

/**
 * Carries one message out. The row says `sending` before the channel's service is called, outside any transaction, and the
 * message's id is the idempotency key: should the process die between the call and its answer, the job runs again and asks
 * under the same id. The jobs of one conversation stand in one queue, so two workers never carry the same message at once.
 */
export async function deliverMessage(ctx: Ctx, id: string): Promise<void> {
  const begun = await inWorkspace(ctx, (tx) => begin(tx, ctx, id));
  if (!begun) return;
  const { channel, message } = begun;
  const connector = connectorOf(channel.kind);
  let answer: Delivered;
  try {
    answer = connector
      ? await connector.deliver(ctx, channel, begun.outgoing)
      : { outcome: 'refused', reason: 'no_way_out' };
  } catch (error) {
    return tryAgain(ctx, message, error);
  }
  await inWorkspace(ctx, (tx) => settleDelivery(tx, ctx, channel, id, answer));
}

type Begun = { message: MessageRow; channel: Channel; outgoing: Outgoing };

async function begin(tx: Tx, ctx: Ctx, id: string): Promise<Begun | null> {
  const row = await lockMessage(tx, ctx, id);
  if (row.state !== 'queued' && row.state !== 'sending') return null;
  const attempts = row.attempts + 1;
  await setMessageState(tx, ctx, id, { state: 'sending', attempts, failure: null });
  const message: MessageRow = { ...row, state: 'sending', attempts };
  const channel = await openAnyChannel(tx, ctx, row.channel_id);
  return { message, channel, outgoing: await outgoingOf(tx, ctx, message) };
}

/** A message as a connector carries it. */
async function outgoingOf(tx: Tx, ctx: Ctx, message: MessageRow): Promise<Outgoing> {
  const conversation = await findConversation(tx, ctx, message.conversation_id);
  const contact = await findContact(tx, ctx, conversation.contact_id);
  const points = await pointsOfContact(tx, ctx, contact.id);
  const files = (await filesOf(tx, ctx, [message.id])).get(message.id) ?? [];
  const heard = await lastOfBuyer(tx, ctx, conversation.id, message.id);
  const { id, code, subject, language } = conversation;
  return {
    id: message.id,
    conversation: { id, code, subject, language },
    contact: { id: contact.id, name: contact.name, points: points.map(({ kind, value }) => ({ kind, value })) },
    author: message.author as Outgoing['author'],
    thread: await serviceThread(tx, ctx, id, threadPrefix(message.channel_id)),
    subject: message.subject,
    text: message.body,
    files: files.map(({ name, type, key, bytes }) => ({ name, type, key, bytes })),
    envelope: message.envelope && { to: message.envelope.to, cc: message.envelope.cc },
    answers: heard && {
      message_id: heard.envelope?.message_id ?? null,
      references: await threadIds(tx, ctx, conversation.id),
      at: heard.at,
      text: heard.body,
    },
  };
}

/** Writes down what the service answered, once: a message that is settled already stays as it is. */
async function settleDelivery(tx: Tx, ctx: Ctx, channel: Channel, id: string, answer: Delivered): Promise<void> {
  if (answer.outcome === 'refused') return failMessage(tx, ctx, id, answer.reason);
  const row = await lockMessage(tx, ctx, id);
  if (row.state !== 'sending') return;
  const externalId = row.external_id ?? (await freeName(tx, ctx, channel.id, answer.external_id));
  await setMessageState(tx, ctx, id, {
    state: answer.outcome,
    sent_at: ctx.now,
    failure: null,
    external_id: externalId,
    ...(row.envelope && answer.external_id
      ? { envelope: { ...row.envelope, message_id: row.envelope.message_id ?? answer.external_id } }
      : {}),
  });
  const at = await findConversation(tx, ctx, row.conversation_id);
  await insertThreadIds(tx, ctx, { brand_id: at.brand_id, conversation_id: at.id }, answer.known_as ?? []);
  await markUsed(tx, ctx, channel.id, 'last_out_at');
  const data = { message_id: id, channel: channel.kind, kept: answer.outcome === 'kept' };
  await record(tx, ctx, [conversationEvent(at, { type: 'message.delivered', data })]);
  await setChannelHealth(tx, ctx, channel.id, null);
}

/** The service's id of a message, unless its echo came in under it before this answer did. */
async function freeName(tx: Tx, ctx: Ctx, channelId: string, name: string | null): Promise<string | null> {
  if (name === null) return null;
  await lockName(tx, `${channelId}:${name}`); // as whoever takes that echo in at this moment
  return (await messageByExternal(tx, ctx, channelId, name)) ? null : name;
}

/** The service did not answer, or not well: once more after a pause, and after the last one it has failed. */
async function tryAgain(ctx: Ctx, message: MessageRow, error: unknown): Promise<void> {
  const failure = (error instanceof Error ? error.message : String(error)).slice(0, 500);
  ctx.log.warn({ message_id: message.id, attempts: message.attempts, failure }, 'a message could not be carried');
  const pause = PAUSES[message.attempts - 1];
  await inWorkspace(ctx, async (tx) => {
    await setChannelHealth(tx, ctx, message.channel_id, failure);
    if (pause === undefined) return failMessage(tx, ctx, message.id, failure);
    const row = await lockMessage(tx, ctx, message.id);
    if (row.state !== 'sending') return;
    await setMessageState(tx, ctx, message.id, { state: 'queued', failure });
    await sendOn(tx, ctx, row, new Date(ctx.now.getTime() + pause * 1000));
  });
}

/** Longer than all tries together, whose jobs are still there. */
const LATE_MS = 12 * 3_600_000;

/** Messages whose job was lost (a restored backup, a queue emptied by hand) are taken up again; whoever is on their way only asks twice. */
async function chaseMessages(ctx: Ctx): Promise<void> {
  await inWorkspace(ctx, async (tx) => {
    for (const row of await stuckMessages(tx, ctx, new Date(ctx.now.getTime() - LATE_MS))) {
      if (row.state !== 'scheduled') await sendOn(tx, ctx, row);
      else await sendAtItsTime(tx, ctx, row.id, ctx.now, 'waiting');
    }
  });
}

export const deliveries: readonly Job[] = [
  job({
    name: 'deliver-message',
    payload: z.object({ message_id: z.uuid() }),
    run: (ctx, { message_id }) => deliverMessage(ctx, message_id),
  }),
  job({ name: 'chase-messages', cron: '53 * * * *', run: chaseMessages }),
];
