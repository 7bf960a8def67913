/** Writing parts. Reading for screens is in parts.read.ts. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { type PartState, partKey } from './part.ts';

const STATE = sql`p.id, p.sku, p.title, p.title_zh, p.title_es, p.price, p.unit_cost, p.currency, p.weight_g, p.hts_code, p.origin_country,
  p.archived_at is not null as archived,
  coalesce((select jsonb_agg(jsonb_build_object('product_id', f.product_id, 'per_product', f.per_product) order by f.product_id::text collate "C")
    from part_fits f where f.workspace_id = p.workspace_id and f.part_id = p.id), '[]') as fits,
  coalesce((select jsonb_agg(jsonb_build_object('reason', m.reason, 'detail', nullif(m.detail, '')) order by m.reason || '/' || m.detail collate "C")
    from part_mends m where m.workspace_id = p.workspace_id and m.part_id = p.id), '[]') as mends`;

type Kept = PartState & { brand_id: string; sku_key: string };

async function states(tx: Tx, ctx: Ctx, where: RawBuilder<SqlBool>): Promise<Kept[]> {
  const { rows } = await sql<Kept>`select ${STATE}, p.brand_id, p.sku_key from parts p
    where p.workspace_id = ${ctx.workspaceId} and ${where} order by p.id for no key update`.execute(tx);
  // Columns in one order, so that two states compare as text.
  return rows.map(({ fits, mends, ...row }) => ({
    ...row,
    fits: fits.map(({ product_id, per_product }) => ({ product_id, per_product })),
    mends: mends.map(({ reason, detail }) => ({ reason, detail })),
  }));
}

/** Held to the end of the transaction; null where it is not there, or of a brand the actor does not see. */
export async function lockPart(tx: Tx, ctx: Ctx, id: string): Promise<(PartState & { brand_id: string }) | null> {
  const [found] = await states(tx, ctx, sql`p.id = ${id}`);
  if (!found) return null;
  const { sku_key: _, ...part } = found;
  return part;
}

/** By SKU as they are compared. */
export async function lockParts(tx: Tx, ctx: Ctx, brandId: string, skus: readonly string[]) {
  const rows = await states(tx, ctx, sql`p.brand_id = ${brandId} and p.sku_key = any (${skus.map(partKey)}::text[])`);
  return new Map(rows.map(({ sku_key, brand_id: _, ...part }): [string, PartState] => [sku_key, part]));
}

/** Products by external id, or by the SKU of one of their variants in any case. */
export async function productsCalled(tx: Tx, ctx: Ctx, brandId: string, names: readonly string[]) {
  const found = new Map<string, string>();
  if (names.length === 0) return found;
  const { rows } = await sql<{ name: string; id: string }>`
    select upper(sku) as name, product_id as id from variants
      where workspace_id = ${ctx.workspaceId} and brand_id = ${brandId} and upper(sku) = any (${names.map(partKey)}::text[])
    union all select external_id, id from products
      where workspace_id = ${ctx.workspaceId} and brand_id = ${brandId} and external_id = any (${names}::text[])`.execute(
    tx,
  );
  for (const { name, id } of rows) found.set(name, id);
  return found;
}

/** How many of these products the brand has, of those the actor sees. */
export async function countProducts(tx: Tx, ctx: Ctx, brandId: string, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from products
    where workspace_id = ${ctx.workspaceId} and brand_id = ${brandId} and id = any (${ids}::uuid[])`.execute(tx);
  return rows[0]!.n;
}

/** Inserts new parts and writes changed ones, with what they fit and mend: five statements, however many. */
export async function saveParts(tx: Tx, ctx: Ctx, brandId: string, parts: readonly PartState[]): Promise<void> {
  if (parts.length === 0) return;
  const w = ctx.workspaceId;
  const rows = parts.map((part) => ({ ...part, sku_key: partKey(part.sku) }));
  const all = JSON.stringify(rows);
  await sql`insert into parts (workspace_id, id, brand_id, sku, sku_key, title, title_zh, title_es, price, unit_cost, currency, weight_g,
      hts_code, origin_country, archived_at, created_at, updated_at)
    select ${w}, r.id, ${brandId}, r.sku, r.sku_key, r.title, r.title_zh, r.title_es, r.price, r.unit_cost, r.currency, r.weight_g,
      r.hts_code, r.origin_country, case when r.archived then ${ctx.now}::timestamptz end, ${ctx.now}, ${ctx.now}
    from jsonb_to_recordset(${all}::jsonb) as r (id uuid, sku text, sku_key text, title text, title_zh text, title_es text, price bigint,
      unit_cost bigint, currency text, weight_g int, hts_code text, origin_country text, archived boolean)
    on conflict (workspace_id, id) do update set sku = excluded.sku, sku_key = excluded.sku_key, title = excluded.title,
      title_zh = excluded.title_zh, title_es = excluded.title_es, price = excluded.price, unit_cost = excluded.unit_cost,
      currency = excluded.currency, weight_g = excluded.weight_g, hts_code = excluded.hts_code, origin_country = excluded.origin_country,
      archived_at = case when excluded.archived_at is null then null else coalesce(parts.archived_at, excluded.archived_at) end,
      updated_at = excluded.updated_at, version = parts.version + 1`.execute(tx);
  const ids = parts.map(({ id }) => id);
  await sql`delete from part_fits where workspace_id = ${w} and part_id = any (${ids}::uuid[])`.execute(tx);
  await sql`delete from part_mends where workspace_id = ${w} and part_id = any (${ids}::uuid[])`.execute(tx);
  const fits = parts.flatMap(({ id, fits: of }) => of.map((fit) => ({ part_id: id, ...fit })));
  const mends = parts.flatMap(({ id, mends: of }) => of.map((one) => ({ part_id: id, ...one })));
  await sql`insert into part_fits (workspace_id, part_id, product_id, per_product)
    select ${w}, f.part_id, f.product_id, f.per_product
    from jsonb_to_recordset(${JSON.stringify(fits)}::jsonb) as f (part_id uuid, product_id uuid, per_product int)`.execute(
    tx,
  );
  await sql`insert into part_mends (workspace_id, part_id, reason, detail)
    select ${w}, m.part_id, m.reason, coalesce(m.detail, '')
    from jsonb_to_recordset(${JSON.stringify(mends)}::jsonb) as m (part_id uuid, reason text, detail text)`.execute(tx);
}

export async function setPartPhoto(tx: Tx, ctx: Ctx, id: string, fileId: string): Promise<void> {
  await tx
    .updateTable('parts')
    .set((eb) => ({ photo_file_id: fileId, updated_at: ctx.now, version: eb('version', '+', 1) }))
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}
