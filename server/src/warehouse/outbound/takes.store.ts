/** What the lines of an outbound order are taken from: counted levels and single units. */
import type { Grade } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';

export type Line = {
  id: string;
  kind: 'variant' | 'part' | 'unit';
  variant_id: string | null;
  part_id: string | null;
  unit_id: string | null;
  sku: string;
  title: string;
  quantity: number;
  /** Of one, minor units of the order's currency; null where nobody said. */
  unit_cost: number | null;
  weight_g: number | null;
  /** What a scanner may read from the thing itself, upper case. */
  codes: string[];
};

/** In the order of their goods, in which levels are locked. */
export async function linesOf(tx: Tx, ctx: Ctx, outboundId: string): Promise<Line[]> {
  const { rows } = await sql<Line>`select x.id, x.kind, x.variant_id, x.part_id, x.unit_id, x.sku, x.title, x.quantity,
      case when coalesce(p.currency, v.currency) = o.currency then coalesce(p.unit_cost, v.unit_cost) end as unit_cost,
      coalesce(p.weight_g, v.weight_g) as weight_g,
      case when x.part_id is not null then array[p.sku_key]
        else array_remove(array[upper(v.sku), v.upc, v.ean, upper(v.asin), upper(v.fnsku)], null) end as codes
    from outbound_lines x join outbound_orders o on o.workspace_id = x.workspace_id and o.id = x.outbound_id
    left join parts p on p.workspace_id = x.workspace_id and p.id = x.part_id
    left join units u on u.workspace_id = x.workspace_id and u.id = x.unit_id
    left join variants v on v.workspace_id = x.workspace_id and v.id = coalesce(x.variant_id, u.variant_id)
    where x.workspace_id = ${ctx.workspaceId} and x.outbound_id = ${outboundId}
    order by coalesce(x.variant_id, x.part_id, x.unit_id), x.position`.execute(tx);
  return rows;
}

/** How many are free at each site, by line: new and counted, or restocked at grade A. Open sites alone. */
export async function freeBySite(
  tx: Tx,
  ctx: Ctx,
  outboundId: string,
): Promise<{ line_id: string; site_id: string; free: number }[]> {
  const { rows } = await sql<{ line_id: string; site_id: string; free: number }>`
    select x.id as line_id, f.site_id, sum(f.free)::int as free
    from outbound_lines x cross join lateral (
      select l.site_id, l.on_hand - l.reserved as free from stock_levels l
        where l.workspace_id = x.workspace_id and (l.variant_id = x.variant_id or l.part_id = x.part_id)
      union all select u.site_id, 1 from units u
        where u.workspace_id = x.workspace_id and u.variant_id = x.variant_id and u.stage = 'ready' and u.disposition = 'restock'
          and u.grade = 'A' and u.outbound_id is null) f
    join sites s on s.workspace_id = x.workspace_id and s.id = f.site_id and s.archived_at is null
    where x.workspace_id = ${ctx.workspaceId} and x.outbound_id = ${outboundId} and x.kind <> 'unit'
    group by x.id, f.site_id having sum(f.free) > 0`.execute(tx);
  return rows;
}

/** The level of a line's goods at a site, with what is free of it; null where they are not counted there. */
export async function levelAt(tx: Tx, ctx: Ctx, line: Line, siteId: string) {
  const { rows } = await sql<{ id: string; free: number }>`select id, on_hand - reserved as free from stock_levels
    where workspace_id = ${ctx.workspaceId} and site_id = ${siteId} and (variant_id = ${line.variant_id} or part_id = ${line.part_id})
    for no key update`.execute(tx);
  return rows[0] ?? null;
}

/** Promises restocked grade-A units of a variant at a site, longest here first; answers those it got. */
export async function claimUnits(
  tx: Tx,
  ctx: Ctx,
  of: { variantId: string; siteId: string; outboundId: string; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update units set outbound_id = ${of.outboundId}, version = version + 1
    where workspace_id = ${ctx.workspaceId} and id in (
      select id from units where workspace_id = ${ctx.workspaceId} and variant_id = ${of.variantId} and site_id = ${of.siteId}
        and stage = 'ready' and disposition = 'restock' and grade = 'A' and outbound_id is null
      order by ready_at, id limit ${of.limit} for update skip locked)
    returning id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Lets go of every unit promised to an order; those on the bench go back to wait for a decision. Answers them. */
export async function releaseUnits(tx: Tx, ctx: Ctx, outboundId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update units set outbound_id = null, version = version + 1,
      stage = case when stage = 'in_repair' or disposition = 'return_to_buyer' then 'inspected' else stage end,
      disposition = case when stage = 'in_repair' or disposition = 'return_to_buyer' then null else disposition end,
      ready_at = case when disposition = 'return_to_buyer' then null else ready_at end
    where workspace_id = ${ctx.workspaceId} and outbound_id = ${outboundId} and stage <> 'gone' returning id`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

/** A buyer's own unit goes to the bench for an order. */
export async function unitsToBench(tx: Tx, ctx: Ctx, outboundId: string, ids: readonly string[]): Promise<void> {
  await sql`update units set outbound_id = ${outboundId}, stage = 'in_repair', disposition = 'return_to_buyer', version = version + 1
    where workspace_id = ${ctx.workspaceId} and id = any (${ids}::uuid[]) and stage <> 'gone'`.execute(tx);
}

/** Mended, tested and ready to be sent back. */
export async function unitsReady(tx: Tx, ctx: Ctx, outboundId: string): Promise<void> {
  await sql`update units set stage = 'ready', ready_at = ${ctx.now}, version = version + 1
    where workspace_id = ${ctx.workspaceId} and outbound_id = ${outboundId} and stage = 'in_repair'`.execute(tx);
}

export type Take = {
  id: string;
  line_id: string;
  level_id: string | null;
  unit_id: string | null;
  lpn: string | null;
  serial_key: string | null;
  grade: Grade | null;
  bin: string | null;
  quantity: number;
  picked: number;
};

/** In the order of their lines, in which levels are locked. */
export async function takesOf(tx: Tx, ctx: Ctx, outboundId: string): Promise<Take[]> {
  const { rows } =
    await sql<Take>`select t.id, t.line_id, t.level_id, t.unit_id, u.lpn, u.serial_key, u.grade, coalesce(b.code, l.bin) as bin,
      t.quantity, t.picked
    from outbound_takes t join outbound_lines x on x.workspace_id = t.workspace_id and x.id = t.line_id
    left join units u on u.workspace_id = t.workspace_id and u.id = t.unit_id
    left join bins b on b.workspace_id = u.workspace_id and b.id = u.bin_id
    left join stock_levels l on l.workspace_id = t.workspace_id and l.id = t.level_id
    where t.workspace_id = ${ctx.workspaceId} and t.outbound_id = ${outboundId}
    order by coalesce(x.variant_id, x.part_id, x.unit_id), x.position, t.level_id nulls last, t.id`.execute(tx);
  return rows;
}

export type NewTake = { line_id: string; level_id?: string; unit_id?: string; quantity: number };
export async function insertTakes(tx: Tx, ctx: Ctx, outboundId: string, takes: readonly NewTake[]): Promise<void> {
  await tx
    .insertInto('outbound_takes')
    .values(takes.map((take) => ({ ...take, workspace_id: ctx.workspaceId, id: newId(), outbound_id: outboundId })))
    .execute();
}

export async function deleteTakes(tx: Tx, ctx: Ctx, outboundId: string): Promise<void> {
  const of = sql`where workspace_id = ${ctx.workspaceId} and outbound_id = ${outboundId}`;
  await sql`delete from outbound_scans ${of}`.execute(tx);
  await sql`delete from outbound_takes ${of}`.execute(tx);
}

/** The take a scan counted for, where it was sent before. */
export async function findScan(tx: Tx, ctx: Ctx, outboundId: string, scanId: string): Promise<string | null> {
  const { rows } = await sql<{ line_id: string }>`select t.line_id from outbound_scans s
    join outbound_takes t on t.workspace_id = s.workspace_id and t.id = s.take_id
    where s.workspace_id = ${ctx.workspaceId} and s.outbound_id = ${outboundId} and s.scan_id = ${scanId}`.execute(tx);
  return rows[0]?.line_id ?? null;
}

export async function countScan(tx: Tx, ctx: Ctx, outboundId: string, scanId: string, takeId: string): Promise<void> {
  await sql`with seen as (
      insert into outbound_scans (workspace_id, outbound_id, scan_id, take_id, at)
      values (${ctx.workspaceId}, ${outboundId}, ${scanId}, ${takeId}, ${ctx.now}) returning take_id)
    update outbound_takes t set picked = t.picked + 1 from seen
    where t.workspace_id = ${ctx.workspaceId} and t.id = seen.take_id`.execute(tx);
}
