/** What the goods of a question cost, weigh and fetch. Reads tables of modules below; writes nothing. */
import type { Grade } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

/** Money in minor units of `currency`; null where nobody said. */
export type GoodsRow = {
  kind: 'variant' | 'part';
  id: string;
  sku: string;
  price: number | null;
  unit_cost: number | null;
  currency: string;
  weight_g: number | null;
  hts_code: string | null;
  origin_country: string | null;
  resale: Record<Grade, number | null> | null;
  lithium_battery: boolean;
  hygiene: boolean;
  recalled: boolean;
};

/** By id, of variants and parts alike. */
export async function goodsOf(
  tx: Tx,
  ctx: Ctx,
  of: { variantIds: readonly string[]; partIds: readonly string[] },
): Promise<Map<string, GoodsRow>> {
  if (of.variantIds.length + of.partIds.length === 0) return new Map();
  const { rows } = await sql<GoodsRow>`
    select 'variant' as kind, id, sku, price, unit_cost, currency, weight_g, hts_code, origin_country,
      jsonb_build_object('A', resale_a, 'B', resale_b, 'C', resale_c, 'D', resale_d) as resale, lithium_battery, hygiene, recalled
    from variants where workspace_id = ${ctx.workspaceId} and id = any (${[...of.variantIds]}::uuid[])
    union all
    select 'part', id, sku, price, unit_cost, currency, weight_g, hts_code, origin_country, null, false, false, false
    from parts where workspace_id = ${ctx.workspaceId} and id = any (${[...of.partIds]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Where the brand's goods are sent from: the country of its first open site; null where it has none. */
export async function homeOf(tx: Tx, ctx: Ctx, brandId: string): Promise<string | null> {
  const { rows } = await sql<{ country: string | null }>`
    select s.address->>'country' as country from site_brands b
    join sites s on s.workspace_id = b.workspace_id and s.id = b.site_id
    where b.workspace_id = ${ctx.workspaceId} and b.brand_id = ${brandId} and s.archived_at is null
    order by s.created_at, s.id limit 1`.execute(tx);
  return rows[0]?.country ?? null;
}
