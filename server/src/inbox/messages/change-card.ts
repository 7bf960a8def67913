import type { ChatCard } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { tellMessage } from '../chat/tell.ts';
import { findConversation } from '../conversations/conversations.store.ts';
import { lockMessage, saveCard } from './messages.store.ts';

/**
 * What stands below a message became something else: the buyer said yes, it ran out. The widget is shown the message anew
 * under its old id. Throws `message.not_found`.
 */
export async function changeCard(tx: Tx, ctx: Ctx, messageId: string, card: ChatCard): Promise<void> {
  const row = await lockMessage(tx, ctx, messageId);
  await saveCard(tx, ctx, messageId, card);
  await tellMessage(tx, ctx, await findConversation(tx, ctx, row.conversation_id), { ...row, card });
}
