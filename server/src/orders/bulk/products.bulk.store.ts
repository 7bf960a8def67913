import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { insertAll, inserted, update } from './orders.bulk.store.ts';
import type { Catalogue, ProductRow, VariantRow } from './reconcile-product.ts';
import type { Column } from './rowset.ts';

/** What is known of the products and variants a batch names, and of whoever carries their SKUs. */
export async function storedCatalogue(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  named: { products: string[]; variants: string[]; skus: string[] },
): Promise<Catalogue> {
  const { rows: products } = await sql<ProductRow>`
    select id, external_id, title, title_zh, category from products
    where workspace_id = ${ctx.workspaceId} and brand_id = ${brandId} and external_id = any (${named.products}::text[])
    order by id for no key update`.execute(tx);
  const { rows: variants } = await sql<VariantRow>`
    select ${sql.join(VARIANT.map(([name]) => sql.ref(name)))} from variants
    where workspace_id = ${ctx.workspaceId} and brand_id = ${brandId}
      and (external_id = any (${named.variants}::text[]) or sku = any (${named.skus}::text[]))
    order by id for no key update`.execute(tx);
  return {
    products: new Map(products.map((row) => [row.external_id, row])),
    variants: new Map(variants.map((row) => [row.external_id, row])),
    skus: new Map(variants.map((row) => [row.sku, row.external_id])),
  };
}

const PRODUCT: Column<ProductRow>[] = [
  ['id', 'uuid', (p) => p.id],
  ['external_id', 'text', (p) => p.external_id],
  ['title', 'text', (p) => p.title],
  ['title_zh', 'text', (p) => p.title_zh],
  ['category', 'text', (p) => p.category],
];
const VARIANT: Column<VariantRow>[] = [
  ['id', 'uuid', (v) => v.id],
  ['product_id', 'uuid', (v) => v.product_id],
  ['external_id', 'text', (v) => v.external_id],
  ['sku', 'text', (v) => v.sku],
  ['title', 'text', (v) => v.title],
  ['options', 'jsonb', (v) => v.options],
  ['upc', 'text', (v) => v.upc],
  ['ean', 'text', (v) => v.ean],
  ['asin', 'text', (v) => v.asin],
  ['fnsku', 'text', (v) => v.fnsku],
  ['price', 'bigint', (v) => v.price],
  ['unit_cost', 'bigint', (v) => v.unit_cost],
  ['currency', 'text', (v) => v.currency],
  ['weight_g', 'int', (v) => v.weight_g],
  ['length_mm', 'int', (v) => v.length_mm],
  ['width_mm', 'int', (v) => v.width_mm],
  ['height_mm', 'int', (v) => v.height_mm],
  ['hts_code', 'text', (v) => v.hts_code],
  ['origin_country', 'text', (v) => v.origin_country],
  ['tracks_serial', 'boolean', (v) => v.tracks_serial],
  ['tracks_batch', 'boolean', (v) => v.tracks_batch],
  ['warranty_months', 'int', (v) => v.warranty_months],
  ['lithium_battery', 'boolean', (v) => v.lithium_battery],
  ['hygiene', 'boolean', (v) => v.hygiene],
  ['final_sale', 'boolean', (v) => v.final_sale],
  ['recalled', 'boolean', (v) => v.recalled],
  ['resale_a', 'bigint', (v) => v.resale_a],
  ['resale_b', 'bigint', (v) => v.resale_b],
  ['resale_c', 'bigint', (v) => v.resale_c],
  ['resale_d', 'bigint', (v) => v.resale_d],
];

export type ProductWrites = {
  products: { insert: ProductRow[]; update: ProductRow[] };
  variants: { insert: VariantRow[]; update: VariantRow[] };
};

/** Products before their variants, which may move to a new one; and SKUs are given up before others take them. */
export async function writeProducts(tx: Tx, ctx: Ctx, brandId: string, writes: ProductWrites): Promise<void> {
  const { products, variants } = writes;
  const now = ctx.now;
  const changed = sql`, updated_at = ${now}`;
  const made = sql`, ${brandId}::uuid, ${now}::timestamptz`;
  const columns = sql`, brand_id, created_at, updated_at`;
  await insertAll(tx, [
    inserted(ctx, 'products', products.insert, PRODUCT, columns, sql`${made}, ${now}::timestamptz`),
  ]);
  await update(tx, ctx, 'products', products.update, PRODUCT, ['external_id'], changed);
  await update(tx, ctx, 'variants', variants.update, VARIANT, ['external_id'], changed);
  await insertAll(tx, [inserted(ctx, 'variants', variants.insert, VARIANT, sql`, brand_id, updated_at`, made)]);
}

/** Order lines that came before their product find it now, by SKU. */
export async function linkLines(tx: Tx, ctx: Ctx, brandId: string, skus: string[]): Promise<void> {
  if (skus.length === 0) return;
  await sql`update order_lines l set variant_id = v.id from variants v, orders o
    where v.workspace_id = ${ctx.workspaceId} and v.brand_id = ${brandId} and v.sku = any (${skus}::text[])
      and l.workspace_id = v.workspace_id and l.sku = v.sku and l.variant_id is null
      and o.workspace_id = l.workspace_id and o.id = l.order_id and o.brand_id = v.brand_id`.execute(tx);
}
