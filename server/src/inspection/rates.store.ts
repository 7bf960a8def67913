/** What work and ways out cost, as a brand or a site wrote it. */
import type { RecoveryRates, WayRules } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { nearestRates, type Own } from './runs.store.ts';

export type Of = { brand_id: string | null; site_id: string | null };

/** The nearest rates, and whether they are exactly of this brand and site. */
export async function ratesFor(tx: Tx, ctx: Ctx, of: Of) {
  type Row = Of & { rates: Own<RecoveryRates>; rules: Own<WayRules> };
  const { rows } = await sql<Row>`${nearestRates(ctx, of)}`.execute(tx);
  const [found] = rows;
  if (!found) return null;
  return {
    rates: found.rates,
    rules: found.rules,
    own: found.brand_id === of.brand_id && found.site_id === of.site_id,
  };
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

export async function writeRates(tx: Tx, ctx: Ctx, of: Of, rates: RecoveryRates, rules: WayRules): Promise<void> {
  await sql`insert into recovery_rates (workspace_id, id, brand_id, site_id, rates, rules, changed_at)
    values (${ctx.workspaceId}, ${newId()}, ${of.brand_id}, ${of.site_id}, ${JSON.stringify(rates)}::jsonb,
      ${JSON.stringify(rules)}::jsonb, ${ctx.now})
    on conflict (workspace_id, coalesce(brand_id, ${sql.lit(NOBODY)}), coalesce(site_id, ${sql.lit(NOBODY)}))
    do update set rates = excluded.rates, rules = excluded.rules, changed_at = excluded.changed_at`.execute(tx);
}

/** Are the named brand and site there, and the actor's own? */
export async function seenBrandAndSite(tx: Tx, ctx: Ctx, of: Of): Promise<{ brand: boolean; site: boolean }> {
  const { rows } = await sql<{ brand: boolean; site: boolean }>`select
    (${of.brand_id}::uuid is null or exists (select from brands b where b.workspace_id = ${ctx.workspaceId} and b.id = ${of.brand_id})) as brand,
    (${of.site_id}::uuid is null or exists (select from sites s where s.workspace_id = ${ctx.workspaceId} and s.id = ${of.site_id})) as site`.execute(
    tx,
  );
  const atOwnSite = of.site_id === null || ctx.actor.siteIds === null || ctx.actor.siteIds.includes(of.site_id);
  return { brand: rows[0]!.brand, site: rows[0]!.site && atOwnSite };
}
