import type { Tx } from '../../platform/db.ts';
import { findConversation } from '../conversations/conversations.store.ts';
import { talkRows } from './chat.store.ts';
import { type ChatCtx, type Guest, openGuest } from './guest.ts';

/**
 * Whoever holds the session's token, where they see this conversation (or the one it was joined into); null where they do
 * not, or there is none. Throws what `openGuest` throws.
 */
export async function seesTalk(
  tx: Tx,
  ctx: ChatCtx,
  origin: string | undefined,
  conversationId: string | null,
): Promise<Guest | null> {
  const guest = await openGuest(tx, ctx, origin);
  if (conversationId === null) return null;
  const [talk] = await talkRows(tx, ctx, guest, conversationId);
  if (talk) return guest;
  const known = await tx
    .selectFrom('conversations')
    .select('merged_into')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', conversationId)
    .executeTakeFirst();
  if (!known?.merged_into) return null;
  const [standing] = await talkRows(tx, ctx, guest, (await findConversation(tx, ctx, known.merged_into)).id);
  return standing ? guest : null;
}
