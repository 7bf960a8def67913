import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Sight } from '../talk.ts';

/** Of these files those the buyer sent in this very conversation, by this very session: what may stand as their evidence. */
export async function photosOf(tx: Tx, ctx: Ctx, sight: Sight, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0 || sight.conversation_id === null) return [];
  const { rows } = await sql<{ id: string }>`
    select distinct f.id from files f
    join message_files mf on mf.workspace_id = f.workspace_id and mf.file_id = f.id
    join messages m on m.workspace_id = mf.workspace_id and m.id = mf.message_id
    where f.workspace_id = ${ctx.workspaceId} and f.id = any (${[...ids]}::uuid[]) and m.direction = 'in'
      and m.conversation_id = ${sight.conversation_id} and f.session_id is not distinct from ${sight.session_id}::uuid
      and (f.type like 'image/%' or f.type like 'video/%')
    order by f.id limit 12`.execute(tx);
  return rows.map(({ id }) => id);
}
