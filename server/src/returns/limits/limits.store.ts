import { type RemedyLimit, remedyLimit } from '@recoup/contract';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Asker } from '../return.ts';
import type { Given, GivenBefore } from './limits.ts';

const kept = z.array(remedyLimit);

/** The limits somebody wrote for a brand; null: the declared ones hold. */
export async function limitsOf(tx: Tx, ctx: Ctx, brandId: string): Promise<RemedyLimit[] | null> {
  const row = await tx
    .selectFrom('remedy_limits')
    .select('rows')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .executeTakeFirst();
  return row ? kept.parse(row.rows) : null;
}

export async function saveLimits(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  rows: readonly RemedyLimit[],
  by: Asker,
): Promise<void> {
  const change = { rows: JSON.stringify(rows), changed_at: ctx.now, changed_by: JSON.stringify(by) };
  await tx
    .insertInto('remedy_limits')
    .values({ workspace_id: ctx.workspaceId, brand_id: brandId, ...change })
    .onConflict((on) => on.columns(['workspace_id', 'brand_id']).doUpdateSet(change))
    .execute();
}

export type GivenTo = {
  brandId: string;
  customerId: string;
  giver: string | null;
  /** When the day began, in the brand's zone. */
  dayBegan: Date;
  currency: string;
  /** A return whose own giving is not counted: it is being reckoned anew. */
  except: string | null;
};

/**
 * Holds the counts of this giver and this buyer to the end of the transaction: two at once wait for each other, so neither
 * slips under a limit the other has used up. Orders and returns are locked before it, never after.
 */
export async function holdCounts(
  tx: Tx,
  ctx: Ctx,
  of: Pick<GivenTo, 'brandId' | 'customerId' | 'giver'>,
): Promise<void> {
  const keys = [`buyer:${of.customerId}`, ...(of.giver ? [`giver:${of.brandId}:${of.giver}`] : [])].sort();
  for (const key of keys) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`remedy:${ctx.workspaceId}:${key}`}, 0))`.execute(tx);
  }
}

/** What this giver gave today, and what the buyer was given within 365 days, by remedy. One statement. */
export async function givenBefore(tx: Tx, ctx: Ctx, of: GivenTo): Promise<GivenBefore> {
  const yearAgo = new Date(ctx.now.getTime() - 365 * 86_400_000);
  const { rows } = await sql<{ today: Given | null; to_buyer: Given | null }>`
    with given as (
      select 'today' as which, l.remedy, sum(l.gives)::bigint as amount from returns r
      join return_lines l on l.workspace_id = r.workspace_id and l.return_id = r.id
      where r.workspace_id = ${ctx.workspaceId} and r.brand_id = ${of.brandId} and r.given_by = ${of.giver} and r.given_at >= ${of.dayBegan}
        and r.stage not in ('declined', 'cancelled', 'expired') and r.currency = ${of.currency} and r.id is distinct from ${of.except}::uuid
      group by l.remedy
      union all
      select 'to_buyer', l.remedy, sum(l.gives)::bigint from returns r
      join return_lines l on l.workspace_id = r.workspace_id and l.return_id = r.id
      where r.workspace_id = ${ctx.workspaceId} and r.customer_id = ${of.customerId} and r.given_at >= ${yearAgo}
        and r.stage not in ('declined', 'cancelled', 'expired') and r.currency = ${of.currency} and r.id is distinct from ${of.except}::uuid
      group by l.remedy)
    select (select jsonb_object_agg(remedy, amount) from given where which = 'today') as today,
      (select jsonb_object_agg(remedy, amount) from given where which = 'to_buyer') as to_buyer`.execute(tx);
  return { today: rows[0]?.today ?? {}, toBuyer: rows[0]?.to_buyer ?? {} };
}
