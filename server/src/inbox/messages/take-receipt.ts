import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { findConversation } from '../conversations/conversations.store.ts';
import { conversationEvent } from '../conversations/events.ts';
import { failMessage } from './fail-message.ts';
import { findMessage, lockMessage, type MessageState, setMessageState } from './messages.store.ts';

export type Receipt = { message_id: string; state: 'delivered' | 'read' | 'failed'; failure?: string };

/** How far a message has come; a receipt that comes late takes nothing back. */
const FAR: readonly MessageState[] = ['queued', 'sending', 'sent', 'delivered', 'read'];

/**
 * A channel's service says what became of a message of ours. Receipts may come in any order and more than once, even before
 * the answer to our own call. Throws `message.not_found` for a message of another channel, too.
 */
export async function takeReceipt(ctx: Ctx, channelId: string, receipt: Receipt): Promise<void> {
  await inWorkspace(ctx, async (tx) => {
    const found = await findMessage(tx, ctx, receipt.message_id);
    if (found.channel_id !== channelId || found.direction !== 'out') throw new Refusal('message.not_found');
    if (receipt.state === 'failed') return failMessage(tx, ctx, found.id, receipt.failure ?? 'not_delivered');
    const message = await lockMessage(tx, ctx, found.id);
    const [from, to] = [FAR.indexOf(message.state), FAR.indexOf(receipt.state)];
    if (from < 0 || from >= to) return;
    await setMessageState(tx, ctx, message.id, {
      state: receipt.state,
      sent_at: message.sent_at ?? ctx.now,
      delivered_at: message.delivered_at ?? ctx.now,
      ...(receipt.state === 'read' ? { read_at: ctx.now } : {}),
    });
    const at = await findConversation(tx, ctx, message.conversation_id);
    const data = { message_id: message.id, state: receipt.state };
    await record(tx, ctx, [conversationEvent(at, { type: 'message.delivered', data })]);
  });
}
