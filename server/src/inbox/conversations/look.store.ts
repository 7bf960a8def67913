/** What one member of staff has of a conversation for themselves: how far they read, that they were mentioned, what they are writing. */
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

/** These are named in a note, or reminded: it stands in their mentions until they look. */
export async function mention(tx: Tx, ctx: Ctx, conversationId: string, staffIds: readonly string[]): Promise<void> {
  if (staffIds.length === 0) return;
  await tx
    .insertInto('conversation_seen')
    .values(
      staffIds.map((staff_id) => ({
        workspace_id: ctx.workspaceId,
        conversation_id: conversationId,
        staff_id,
        mentioned_at: ctx.now,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'conversation_id', 'staff_id']).doUpdateSet({ mentioned_at: ctx.now }),
    )
    .execute();
}

/** They have read up to a message; never back again. Ends their mention. */
export async function lookedAt(
  tx: Tx,
  ctx: Ctx,
  conversationId: string,
  staffId: string,
  messageId: string,
): Promise<void> {
  await sql`insert into conversation_seen as n (workspace_id, conversation_id, staff_id, message_id)
    values (${ctx.workspaceId}, ${conversationId}, ${staffId}, ${messageId})
    on conflict (workspace_id, conversation_id, staff_id) do update
    set message_id = greatest(n.message_id, excluded.message_id), mentioned_at = null`.execute(tx);
}

export async function keepDraft(
  tx: Tx,
  ctx: Ctx,
  conversationId: string,
  staffId: string,
  draft: { body: string; note: boolean; language: string | null },
): Promise<void> {
  const row = { ...draft, updated_at: ctx.now };
  await tx
    .insertInto('drafts')
    .values({ workspace_id: ctx.workspaceId, conversation_id: conversationId, staff_id: staffId, ...row })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'conversation_id', 'staff_id']).doUpdateSet(row))
    .execute();
}

export async function dropDraft(tx: Tx, ctx: Ctx, conversationId: string, staffId: string): Promise<void> {
  await tx
    .deleteFrom('drafts')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('staff_id', '=', staffId)
    .execute();
}
