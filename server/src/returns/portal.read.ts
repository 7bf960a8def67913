/** What the buyer's pages show beside the return itself. */
import { sql } from 'kysely';
import type { LineFacts } from '../orders/index.ts';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';

/** Keys of the small pictures of an order's goods, by file id. */
export async function photoKeys(
  tx: Tx,
  ctx: Ctx,
  lines: readonly Pick<LineFacts, 'photo_file_id'>[],
): Promise<Map<string, string>> {
  const ids = [...new Set(lines.flatMap((line) => line.photo_file_id ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('files')
    .select((eb) => ['id', eb.fn.coalesce('thumb_key', 'key').as('key')])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row.key]));
}

/** The key of a brand's logo; null where it has none. */
export async function logoKey(tx: Tx, ctx: Ctx, fileId: string | null): Promise<string | null> {
  if (!fileId) return null;
  const row = await tx
    .selectFrom('files')
    .select('key')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', fileId)
    .executeTakeFirst();
  return row?.key ?? null;
}

/** The newest orders of a brand that were bought with this address. */
export async function ordersOfEmail(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  email: string,
  limit: number,
): Promise<{ id: string; number: string; placed_at: Date }[]> {
  const ws = sql`${ctx.workspaceId}`;
  const { rows } = await sql<{ id: string; number: string; placed_at: Date }>`
    select o.id, o.number, o.placed_at from orders o
    where o.workspace_id = ${ws} and o.brand_id = ${brandId} and o.cancelled_at is null and o.id in (
      select a.id from orders a where a.workspace_id = ${ws} and a.email_key = ${email}
      union all
      select b.id from orders b where b.workspace_id = ${ws} and b.customer_id in (
        select c.id from customers c where c.workspace_id = ${ws} and c.email_key = ${email}))
    order by o.placed_at desc, o.id desc limit ${limit}`.execute(tx);
  return rows;
}
