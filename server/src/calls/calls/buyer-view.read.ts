import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { KeptPicture } from '../../uploads/index.ts';

/** The stills of a call that the buyer may see: of their goods, not those taken out of sight. */
export async function stillsOf(tx: Tx, ctx: Ctx, callId: string): Promise<KeptPicture[]> {
  const { rows } = await sql<KeptPicture>`
    select s.id, f.key, f.thumb_key, s.caption, s.captured_at as added_at from call_stills s
    join files f on f.workspace_id = s.workspace_id and f.id = coalesce(s.drawn_file_id, s.file_id)
    where s.workspace_id = ${ctx.workspaceId} and s.call_id = ${callId} and s.removed_at is null and s.erased_at is null
    order by s.position`.execute(tx);
  return rows;
}

export async function fileKey(tx: Tx, ctx: Ctx, fileId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('files')
    .select('key')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', fileId)
    .executeTakeFirst();
  return row?.key ?? null;
}
