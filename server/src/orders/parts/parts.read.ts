/** Parts as lists, pages and remedies show them. */
import type { Mends, Part, partsApi, Reason } from '@recoup/contract';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { pageOf, writeCursor } from '../../platform/cursor.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { fileUrlOr } from '../../uploads/index.ts';
import { partKey } from './part.ts';

type Query = z.output<typeof partsApi.list.query>;
type StockRow = {
  site_id: string;
  site: string;
  on_hand: number;
  reserved: number;
  expected_quantity: number | null;
  expected_on: string | null;
  bin: string | null;
};
type Row = {
  id: string;
  version: number;
  brand_id: string;
  brand: string;
  sku: string;
  sku_key: string;
  title: string;
  title_zh: string | null;
  title_es: string | null;
  key: string | null;
  thumb_key: string | null;
  price: number | null;
  unit_cost: number | null;
  currency: string;
  weight_g: number | null;
  hts_code: string | null;
  origin_country: string | null;
  archived_at: Date | null;
  updated_at: Date;
  fits: {
    product_id: string;
    title: string;
    title_zh: string | null;
    category: string;
    per_product: number;
    key: string | null;
  }[];
  mends: Mends[];
  stock: StockRow[];
};

const PART = sql`p.id, p.version, p.brand_id, b.name as brand, p.sku, p.sku_key, p.title, p.title_zh, p.title_es, f.key, f.thumb_key, p.price,
  p.unit_cost, p.currency, p.weight_g, p.hts_code, p.origin_country, p.archived_at, p.updated_at,
  coalesce((select jsonb_agg(jsonb_build_object('product_id', r.id, 'title', r.title, 'title_zh', r.title_zh, 'category', r.category,
      'per_product', x.per_product, 'key', coalesce(pf.thumb_key, pf.key)) order by r.title)
    from part_fits x join products r on r.workspace_id = x.workspace_id and r.id = x.product_id
    left join files pf on pf.workspace_id = r.workspace_id and pf.id = r.photo_file_id
    where x.workspace_id = p.workspace_id and x.part_id = p.id), '[]') as fits,
  coalesce((select jsonb_agg(jsonb_build_object('reason', m.reason, 'detail', nullif(m.detail, '')) order by m.reason, m.detail)
    from part_mends m where m.workspace_id = p.workspace_id and m.part_id = p.id), '[]') as mends,
  coalesce((select jsonb_agg(jsonb_build_object('site_id', s.id, 'site', s.name, 'on_hand', l.on_hand, 'reserved', l.reserved,
      'expected_quantity', l.expected_quantity, 'expected_on', l.expected_on, 'bin', l.bin) order by s.name)
    from stock_levels l join sites s on s.workspace_id = l.workspace_id and s.id = l.site_id
    where l.workspace_id = p.workspace_id and l.part_id = p.id), '[]') as stock
  from parts p join brands b on b.workspace_id = p.workspace_id and b.id = p.brand_id
  left join files f on f.workspace_id = p.workspace_id and f.id = p.photo_file_id`;

/** Parts in the order of their SKUs; `q` is any part of a SKU or a title. */
export async function listParts(tx: Tx, ctx: Ctx, query: Query) {
  const where: RawBuilder<SqlBool>[] = [sql`p.workspace_id = ${ctx.workspaceId}`];
  if (query.state !== 'all')
    where.push(query.state === 'active' ? sql`p.archived_at is null` : sql`p.archived_at is not null`);
  if (query.brand_id) where.push(sql`p.brand_id = ${query.brand_id}`);
  if (query.q) {
    const like = `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
    where.push(
      sql`(p.sku ilike ${like} or p.title ilike ${like} or p.title_zh ilike ${like} or p.title_es ilike ${like})`,
    );
  }
  if (query.product_id) where.push(fitting([query.product_id]));
  if (query.reason) where.push(mending(query.reason, query.detail ?? null));
  const after = cursorOf(query.cursor);
  if (after) where.push(sql`(p.sku_key, p.id) > (${after.sku}, ${after.id}::uuid)`);
  const { rows } = await sql<Row>`select ${PART} where ${sql.join(where, sql` and `)}
    order by p.sku_key, p.id limit ${query.limit + 1}`.execute(tx);
  const page = pageOf(rows, query.limit, (row) => [row.sku_key, row.id]);
  return { rows: page.rows.map((row) => partAnswer(ctx, row)), next_cursor: page.next_cursor };
}

/** A SKU is no part of a plain keyset cursor, so it is read here. Throws `input.cursor`. */
function cursorOf(cursor: string | undefined): { sku: string; id: string } | null {
  if (cursor === undefined) return null;
  try {
    const [sku, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    const plain =
      typeof sku === 'string' && typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
    if (plain && !sku.includes('\0') && writeCursor([sku, id]) === cursor) return { sku, id };
  } catch {}
  throw new Refusal('input.cursor');
}

/** Throws `part.not_found`. */
export async function readPart(tx: Tx, ctx: Ctx, id: string): Promise<Part> {
  const { rows } = await sql<Row>`select ${PART} where p.workspace_id = ${ctx.workspaceId} and p.id = ${id}`.execute(
    tx,
  );
  if (!rows[0]) throw new Refusal('part.not_found');
  return partAnswer(ctx, rows[0]);
}

const fitting = (productIds: readonly string[]) => sql<SqlBool>`exists (select from part_fits x
  where x.workspace_id = p.workspace_id and x.part_id = p.id and x.product_id = any (${productIds}::uuid[]))`;
const mending = (reason: string, detail: string | null) => sql<SqlBool>`exists (select from part_mends m
  where m.workspace_id = p.workspace_id and m.part_id = p.id and m.reason = ${reason} and m.detail in ('', ${detail ?? ''}))`;

function partAnswer(ctx: Ctx, row: Row): Part {
  const money = (amount: number | null) => (amount === null ? null : { amount, currency: row.currency });
  return {
    id: row.id,
    version: row.version,
    brand: { id: row.brand_id, name: row.brand },
    sku: row.sku,
    title: row.title,
    title_zh: row.title_zh,
    title_es: row.title_es,
    photo_url: fileUrlOr(ctx, row.key),
    thumb_url: fileUrlOr(ctx, row.thumb_key ?? row.key),
    price: money(row.price),
    unit_cost: money(row.unit_cost),
    currency: row.currency,
    weight_g: row.weight_g,
    hts_code: row.hts_code,
    origin_country: row.origin_country,
    fits: row.fits.map(({ product_id, key, per_product, ...product }) => ({
      product: { id: product_id, ...product },
      per_product,
      thumb_url: fileUrlOr(ctx, key),
    })),
    mends: row.mends,
    stock: row.stock.map(({ site_id, site, ...level }) => ({
      site: { id: site_id, name: site },
      ...level,
      free: level.on_hand - level.reserved,
    })),
    archived_at: row.archived_at?.toISOString() ?? null,
    updated_at: row.updated_at.toISOString(),
  };
}

/** A part as remedies reckon with it. Money in minor units of `currency`. */
export type PartFacts = {
  id: string;
  brand_id: string;
  product_id: string;
  sku: string;
  title: string;
  title_zh: string | null;
  title_es: string | null;
  photo_key: string | null;
  price: number | null;
  unit_cost: number | null;
  currency: string;
  weight_g: number | null;
  per_product: number;
  mends: Mends[];
};

/** Parts in use of these products, by product and then SKU. A part that fits two of them comes twice. */
export async function partsOfProducts(
  tx: Tx,
  ctx: Ctx,
  productIds: readonly string[],
  also: RawBuilder<SqlBool> = sql`true`,
): Promise<PartFacts[]> {
  if (productIds.length === 0) return [];
  const { rows } = await sql<PartFacts>`select p.id, p.brand_id, x.product_id, p.sku, p.title, p.title_zh, p.title_es,
      coalesce(f.thumb_key, f.key) as photo_key, p.price, p.unit_cost, p.currency, p.weight_g, x.per_product,
      coalesce((select jsonb_agg(jsonb_build_object('reason', m.reason, 'detail', nullif(m.detail, '')) order by m.reason, m.detail)
        from part_mends m where m.workspace_id = p.workspace_id and m.part_id = p.id), '[]') as mends
    from part_fits x join parts p on p.workspace_id = x.workspace_id and p.id = x.part_id
    left join files f on f.workspace_id = p.workspace_id and f.id = p.photo_file_id
    where x.workspace_id = ${ctx.workspaceId} and x.product_id = any (${productIds}::uuid[]) and p.archived_at is null and ${also}
    order by x.product_id, p.sku_key`.execute(tx);
  return rows;
}

/** The parts that are known to mend this problem of a product; without a detail, those that mend the reason whole. */
export function partsFor(
  tx: Tx,
  ctx: Ctx,
  productId: string,
  reason: Reason,
  detail: string | null,
): Promise<PartFacts[]> {
  return partsOfProducts(tx, ctx, [productId], mending(reason, detail));
}

/** The part of a brand with that SKU; null where there is none. */
export async function partBySku(tx: Tx, ctx: Ctx, brandId: string, sku: string): Promise<{ id: string } | null> {
  const { rows } = await sql<{ id: string }>`select id from parts
    where workspace_id = ${ctx.workspaceId} and brand_id = ${brandId} and sku_key = ${partKey(sku)}`.execute(tx);
  return rows[0] ?? null;
}
