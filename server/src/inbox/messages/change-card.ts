import type { ChatCard } from '@recoup/contract';
import { sql } from 'kysely';
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

/** The message of a conversation below which a card hangs, also where the conversation was joined into another; null where it hangs nowhere. */
export async function cardMessage(tx: Tx, ctx: Ctx, conversationId: string, cardId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select m.id from messages m
    where m.workspace_id = ${ctx.workspaceId} and m.card ->> 'id' = ${cardId} and m.conversation_id in (
      select ${conversationId}::uuid union select merged_into from conversations
      where workspace_id = ${ctx.workspaceId} and id = ${conversationId} and merged_into is not null)
    order by m.id desc limit 1`.execute(tx);
  return rows[0]?.id ?? null;
}
