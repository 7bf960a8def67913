import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { useFiles } from '../../uploads/index.ts';
import { type Incoming, MESSAGE_FILES } from '../channel.ts';
import { lockStanding } from '../conversations/conversations.store.ts';
import { conversationEvent, excerptOf } from '../conversations/events.ts';
import { hearBuyer } from '../conversations/heard.ts';
import { failMessage } from './fail-message.ts';
import {
  insertMessage,
  insertMessageFiles,
  lastSentTo,
  type MessageRow,
  messageByExternal,
  threadsKnown,
} from './messages.store.ts';
import { NOT_TAKEN, type Taken } from './taken.ts';

/**
 * A mail server says that a message of ours did not arrive. The message is marked as failed and its conversation opens
 * again; the bounce stands in the thread as what it is. One that names nothing of ours is not taken: mail servers tell
 * whoever a spammer pretended to be.
 */
export async function takeBounce(tx: Tx, ctx: Ctx, incoming: Incoming): Promise<Taken> {
  const { channel, bounced } = incoming;
  const ids = [...(bounced?.message_id ? [bounced.message_id] : []), ...incoming.thread_ids];
  const found = await ofOurs(tx, ctx, incoming, ids);
  if (!found) {
    ctx.log.info({ channel_id: channel.id }, 'a bounce of a message that is not ours was not taken');
    return NOT_TAKEN;
  }
  if (found.ours) await failMessage(tx, ctx, found.ours.id, bounced?.reason ?? excerptOf(incoming.text));
  const at = await lockStanding(tx, ctx, found.conversation_id);
  const id = newId();
  await insertMessage(tx, ctx, {
    id,
    conversation_id: at.id,
    brand_id: at.brand_id,
    at: ctx.now,
    kind: 'message',
    direction: 'in',
    channel_id: channel.id,
    author: { kind: 'system', id: null, name: incoming.sender?.name ?? incoming.envelope?.from ?? 'Mail' },
    subject: incoming.subject,
    body: incoming.text,
    html: incoming.html,
    quoted: incoming.quoted,
    signature: incoming.signature,
    language: incoming.language,
    automatic: 'bounce',
    state: 'received',
    failure: bounced?.reason ?? null,
    external_id: incoming.external_id,
    envelope: incoming.envelope,
    raw_file_id: incoming.raw_file_id,
  });
  const fileIds = incoming.files.map(({ file_id }) => file_id);
  await useFiles(tx, ctx, incoming.raw_file_id ? [...fileIds, incoming.raw_file_id] : fileIds, {
    kinds: MESSAGE_FILES,
  });
  await insertMessageFiles(tx, ctx, id, incoming.files);
  const data = {
    message_id: id,
    channel: channel.kind,
    automatic: 'bounce',
    author: bounced?.address ?? null,
    excerpt: excerptOf(bounced?.reason ?? incoming.text),
  };
  await record(tx, ctx, [conversationEvent(at, { type: 'message.received', data })]);
  if (at.state !== 'closed')
    await hearBuyer(tx, ctx, at, { message_id: id, at: ctx.now, channel_id: channel.id, automatic: 'bounce' });
  return { conversation_id: at.id, message_id: id, taken: true };
}

async function ofOurs(
  tx: Tx,
  ctx: Ctx,
  { channel, bounced }: Incoming,
  ids: readonly string[],
): Promise<{ conversation_id: string; ours: MessageRow | null } | null> {
  for (const id of ids) {
    const ours = await messageByExternal(tx, ctx, channel.id, id);
    if (ours?.direction === 'out') return { conversation_id: ours.conversation_id, ours };
  }
  const [conversation_id] = await threadsKnown(tx, ctx, channel.brand_id, ids);
  if (!conversation_id) return null;
  return { conversation_id, ours: await lastSentTo(tx, ctx, conversation_id, bounced?.address ?? null) };
}
