import { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { findChannel } from '../channels/channels.store.ts';
import { findContact } from '../contacts/contacts.store.ts';
import { lockStanding } from '../conversations/conversations.store.ts';
import { conversationEvent } from '../conversations/events.ts';
import { findMessage, lockMessage, type MessageRow, moveToEnd, setMessageState } from './messages.store.ts';
import { sendOn, setOut } from './write-message.ts';

/**
 * The time of a message has come: it takes its place at the end of the thread (under a new id, as ids are the order of a
 * thread and what readers ask for "since") and goes out, whatever happened meanwhile but for a contact that was blocked.
 */
async function sendScheduled(ctx: Ctx, id: string, after: 'open' | 'waiting' | 'resolved'): Promise<void> {
  await inWorkspace(ctx, async (tx) => {
    const waiting = await findMessage(tx, ctx, id).catch((error: unknown) => {
      if (error instanceof Refusal) return null; // it went already, under its new id
      throw error;
    });
    if (waiting === null) return;
    const at = await lockStanding(tx, ctx, waiting.conversation_id);
    const row = await lockMessage(tx, ctx, id);
    if (row.state !== 'scheduled') return;
    const contact = await findContact(tx, ctx, at.contact_id);
    if (contact.blocked_at) {
      await setMessageState(tx, ctx, id, { state: 'cancelled', failure: 'contact.blocked' });
      await record(tx, ctx, [conversationEvent(at, { type: 'message.cancelled', data: { message_id: id } })]);
      return;
    }
    const channel = await findChannel(tx, ctx, row.channel_id);
    const isThere = channel?.kind === 'chat' || channel?.kind === 'phone';
    const message = await moveToEnd(tx, ctx, row, {
      conversation_id: at.id,
      at: ctx.now,
      state: isThere ? 'sent' : 'queued',
      sent_at: isThere ? ctx.now : null,
    });
    await setOut(tx, asAuthor(ctx, message), at, message, channel!.kind, after);
  });
}

/** What goes by itself at its time is still its author's word. */
function asAuthor(ctx: Ctx, { author }: MessageRow): Ctx {
  return author.kind === 'staff'
    ? { ...ctx, actor: { ...ctx.actor, kind: 'staff', id: author.id, name: author.name } }
    : ctx;
}

/** Staff take back a message that waits for its time. Throws `message.not_found`, `message.wrong_state`. */
export function cancelMessage(ctx: Ctx, id: string): Promise<MessageRow> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockStanding(tx, ctx, (await findMessage(tx, ctx, id)).conversation_id);
    const row = await lockMessage(tx, ctx, id);
    if (row.state !== 'scheduled') throw new Refusal('message.wrong_state', { state: row.state });
    await setMessageState(tx, ctx, id, { state: 'cancelled' });
    await record(tx, ctx, [conversationEvent(at, { type: 'message.cancelled', data: { message_id: id } })]);
    return { ...row, state: 'cancelled' };
  });
}

/** Staff send a message again that failed. Throws `message.not_found`, `message.wrong_state`. */
export function retryMessage(ctx: Ctx, id: string): Promise<MessageRow> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockStanding(tx, ctx, (await findMessage(tx, ctx, id)).conversation_id);
    const row = await lockMessage(tx, ctx, id);
    if (row.state !== 'failed') throw new Refusal('message.wrong_state', { state: row.state });
    await setMessageState(tx, ctx, id, { state: 'queued', failure: null, attempts: 0 });
    await record(tx, ctx, [conversationEvent(at, { type: 'message.retried', data: { message_id: id } })]);
    await sendOn(tx, ctx, row);
    return { ...row, state: 'queued', failure: null };
  });
}

export const scheduled = job({
  name: 'send-scheduled-message',
  payload: z.object({ message_id: z.uuid(), after: z.enum(['open', 'waiting', 'resolved']) }),
  run: (ctx, { message_id, after }) => sendScheduled(ctx, message_id, after),
});
