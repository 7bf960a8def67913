import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { enqueue } from '../../platform/record.ts';
import type { Conversation } from '../conversations/conversation.ts';
import type { MessageRow } from '../messages/messages.store.ts';
import { tellMessage } from './tell.ts';

/** How long a widget may take to say that it has a message before its buyer counts as gone. */
export const GONE_MS = 2 * 60_000;

/** Our message on a chat is there as soon as it is written: the widget is told, and the mail waits in case nobody is there. */
export async function chatWentOut(tx: Tx, ctx: Ctx, conversation: Conversation, message: MessageRow): Promise<void> {
  await tellMessage(tx, ctx, conversation, message);
  await enqueue(tx, ctx, {
    job: 'mail-chat-answers',
    payload: { conversation_id: conversation.id },
    runAt: new Date(ctx.now.getTime() + GONE_MS),
    key: `mail-chat-answers:${conversation.id}`,
  });
}
