/** What the returns module asks of the shelves: which parts there are and how many, and whether a variant is in stock. */
import { sql } from 'kysely';
import { partsOfProducts } from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { OnHand, StockSide } from '../../returns/index.ts';
import { acrossSites } from '../across-sites.ts';

const anySite = <T>(tx: Tx, ctx: Ctx, work: (tx: Tx) => Promise<T>) => acrossSites({ ...ctx, tx }, work);

export const stockSide: StockSide = {
  async parts(tx, ctx, { productIds }) {
    const parts = await partsOfProducts(tx, ctx, productIds);
    const onHand = await partsOnHand(
      tx,
      ctx,
      parts.map(({ id }) => id),
    );
    return parts.map(({ brand_id: _, unit_cost: __, weight_g: ___, ...part }) => ({
      ...part,
      ...(onHand.get(part.id) ?? NOTHING),
    }));
  },
  variants: (tx, ctx, { variantIds }) => variantsOnHand(tx, ctx, variantIds),
};
const NOTHING: OnHand = { in_stock: 0, expected_on: null };

/** Free pieces over all sites, and the soonest day from today on that more are expected. */
export async function partsOnHand(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Map<string, OnHand>> {
  if (ids.length === 0) return new Map();
  const { rows } = await anySite(tx, ctx, (wide) =>
    sql<OnHand & { id: string }>`select part_id as id, sum(on_hand - reserved)::int as in_stock,
        min(expected_on) filter (where expected_on >= ${ctx.now}::date)::text as expected_on
      from stock_levels where workspace_id = ${ctx.workspaceId} and part_id = any (${ids}::uuid[]) group by part_id`.execute(
      wide,
    ),
  );
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}

/** New goods that are counted, and restocked units of grade A. A variant that nobody counts is left out of the answer. */
export async function variantsOnHand(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Map<string, OnHand>> {
  if (ids.length === 0) return new Map();
  const { rows } = await anySite(tx, ctx, (wide) =>
    sql<OnHand & { id: string }>`select id, sum(free)::int as in_stock, min(expected_on)::text as expected_on from (
        select variant_id as id, on_hand - reserved as free, case when expected_on >= ${ctx.now}::date then expected_on end as expected_on
          from stock_levels where workspace_id = ${ctx.workspaceId} and variant_id = any (${ids}::uuid[])
        union all select variant_id, 1, null from units
          where workspace_id = ${ctx.workspaceId} and variant_id = any (${ids}::uuid[]) and stage = 'ready' and disposition = 'restock'
            and outbound_id is null and grade = 'A') x
      group by id`.execute(wide),
  );
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}
