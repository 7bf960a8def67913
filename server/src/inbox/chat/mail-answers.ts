import { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { queueMail } from '../../platform/outbox.ts';
import { type Channel, connectorOf, type Outgoing } from '../channel.ts';
import { channelOf, channelsOfKind } from '../channels/channels.store.ts';
import { findContact, pointsOfContact } from '../contacts/contacts.store.ts';
import { buyerLanguageOf } from '../contacts/points.ts';
import { lockConversation } from '../conversations/conversations.store.ts';
import { excerptOf } from '../conversations/events.ts';
import {
  insertThreadIds,
  lastOfBuyer,
  type MessageRow,
  setMessageState,
  threadIds,
} from '../messages/messages.store.ts';
import { unheard } from './receipts.store.ts';
import { firstName } from './shown.ts';
import { GONE_MS } from './went-out.ts';

/**
 * What was answered over the chat while nobody was there goes out by mail too, to a buyer who left an address: by the brand's
 * own mail channel where it has one, so that answering the mail continues the conversation; else from the outbox. Two minutes
 * without word from the widget count as gone. Each message is mailed once: should the process die after the mail server took
 * it, it goes again under the same Message-ID.
 */
async function mailAnswers(ctx: Ctx, conversationId: string): Promise<void> {
  const wanted = await inWorkspace(ctx, (tx) => prepare(tx, ctx, conversationId));
  if (!wanted?.by) return;
  const { by, outgoing, messages, at } = wanted;
  const connector = connectorOf('email');
  const answer = await connector?.deliver(ctx, by, outgoing);
  if (!answer || answer.outcome === 'refused') {
    ctx.log.warn(
      { conversation_id: at.id, reason: answer?.reason ?? 'no_way_out' },
      'an answer of the chat was not mailed',
    );
    return;
  }
  const ids = [...(answer.external_id ? [answer.external_id] : []), ...(answer.known_as ?? [])];
  await inWorkspace(ctx, async (tx) => {
    await insertThreadIds(tx, ctx, { brand_id: at.brand_id, conversation_id: at.id }, ids);
    await noteMailed(tx, ctx, messages, outgoing.envelope?.to ?? [], answer.external_id);
  });
}

type Wanted = {
  at: { id: string; brand_id: string };
  messages: MessageRow[];
  outgoing: Outgoing;
  /** The brand's mail channel; null where the outbox took it already. */
  by: Channel | null;
};

async function prepare(tx: Tx, ctx: Ctx, conversationId: string): Promise<Wanted | null> {
  const at = await lockConversation(tx, ctx, conversationId);
  const messages = await unheard(tx, ctx, at.id, new Date(ctx.now.getTime() - GONE_MS + 5_000));
  const contact = await findContact(tx, ctx, at.contact_id);
  const points = await pointsOfContact(tx, ctx, contact.id);
  const mails = points.filter(({ kind }) => kind === 'email');
  const to = (mails.find(({ verified }) => verified) ?? mails.at(-1))?.value;
  const last = messages.at(-1);
  if (!last || !to || contact.blocked_at) return null;
  const heard = await lastOfBuyer(tx, ctx, at.id, last.id);
  const [row] = await channelsOfKind(tx, ctx, ['email'], at.brand_id);
  const outgoing: Outgoing = {
    id: last.id,
    conversation: { id: at.id, code: at.code, subject: at.subject, language: at.language },
    contact: { id: contact.id, name: contact.name, points: points.map(({ kind, value }) => ({ kind, value })) },
    author: last.author as Outgoing['author'],
    subject: null,
    text: messages.map(({ body }) => body).join('\n\n'),
    files: [],
    envelope: { to: [to], cc: [] },
    answers: heard && {
      message_id: heard.envelope?.message_id ?? null,
      references: await threadIds(tx, ctx, at.id),
      at: heard.at,
      text: heard.body,
    },
  };
  if (row) return { at, messages, outgoing, by: channelOf(ctx.config, row) };
  await queueMail(tx, ctx, {
    cause: `chat-answer:${last.id}`,
    template: 'chat_answer',
    language: buyerLanguageOf(at.language) ?? contact.language,
    to,
    brandId: at.brand_id,
    data: {
      answers: messages.map(({ author, body }) => ({ by: firstName(author.name), lines: linesOf(body) })),
      question: excerptOf(heard?.body ?? at.subject),
    },
  });
  await noteMailed(tx, ctx, messages, [to], null);
  return { at, messages, outgoing, by: null };
}

/** The envelope says that it went by mail, and where to; so it does not go twice, and staff see it. */
async function noteMailed(
  tx: Tx,
  ctx: Ctx,
  messages: readonly MessageRow[],
  to: string[],
  id: string | null,
): Promise<void> {
  const envelope = { from: '', to, cc: [], message_id: id, spoofed: false };
  for (const message of messages) await setMessageState(tx, ctx, message.id, { envelope });
}

const linesOf = (text: string) => {
  const lines = text.split(/\n+/).filter((line) => line.trim() !== '');
  return lines.length > 0 ? lines : ['…'];
};

export const mailAnswersJob = job({
  name: 'mail-chat-answers',
  payload: z.object({ conversation_id: z.uuid() }),
  run: (ctx, { conversation_id }) => mailAnswers(ctx, conversation_id),
});
