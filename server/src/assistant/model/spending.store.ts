import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

type Of = { brandId: string; month: string };

/**
 * Puts `amount` (millionths of a US dollar) aside for one question of this month, where the cap still bears it; answers
 * whether it does. Many may ask at once: the sum is compared in the statement that raises it.
 */
export async function reserve(tx: Tx, ctx: Ctx, of: Of & { amount: number; cap: number | null }): Promise<boolean> {
  const { rows } = await sql<{ calls: number }>`
    insert into model_spending (workspace_id, brand_id, month, micro_usd, calls)
    select ${ctx.workspaceId}, ${of.brandId}, ${of.month}::date, ${of.amount}::bigint, 1
    where ${of.cap}::bigint is null or ${of.amount}::bigint <= ${of.cap}::bigint
    on conflict (workspace_id, brand_id, month) do update
      set micro_usd = model_spending.micro_usd + excluded.micro_usd, calls = model_spending.calls + 1
      where ${of.cap}::bigint is null or model_spending.micro_usd + excluded.micro_usd <= ${of.cap}::bigint
    returning calls`.execute(tx);
  return rows.length > 0;
}

/** What was put aside becomes what it came to. */
export async function settle(tx: Tx, ctx: Ctx, of: Of & { reserved: number; cost: number }): Promise<void> {
  await sql`update model_spending set micro_usd = greatest(0, micro_usd + ${of.cost - of.reserved}::bigint)
    where workspace_id = ${ctx.workspaceId} and brand_id = ${of.brandId} and month = ${of.month}::date`.execute(tx);
}
