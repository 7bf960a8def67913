/** Counted goods by site: every statement that reads or writes a level. A level changes only together with its row of why. */
import type { GoodsRef, QueryOf, StockWhy, stockLevels } from '@recoup/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { allOf, ofSites } from '../across-sites.ts';
import { handOf } from '../parcels.store.ts';

export type Level = {
  id: string;
  site_id: string;
  brand_id: string;
  variant_id: string | null;
  part_id: string | null;
  on_hand: number;
  reserved: number;
  expected_quantity: number | null;
  expected_on: string | null;
  bin: string | null;
};
export type GoodsFacts = { kind: GoodsRef['kind']; id: string; brand_id: string; sku: string; title: string };

const column = (kind: GoodsRef['kind']) => sql.ref(kind === 'variant' ? 'variant_id' : 'part_id');

/** Null where it is not there, or of a brand the actor does not see. */
export async function findGoods(tx: Tx, ctx: Ctx, { kind, id }: GoodsRef): Promise<GoodsFacts | null> {
  const table = sql.table(kind === 'variant' ? 'variants' : 'parts');
  const { rows } = await sql<Omit<GoodsFacts, 'kind'>>`select id, brand_id, sku, title from ${table}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`.execute(tx);
  return rows[0] ? { kind, ...rows[0] } : null;
}

/** Goods of a brand by SKU as it is compared; a part before a variant of the same SKU. */
export async function goodsBySku(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  skus: readonly string[],
): Promise<Map<string, GoodsFacts>> {
  const keys = skus.map((sku) => sku.trim().toUpperCase());
  const { rows } = await sql<GoodsFacts & { key: string }>`
    select 'variant' as kind, id, brand_id, sku, title, upper(sku) as key from variants
      where workspace_id = ${ctx.workspaceId} and brand_id = ${brandId} and upper(sku) = any (${keys}::text[])
    union all select 'part', id, brand_id, sku, title, sku_key from parts
      where workspace_id = ${ctx.workspaceId} and brand_id = ${brandId} and sku_key = any (${keys}::text[])`.execute(
    tx,
  );
  return new Map(rows.map(({ key, ...goods }) => [key, goods]));
}

/** The level of goods at a site, held to the end of the transaction; made at nothing where there was none. */
export async function holdLevel(tx: Tx, ctx: Ctx, siteId: string, goods: GoodsFacts): Promise<Level> {
  const of = sql`workspace_id = ${ctx.workspaceId} and site_id = ${siteId} and ${column(goods.kind)} = ${goods.id}`;
  const find = async () =>
    (await sql<Level>`select * from stock_levels where ${of} for no key update`.execute(tx)).rows[0];
  const found = await find();
  if (found) return found;
  await sql`insert into stock_levels (workspace_id, id, site_id, brand_id, ${column(goods.kind)}, changed_at)
    values (${ctx.workspaceId}, ${newId()}, ${siteId}, ${goods.brand_id}, ${goods.id}, ${ctx.now})
    on conflict do nothing`.execute(tx);
  return (await find())!;
}

export type LevelChange = {
  onHand?: number;
  reserved?: number;
  why: StockWhy;
  note?: string | null;
  outboundId?: string | null;
};

/**
 * Adds to what is on hand and to what of it is promised, and writes down who and why, in one statement. Null, and nothing
 * is written, where less than nothing would be left or more would be promised than there is.
 */
export async function changeLevel(tx: Tx, ctx: Ctx, id: string, change: LevelChange): Promise<Level | null> {
  const { onHand = 0, reserved = 0, why, note = null, outboundId = null } = change;
  const { rows } = await sql<Level>`
    with changed as (
      update stock_levels set on_hand = on_hand + ${onHand}, reserved = reserved + ${reserved}, changed_at = ${ctx.now}
      where workspace_id = ${ctx.workspaceId} and id = ${id}
        and reserved + ${reserved} >= 0 and on_hand + ${onHand} >= reserved + ${reserved}
      returning *),
    noted as (
      insert into stock_changes (workspace_id, id, level_id, site_id, brand_id, why, on_hand_change, reserved_change, on_hand, reserved, note, outbound_id, at, by)
      select c.workspace_id, ${newId()}, c.id, c.site_id, c.brand_id, ${why}, ${onHand}, ${reserved}, c.on_hand, c.reserved, ${note}, ${outboundId}::uuid,
        ${ctx.now}, ${JSON.stringify(handOf(ctx))}::jsonb
      from changed c)
    select * from changed`.execute(tx);
  return rows[0] ?? null;
}

/** Where it lies, and what is on its way; a held level. */
export async function saveFacts(
  tx: Tx,
  ctx: Ctx,
  id: string,
  facts: Partial<Pick<Level, 'expected_quantity' | 'expected_on' | 'bin'>>,
): Promise<void> {
  if (Object.keys(facts).length === 0) return;
  await tx
    .updateTable('stock_levels')
    .set({ ...facts, changed_at: ctx.now })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Sites of the actor by code, upper case. */
export async function sitesByCode(tx: Tx, ctx: Ctx): Promise<Map<string, string>> {
  const { rows } = await sql<{ code: string; id: string }>`select upper(s.code) as code, s.id from sites s
    where s.workspace_id = ${ctx.workspaceId} and s.archived_at is null
      ${ctx.actor.siteIds === null ? sql`` : sql`and s.id = any (${ctx.actor.siteIds}::uuid[])`}`.execute(tx);
  return new Map(rows.map(({ code, id }) => [code, id]));
}

export type LevelRow = Level & {
  site: string;
  brand: string;
  sku: string;
  sku_key: string;
  title: string;
  title_zh: string | null;
  thumb_key: string | null;
  changed_at: Date;
};

const LEVEL = sql`l.id, l.site_id, l.brand_id, l.variant_id, l.part_id, l.on_hand, l.reserved, l.expected_quantity, l.expected_on, l.bin, l.changed_at,
  s.name as site, b.name as brand, coalesce(p.sku, v.sku) as sku, coalesce(p.sku_key, upper(v.sku)) as sku_key,
  coalesce(p.title, case when v.title = r.title then r.title else r.title || ', ' || v.title end) as title,
  coalesce(p.title_zh, r.title_zh) as title_zh, coalesce(f.thumb_key, f.key) as thumb_key
  from stock_levels l join sites s on s.workspace_id = l.workspace_id and s.id = l.site_id
  join brands b on b.workspace_id = l.workspace_id and b.id = l.brand_id
  left join parts p on p.workspace_id = l.workspace_id and p.id = l.part_id
  left join variants v on v.workspace_id = l.workspace_id and v.id = l.variant_id
  left join products r on r.workspace_id = v.workspace_id and r.id = v.product_id
  left join files f on f.workspace_id = l.workspace_id and f.id = coalesce(p.photo_file_id, r.photo_file_id)`;

/** A condition over a level `l`: an open order waits for these goods. */
const WANTED: RawBuilder<unknown> = sql`exists (select from outbound_lines w join outbound_orders o on o.workspace_id = w.workspace_id and o.id = w.outbound_id
  where w.workspace_id = l.workspace_id and (w.variant_id = l.variant_id or w.part_id = l.part_id) and o.state = 'waiting' and o.waits_for = 'stock')`;

/** One row more than the page holds, by SKU and site. */
export async function listLevels(
  tx: Tx,
  ctx: Ctx,
  query: QueryOf<(typeof stockLevels)['list']>,
  after: { sku: string; id: string } | null,
): Promise<LevelRow[]> {
  const like = query.q && `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
  const conditions = allOf([
    query.site_id && sql`and l.site_id = ${query.site_id}`,
    query.brand_id && sql`and l.brand_id = ${query.brand_id}`,
    query.kind && sql`and l.${column(query.kind)} is not null`,
    query.variant_id && sql`and l.variant_id = ${query.variant_id}`,
    query.part_id && sql`and l.part_id = ${query.part_id}`,
    like &&
      sql`and (coalesce(p.sku, v.sku) ilike ${like} or coalesce(p.title, r.title) ilike ${like} or v.title ilike ${like}
      or coalesce(p.title_zh, r.title_zh) ilike ${like})`,
    query.state === 'out' && sql`and l.on_hand = l.reserved`,
    query.state === 'wanted' && sql`and ${WANTED}`,
    after && sql`and (coalesce(p.sku_key, upper(v.sku)) collate "C", l.id) > (${after.sku}, ${after.id}::uuid)`,
  ]);
  const { rows } =
    await sql<LevelRow>`select ${LEVEL} where l.workspace_id = ${ctx.workspaceId} ${ofSites(ctx, 'l')} ${conditions}
    order by coalesce(p.sku_key, upper(v.sku)) collate "C", l.id limit ${query.limit + 1}`.execute(tx);
  return rows;
}

export async function readLevelRow(tx: Tx, ctx: Ctx, id: string): Promise<LevelRow | null> {
  const { rows } = await sql<LevelRow>`select ${LEVEL}
    where l.workspace_id = ${ctx.workspaceId} and l.id = ${id} ${ofSites(ctx, 'l')}`.execute(tx);
  return rows[0] ?? null;
}

export type ChangeRow = {
  id: string;
  why: StockWhy;
  on_hand_change: number;
  reserved_change: number;
  on_hand: number;
  reserved: number;
  note: string | null;
  outbound_id: string | null;
  outbound_code: string | null;
  at: Date;
  by: { kind: 'staff' | 'api_key' | 'buyer' | 'system'; id: string | null; name: string };
};

/** One row more than the page holds, newest first. */
export async function listChanges(
  tx: Tx,
  ctx: Ctx,
  levelId: string,
  limit: number,
  after: string | null,
): Promise<ChangeRow[]> {
  const { rows } =
    await sql<ChangeRow>`select c.id, c.why, c.on_hand_change, c.reserved_change, c.on_hand, c.reserved, c.note, c.outbound_id,
      o.code as outbound_code, c.at, c.by
    from stock_changes c left join outbound_orders o on o.workspace_id = c.workspace_id and o.id = c.outbound_id
    where c.workspace_id = ${ctx.workspaceId} and c.level_id = ${levelId} ${after ? sql`and c.id < ${after}::uuid` : sql``}
    order by c.id desc limit ${limit + 1}`.execute(tx);
  return rows;
}
