import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Author } from './messages.store.ts';

export type NewerMessage = { id: string; direction: string; author: Author };

/**
 * What was said to and by the buyer since a message of this conversation (since ever, where it is none of it), oldest
 * first. What a machine sent counts for nothing, and neither do notes; what is set for later counts as said.
 */
export async function saidSince(
  tx: Tx,
  ctx: Ctx,
  conversationId: string,
  seenId: string | null,
): Promise<NewerMessage[]> {
  const { rows } = await sql<NewerMessage>`select id, direction, author from messages
    where workspace_id = ${ctx.workspaceId} and conversation_id = ${conversationId} and kind = 'message' and automatic is null
      and state <> 'cancelled' and id > coalesce((select s.id from messages s where s.workspace_id = ${ctx.workspaceId}
        and s.id = ${seenId} and s.conversation_id = ${conversationId}), '00000000-0000-0000-0000-000000000000')
    order by id limit 50`.execute(tx);
  return rows;
}
