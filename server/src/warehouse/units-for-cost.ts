/** What the warehouse tells money about units: where they belong, how long they lay here, how they left. */
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';

type UnitForCost = {
  id: string;
  lpn: string;
  sku: string | null;
  title: string;
  brand_id: string | null;
  site_id: string;
  variant_id: string | null;
  return_id: string | null;
  return_line_id: string | null;
  order_id: string | null;
  stage: string;
  disposition: string | null;
  arrived_at: Date;
  gone_at: Date | null;
  gone_as: string | null;
  arrival: string;
};

async function read(tx: Tx, ctx: Ctx, which: RawBuilder<unknown>): Promise<UnitForCost[]> {
  const found = await sql<UnitForCost>`
    select id, lpn, sku, title, brand_id, site_id, variant_id, return_id, return_line_id, order_id, stage, disposition,
      arrived_at, gone_at, gone_as, arrival
    from units where workspace_id = ${ctx.workspaceId} and ${which}`.execute(tx);
  return found.rows;
}

export const unitsForCost = {
  ofReturn: (tx: Tx, ctx: Ctx, returnId: string) => read(tx, ctx, sql`return_id = ${returnId} order by arrived_at, id`),
  some: (tx: Tx, ctx: Ctx, ids: readonly string[]) => read(tx, ctx, sql`id = any (${[...ids]}::uuid[]) order by id`),
  /** Destroyed: gone as recycled. Exported: gone to the vendor abroad. The newest 1,000. */
  destroyedOrExported: (tx: Tx, ctx: Ctx, brandId: string) =>
    read(
      tx,
      ctx,
      sql`brand_id = ${brandId} and stage = 'gone' and (gone_as = 'recycled' or disposition = 'return_to_vendor')
        order by gone_at desc, id desc limit 1000`,
    ),
};
