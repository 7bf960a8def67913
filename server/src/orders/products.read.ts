/** Products with their variants, as lists and pages show them. */
import type { orders as api, product as productShape, Variant } from '@recoup/contract';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import type { Ctx } from '../platform/ctx.ts';
import { pageOf, readCursor } from '../platform/cursor.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { fileUrlOr } from '../uploads/index.ts';
import type { VariantRow } from './bulk/reconcile-product.ts';

export type Product = z.output<typeof productShape>;
type Query = z.output<typeof api.products.query>;
type Loaded = {
  id: string;
  external_id: string;
  title: string;
  title_zh: string | null;
  category: string;
  photo_key: string | null;
  brand_id: string;
  brand: string;
  variants: VariantRow[];
  sort: string;
};

/**
 * Products, newest first; `q` is the beginning of a code, or any part of a title. Brands have some thousand products at
 * most, so the part of a title is looked for in all of them.
 */
export async function listProducts(tx: Tx, ctx: Ctx, query: Query) {
  const where = [sql<SqlBool>`p.workspace_id = ${ctx.workspaceId}`];
  if (query.brand_id) where.push(sql`p.brand_id = ${query.brand_id}`);
  if (query.category) where.push(sql`p.category = ${query.category}`);
  if (query.q) where.push(matching(query.q));
  const key = readCursor(query.cursor, ['at', 'id']);
  if (key) where.push(sql`(p.created_at, p.id) < (${key[0]}::timestamptz, ${key[1]}::uuid)`);
  const rows = await load(
    tx,
    sql`select p.* from products p where ${sql.join(where, sql` and `)} order by p.created_at desc, p.id desc limit ${query.limit + 1}`,
  );
  const page = pageOf(rows, query.limit, (row) => [row.sort, row.id]);
  return { rows: page.rows.map((row) => productAnswer(ctx, row)), next_cursor: page.next_cursor };
}

function matching(q: string): RawBuilder<SqlBool> {
  const part = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  const begins = part.slice(1);
  return sql`(p.title ilike ${part} or p.title_zh ilike ${part} or exists (
    select from variants v where v.workspace_id = p.workspace_id and v.product_id = p.id
      and (v.sku ilike ${begins} or v.title ilike ${part} or ${q.toUpperCase()} in (v.upc, v.ean, upper(v.asin), upper(v.fnsku)))))`;
}

/** Throws `product.not_found`. */
export async function readProduct(tx: Tx, ctx: Ctx, id: string): Promise<Product> {
  const rows = await load(
    tx,
    sql`select p.* from products p where p.workspace_id = ${ctx.workspaceId} and p.id = ${id}`,
  );
  if (!rows[0]) throw new Refusal('product.not_found');
  return productAnswer(ctx, rows[0]);
}

/** Throws `variant.not_found`. */
export async function readVariant(tx: Tx, ctx: Ctx, id: string): Promise<Variant> {
  const rows = await load(
    tx,
    sql`select p.* from products p join variants v on v.workspace_id = p.workspace_id and v.product_id = p.id
      where v.workspace_id = ${ctx.workspaceId} and v.id = ${id}`,
  );
  const variant = rows[0]?.variants.find((one) => one.id === id);
  if (!rows[0] || !variant) throw new Refusal('variant.not_found');
  return variantAnswer(ctx, rows[0], variant);
}

async function load(tx: Tx, picked: RawBuilder<unknown>): Promise<Loaded[]> {
  const { rows } = await sql<Loaded>`
    with picked as materialized (${picked})
    select p.id, p.external_id, p.title, p.title_zh, p.category, coalesce(f.thumb_key, f.key) as photo_key, p.brand_id, b.name as brand,
      (select coalesce(jsonb_agg(to_jsonb(v) order by v.title, v.sku), '[]') from variants v
        where v.workspace_id = p.workspace_id and v.product_id = p.id) as variants, p.created_at::text as sort
    from picked p join brands b on b.workspace_id = p.workspace_id and b.id = p.brand_id
    left join files f on f.workspace_id = p.workspace_id and f.id = p.photo_file_id
    order by p.created_at desc, p.id desc`.execute(tx);
  return rows;
}

function productAnswer(ctx: Ctx, row: Loaded): Product {
  return {
    id: row.id,
    brand: { id: row.brand_id, name: row.brand },
    external_id: row.external_id,
    title: row.title,
    title_zh: row.title_zh,
    category: row.category,
    photo_url: fileUrlOr(ctx, row.photo_key),
    variants: row.variants.map((variant) => variantAnswer(ctx, row, variant)),
  };
}

function variantAnswer(ctx: Ctx, product: Loaded, variant: VariantRow): Variant {
  const money = (amount: number | null) => (amount === null ? null : { amount, currency: variant.currency });
  const { length_mm, width_mm, height_mm } = variant;
  return {
    id: variant.id,
    product_id: product.id,
    sku: variant.sku,
    title: variant.title,
    product: product.title,
    product_zh: product.title_zh,
    category: product.category,
    options: variant.options,
    upc: variant.upc,
    ean: variant.ean,
    asin: variant.asin,
    fnsku: variant.fnsku,
    price: money(variant.price),
    unit_cost: money(variant.unit_cost),
    weight_g: variant.weight_g,
    size_mm: length_mm !== null && width_mm !== null && height_mm !== null ? [length_mm, width_mm, height_mm] : null,
    hts_code: variant.hts_code,
    origin_country: variant.origin_country,
    tracks_serial: variant.tracks_serial,
    tracks_batch: variant.tracks_batch,
    warranty_months: variant.warranty_months,
    lithium_battery: variant.lithium_battery,
    hygiene: variant.hygiene,
    final_sale: variant.final_sale,
    recalled: variant.recalled,
    resale: {
      A: money(variant.resale_a),
      B: money(variant.resale_b),
      C: money(variant.resale_c),
      D: money(variant.resale_d),
    },
    photo_url: fileUrlOr(ctx, product.photo_key),
    brand: { id: product.brand_id, name: product.brand },
  };
}

/** What is in use, for the filters of lists: categories of products, channels of orders. In the order of the alphabet. */
export async function listCategories(tx: Tx, ctx: Ctx, brandId: string | undefined) {
  const brand = brandId ? sql`and brand_id = ${brandId}` : sql``;
  const { rows: categories } = await sql<{ category: string }>`
    select distinct category from products where workspace_id = ${ctx.workspaceId} ${brand} order by category limit 500`.execute(
    tx,
  );
  // Steps from one channel to the next on the index, instead of reading every order for the few channels there are.
  const { rows: channels } = await sql<{ channel: string }>`
    with recursive step as (
      (select channel from orders where workspace_id = ${ctx.workspaceId} ${brand} order by channel limit 1)
      union all
      select (select o.channel from orders o where o.workspace_id = ${ctx.workspaceId} ${brand} and o.channel > step.channel order by o.channel limit 1)
      from step where step.channel is not null
    ) select channel from step where channel is not null limit 500`.execute(tx);
  return { categories: categories.map((row) => row.category), channels: channels.map((row) => row.channel) };
}
