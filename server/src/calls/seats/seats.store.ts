import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

export async function buyersName(tx: Tx, ctx: Ctx, contactId: string): Promise<string> {
  const row = await tx
    .selectFrom('contacts')
    .select('name')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow();
  return row.name;
}
