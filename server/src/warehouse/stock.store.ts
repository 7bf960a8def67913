/** Bins, moves among them, and what lies in stock. */
import type { Disposition, Grade, QueryOf, warehouse } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import { readCursor } from '../platform/cursor.ts';
import type { Tx } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { allOf, ofSites } from './across-sites.ts';
import { handOf } from './parcels.store.ts';
import type { BinPurpose } from './places.ts';

export type BinRow = {
  id: string;
  site_id: string;
  site_name: string;
  code: string;
  purpose: BinPurpose;
  units: number;
  archived_at: Date | null;
};

const BIN = sql`b.id, b.site_id, s.name as site_name, b.code, b.purpose, b.archived_at,
  (select count(*)::int from units u where u.workspace_id = b.workspace_id and u.bin_id = b.id and u.stage <> 'gone') as units
  from bins b join sites s on s.workspace_id = b.workspace_id and s.id = b.site_id`;

/** By site, then in the order of the racks; closed bins last. */
export async function listBins(tx: Tx, ctx: Ctx, of: { siteId?: string; purpose?: BinPurpose }): Promise<BinRow[]> {
  const { rows } = await sql<BinRow>`select ${BIN} where b.workspace_id = ${ctx.workspaceId} ${ofSites(ctx, 'b')}
    ${of.siteId ? sql`and b.site_id = ${of.siteId}` : sql``} ${of.purpose ? sql`and b.purpose = ${of.purpose}` : sql``}
    order by s.name, b.archived_at is not null, b.purpose, b.code limit 2000`.execute(tx);
  return rows;
}

export async function findBin(tx: Tx, ctx: Ctx, id: string): Promise<BinRow | null> {
  const { rows } = await sql<BinRow>`select ${BIN}
    where b.workspace_id = ${ctx.workspaceId} and b.id = ${id} ${ofSites(ctx, 'b')}`.execute(tx);
  return rows[0] ?? null;
}

/** Holds a bin while something is put into it or while it is closed, so that nothing is put into a closed one. */
export async function lockBin(
  tx: Tx,
  ctx: Ctx,
  id: string,
  how: 'to_fill' | 'to_close',
): Promise<Pick<BinRow, 'id' | 'site_id' | 'code' | 'purpose' | 'archived_at'> | null> {
  const { rows } = await sql<Pick<BinRow, 'id' | 'site_id' | 'code' | 'purpose' | 'archived_at'>>`
    select b.id, b.site_id, b.code, b.purpose, b.archived_at from bins b
    where b.workspace_id = ${ctx.workspaceId} and b.id = ${id} ${ofSites(ctx, 'b')}
    ${how === 'to_fill' ? sql`for share` : sql`for no key update`}`.execute(tx);
  return rows[0] ?? null;
}

/** Answers the ids that were made; a code that is taken at its site is left as it is. */
export async function insertBins(
  tx: Tx,
  ctx: Ctx,
  bins: readonly { site_id: string; code: string; purpose: BinPurpose }[],
): Promise<string[]> {
  const made = await tx
    .insertInto('bins')
    .values(bins.map((bin) => ({ ...bin, workspace_id: ctx.workspaceId, id: newId() })))
    .onConflict((conflict) => conflict.columns(['workspace_id', 'site_id', 'code']).doNothing())
    .returning('id')
    .execute();
  return made.map(({ id }) => id);
}

export async function archiveBinRow(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  await tx
    .updateTable('bins')
    .set({ archived_at: ctx.now })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .execute();
}

/** The bin a decided unit is put into at a site, by purpose: the one with the fewest units. */
export async function binsByPurpose(
  tx: Tx,
  ctx: Ctx,
  siteId: string,
): Promise<Map<BinPurpose, { id: string; code: string }>> {
  const { rows } = await sql<{ id: string; code: string; purpose: BinPurpose }>`
    select distinct on (b.purpose) b.id, b.code, b.purpose
    from bins b cross join lateral (select count(*) as units from units u
      where u.workspace_id = b.workspace_id and u.bin_id = b.id and u.stage <> 'gone') n
    where b.workspace_id = ${ctx.workspaceId} and b.site_id = ${siteId} and b.archived_at is null
    order by b.purpose, n.units, b.code`.execute(tx);
  return new Map(rows.map(({ id, code, purpose }) => [purpose, { id, code }]));
}

export type NewMove = {
  unit_id: string;
  site_id: string;
  from_bin_id: string | null;
  to_bin_id: string | null;
  why: string;
};

export async function insertMove(tx: Tx, ctx: Ctx, move: NewMove): Promise<void> {
  await tx
    .insertInto('stock_moves')
    .values({
      ...move,
      workspace_id: ctx.workspaceId,
      id: newId(),
      at: ctx.now,
      by: JSON.stringify(handOf(ctx)),
    })
    .execute();
}

export type MoveRow = {
  id: string;
  unit_id: string;
  lpn: string;
  title: string;
  site_id: string;
  site_name: string;
  from: string | null;
  to: string | null;
  why: string;
  at: Date;
  by: { kind: 'staff' | 'api_key' | 'buyer' | 'system'; id: string | null; name: string };
};

/** One row more than the page holds, newest first. */
export async function listMoves(
  tx: Tx,
  ctx: Ctx,
  query: QueryOf<(typeof warehouse)['stockMoves']>,
): Promise<MoveRow[]> {
  const after = readCursor(query.cursor, ['id']);
  const conditions = allOf([
    query.site_id && sql`and m.site_id = ${query.site_id}`,
    query.unit_id && sql`and m.unit_id = ${query.unit_id}`,
    after && sql`and m.id < ${after[0]}::uuid`,
  ]);
  // A move of goods of another brand is not seen: its unit is not.
  const { rows } =
    await sql<MoveRow>`select m.id, m.unit_id, u.lpn, u.title, m.site_id, s.name as site_name, m.why, m.at, m.by,
      (select b.code from bins b where b.workspace_id = m.workspace_id and b.id = m.from_bin_id) as "from",
      (select b.code from bins b where b.workspace_id = m.workspace_id and b.id = m.to_bin_id) as "to"
    from stock_moves m join units u on u.workspace_id = m.workspace_id and u.id = m.unit_id
      join sites s on s.workspace_id = m.workspace_id and s.id = m.site_id
    where m.workspace_id = ${ctx.workspaceId} ${ofSites(ctx, 'm')} ${conditions}
    order by m.id desc limit ${query.limit + 1}`.execute(tx);
  return rows;
}

/** Ready units of one SKU, grade and way at a site. `expected` adds up what they are reckoned to bring, where that is known. */
export type StockGroup = {
  site_id: string;
  site_name: string;
  brand_id: string | null;
  brand_name: string | null;
  sku: string | null;
  title: string;
  functional: Grade | null;
  cosmetic: Grade | null;
  grade: Grade | null;
  disposition: Disposition;
  units: number;
  oldest_at: Date;
  expected: number | null;
  currency: string | null;
};

export async function readyStock(tx: Tx, ctx: Ctx, query: QueryOf<(typeof warehouse)['stock']>): Promise<StockGroup[]> {
  const like = query.q && `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<StockGroup>`select u.site_id, s.name as site_name, u.brand_id, b.name as brand_name, u.sku,
      min(u.title) as title, u.functional, u.cosmetic, u.grade, u.disposition, count(*)::int as units,
      min(u.ready_at) as oldest_at, sum(e.net)::bigint as expected, e.currency
    from units u join sites s on s.workspace_id = u.workspace_id and s.id = u.site_id
      left join brands b on b.workspace_id = u.workspace_id and b.id = u.brand_id
      left join expected_recoveries e on e.workspace_id = u.workspace_id and e.unit_id = u.id
    where u.workspace_id = ${ctx.workspaceId} and u.stage = 'ready' ${ofSites(ctx, 'u')}
      ${query.site_id ? sql`and u.site_id = ${query.site_id}` : sql``}
      ${query.brand_id ? sql`and u.brand_id = ${query.brand_id}` : sql``}
      ${like ? sql`and (u.sku ilike ${like} or u.title ilike ${like})` : sql``}
    group by u.site_id, s.name, u.brand_id, b.name, u.sku, case when u.sku is null then u.title end, u.functional, u.cosmetic,
      u.grade, u.disposition, e.currency
    order by s.name, b.name, u.sku, u.grade, u.disposition limit 5000`.execute(tx);
  return rows;
}

export async function siteIsOpen(tx: Tx, ctx: Ctx, siteId: string): Promise<boolean> {
  const found = await tx
    .selectFrom('sites')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', siteId)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  return found !== undefined;
}
