/** The goods a buyer's words may name: of the orders in their sight, and what the brand sells. */
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Sight } from '../talk.ts';
import type { KnownLine, KnownOrder, KnownProduct } from '../understanding/said.ts';

const MOST_PRODUCTS = 500;

export async function knownOrders(tx: Tx, ctx: Ctx, { brand_id, orders }: Sight): Promise<KnownOrder[]> {
  if (orders.length === 0) return [];
  const ids = orders.map(({ order_id }) => order_id);
  const { rows } = await sql<{ order_id: string; number: string; lines: KnownLine[] }>`
    select o.id as order_id, o.number, coalesce((select jsonb_agg(jsonb_build_object('order_line_id', l.id, 'sku', l.sku, 'title', l.title,
      'quantity', l.quantity) order by l.position, l.id) from order_lines l where l.workspace_id = o.workspace_id and l.order_id = o.id), '[]') as lines
    from orders o where o.workspace_id = ${ctx.workspaceId} and o.brand_id = ${brand_id} and o.id = any (${ids}::uuid[])
    order by o.placed_at desc, o.id desc`.execute(tx);
  return rows;
}

export async function knownProducts(tx: Tx, ctx: Ctx, brandId: string): Promise<KnownProduct[]> {
  const { rows } = await sql<KnownProduct>`
    select p.id as product_id, p.title, coalesce((select array_agg(v.sku order by v.sku) from variants v
      where v.workspace_id = p.workspace_id and v.product_id = p.id), '{}') as skus
    from products p where p.workspace_id = ${ctx.workspaceId} and p.brand_id = ${brandId}
    order by p.id desc limit ${MOST_PRODUCTS}`.execute(tx);
  return rows;
}
