import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

/** Where pictures lie in the store, in the order asked; only what paper can show. */
export async function pictureKeys(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<{ id: string; key: string }[]> {
  if (ids.length === 0) return [];
  const found = await tx
    .selectFrom('files')
    .select(['id', 'key'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', 'in', [...ids])
    .where('type', 'in', ['image/jpeg', 'image/png'])
    .execute();
  return ids.flatMap((id) => found.filter((file) => file.id === id));
}
