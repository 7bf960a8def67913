import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { reopen } from '../conversations/conversation.ts';
import { lockStanding, settle } from '../conversations/conversations.store.ts';
import { conversationEvent } from '../conversations/events.ts';
import { findMessage, lockMessage, type MessageState, setMessageState } from './messages.store.ts';

/** What has failed already, was taken back, or is still waiting for its time cannot fail. */
const ON_ITS_WAY: ReadonlySet<MessageState> = new Set(['queued', 'sending', 'sent', 'delivered', 'kept']);

/**
 * A message of ours did not arrive: the service refused it, every try failed, or it bounced. The buyer has not heard us, so
 * the next word is ours again: a conversation that waited or was settled opens. Told twice, it fails once.
 */
export async function failMessage(tx: Tx, ctx: Ctx, id: string, failure: string): Promise<void> {
  const { conversation_id } = await findMessage(tx, ctx, id);
  const at = await lockStanding(tx, ctx, conversation_id);
  const message = await lockMessage(tx, ctx, id);
  if (!ON_ITS_WAY.has(message.state)) return;
  await setMessageState(tx, ctx, id, { state: 'failed', failure: failure.slice(0, 500) });
  await record(tx, ctx, [
    conversationEvent(at, { type: 'message.failed', data: { message_id: id, failure: failure.slice(0, 200) } }),
  ]);
  if (at.spam || message.automatic !== null || (at.state !== 'waiting' && at.state !== 'resolved')) return;
  const { change, events } = reopen(at);
  await settle(tx, ctx, at, {
    change,
    events: events.map((event) => ({ ...event, data: { ...event.data, because: 'not_delivered' } })),
  });
}
