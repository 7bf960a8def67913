import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

/**
 * The name of another buyer of the brand that stands in a text: whole names of two words, and Chinese names of two characters
 * or more. Null where there is none. `own` is the buyer the text is for; somebody of the same name is no stranger.
 */
export async function otherBuyerIn(
  tx: Tx,
  ctx: Ctx,
  of: { brandId: string; own: string | null; text: string },
): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    select c.name from customers c
    where c.workspace_id = ${ctx.workspaceId} and c.brand_id = ${of.brandId}
      and (c.name ~ '^[^ ]{2,} +[^ ]{2,}' or c.name ~ '^[一-鿿]{2,}$')
      and position(lower(c.name) in lower(${of.text})) > 0
      and c.name is distinct from (select o.name from customers o where o.workspace_id = c.workspace_id and o.id = ${of.own}::uuid)
    limit 1`.execute(tx);
  return rows[0]?.name ?? null;
}
