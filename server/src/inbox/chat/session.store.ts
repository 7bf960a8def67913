import { type SqlBool, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { type ContactRow, findContact } from '../contacts/contacts.store.ts';

/**
 * The contact a session's token names, as it stands now; null for a guest who never wrote. `hasPoint`: the token's random id
 * is still somebody's. It goes with staff's joining of contacts, and ends where the guest was signed in.
 */
export async function contactOfSession(
  tx: Tx,
  ctx: Ctx,
  id: string,
): Promise<{ contact: ContactRow; hasPoint: boolean } | null> {
  const { rows } = await sql<{ has_point: SqlBool }>`
    select exists (select from contact_points p where p.workspace_id = c.workspace_id and p.brand_id = c.brand_id
      and p.kind = 'chat' and p.value = ${id}) as has_point
    from contacts c where c.workspace_id = ${ctx.workspaceId} and c.id = ${id}`.execute(tx);
  const row = rows[0];
  return row ? { contact: await findContact(tx, ctx, id), hasPoint: Boolean(row.has_point) } : null;
}
