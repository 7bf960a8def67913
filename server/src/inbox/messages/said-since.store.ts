import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Author, MessageRow } from './messages.store.ts';

export type NewerMessage = { id: string; direction: string; author: Author };

/**
 * What was said to and by the buyer since a message of this conversation (since ever, where it is none of it), the last fifty,
 * oldest first. What a machine sent counts for nothing, and neither do notes; what is set for later counts as said.
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
    order by id desc limit 50`.execute(tx);
  return rows.reverse();
}

/**
 * What the buyer wrote since a message (since ever, where it is none) that no person has answered, the last fifty, oldest
 * first: whoever answers now answers these. What a machine sent is none of it.
 */
export async function buyersWordsSince(
  tx: Tx,
  ctx: Ctx,
  conversationId: string,
  answeredId: string | null,
): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`select m.* from messages m
    where m.workspace_id = ${ctx.workspaceId} and m.conversation_id = ${conversationId} and m.kind = 'message' and m.direction = 'in'
      and m.automatic is null and m.author->>'kind' = 'buyer'
      and m.id > coalesce(${answeredId}::uuid, '00000000-0000-0000-0000-000000000000')
      and m.id > coalesce((select max(o.id::text)::uuid from messages o where o.workspace_id = ${ctx.workspaceId}
        and o.conversation_id = ${conversationId} and o.kind = 'message' and o.direction = 'out' and o.automatic is null
        and o.state not in ('cancelled', 'scheduled') and o.author->>'kind' = 'staff'), '00000000-0000-0000-0000-000000000000')
    order by m.id desc limit 50`.execute(tx);
  return rows.reverse();
}
