/** Units: reading them as screens show them, and every statement that writes them. */
import type { Disposition, Grade, QueryOf, warehouse } from '@recoup/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import { readCursor } from '../platform/cursor.ts';
import type { Tx } from '../platform/db.ts';
import { newCode, readCode } from '../platform/ids.ts';
import { allOf, ofSites } from './across-sites.ts';
import type { Arrival } from './arrival.ts';
import type { BinPurpose } from './places.ts';
import type { Acceptance, UnitStage } from './unit.ts';

/** A unit with what is shown beside it. Money in minor units. */
export type UnitRow = {
  id: string;
  lpn: string;
  scan_id: string;
  version: number;
  site_id: string;
  site_name: string;
  site_zone: string;
  brand_id: string | null;
  brand_name: string | null;
  variant_id: string | null;
  sku: string | null;
  title: string;
  product: { title_zh: string | null; category: string; key: string | null; thumb_key: string | null } | null;
  parcel_id: string;
  parcel_stage: string;
  return: { code: string; currency: string } | null;
  return_id: string | null;
  return_line_id: string | null;
  line: { comment: string | null; reason: string; unit_price: number } | null;
  order_id: string | null;
  arrival: Arrival;
  serial: string | null;
  batch: string | null;
  stage: UnitStage;
  acceptance: Acceptance | null;
  disposition: Disposition | null;
  functional: Grade | null;
  cosmetic: Grade | null;
  grade: Grade | null;
  bin_id: string | null;
  bin: { code: string; purpose: BinPurpose } | null;
  arrived_at: Date;
  inspected_at: Date | null;
  decided_at: Date | null;
  ready_at: Date | null;
  gone_at: Date | null;
  gone_as: string | null;
  recovered: number | null;
  currency: string | null;
  /** The outbound order it is promised to. */
  outbound_id: string | null;
};

// Sub-selects, not joins: each is one look at a key, and eleven joins take longer to plan than to run.
const UNIT = sql`u.id, u.lpn, u.scan_id, u.version, u.site_id, u.brand_id, u.variant_id, u.sku, u.title, u.parcel_id, u.return_id,
  u.return_line_id, u.order_id, u.arrival, u.serial, u.batch, u.stage, u.acceptance, u.disposition, u.functional, u.cosmetic,
  u.grade, u.bin_id, u.arrived_at, u.inspected_at, u.decided_at, u.ready_at, u.gone_at, u.gone_as, u.recovered, u.currency, u.outbound_id,
  s.name as site_name, s.time_zone as site_zone,
  (select b.name from brands b where b.workspace_id = u.workspace_id and b.id = u.brand_id) as brand_name,
  (select jsonb_build_object('title_zh', p.title_zh, 'category', p.category, 'key', f.key, 'thumb_key', f.thumb_key)
    from variants v join products p on p.workspace_id = v.workspace_id and p.id = v.product_id
    left join files f on f.workspace_id = p.workspace_id and f.id = p.photo_file_id
    where v.workspace_id = u.workspace_id and v.id = u.variant_id) as product,
  (select p.stage from parcels p where p.workspace_id = u.workspace_id and p.id = u.parcel_id) as parcel_stage,
  (select jsonb_build_object('code', r.code, 'currency', r.currency) from returns r
    where r.workspace_id = u.workspace_id and r.id = u.return_id) as return,
  (select jsonb_build_object('comment', l.comment, 'reason', l.reason, 'unit_price', o.unit_price)
    from return_lines l join order_lines o on o.workspace_id = l.workspace_id and o.id = l.order_line_id
    where l.workspace_id = u.workspace_id and l.id = u.return_line_id) as line,
  (select jsonb_build_object('code', b.code, 'purpose', b.purpose) from bins b
    where b.workspace_id = u.workspace_id and b.id = u.bin_id) as bin`;

const unitsWhere = (ctx: Ctx, rest: RawBuilder<unknown>) => sql<UnitRow>`select ${UNIT}
  from units u join sites s on s.workspace_id = u.workspace_id and s.id = u.site_id
  where u.workspace_id = ${ctx.workspaceId} ${ofSites(ctx, 'u')} ${rest}`;

/** `id` or LPN; null outside the actor's sites and brands too. */
export async function findUnit(tx: Tx, ctx: Ctx, idOrLpn: string): Promise<UnitRow | null> {
  const by = idOrLpn.startsWith('LPN-') ? sql`and u.lpn = ${idOrLpn}` : sql`and u.id = ${idOrLpn}`;
  return (await unitsWhere(ctx, by).execute(tx)).rows[0] ?? null;
}

/** Held to the end of the transaction. Units are locked after their parcel and before their return. */
export async function lockUnit(tx: Tx, ctx: Ctx, id: string | RawBuilder<unknown>): Promise<UnitRow | null> {
  return (await unitsWhere(ctx, sql`and u.id = ${id} for no key update of u`).execute(tx)).rows[0] ?? null;
}

export async function unitsOfParcel(tx: Tx, ctx: Ctx, parcelId: string): Promise<UnitRow[]> {
  return (await unitsWhere(ctx, sql`and u.parcel_id = ${parcelId} order by u.arrived_at, u.id`).execute(tx)).rows;
}

/** One row more than the page holds. Oldest first by arrival. */
export async function listUnits(tx: Tx, ctx: Ctx, query: QueryOf<(typeof warehouse)['units']>): Promise<UnitRow[]> {
  const after = readCursor(query.cursor, ['at', 'id']);
  const lpn = query.q ? readCode('LPN', query.q) : null;
  const conditions = allOf([
    query.site_id && sql`and u.site_id = ${query.site_id}`,
    query.brand_id && sql`and u.brand_id = ${query.brand_id}`,
    query.stage && sql`and u.stage = ${query.stage}`,
    query.disposition && sql`and u.disposition = ${query.disposition}`,
    query.grade && sql`and u.grade = ${query.grade}`,
    query.sku && sql`and u.sku = ${query.sku}`,
    query.bin_id && sql`and u.bin_id = ${query.bin_id} and u.stage <> 'gone'`,
    query.serial && sql`and u.serial_key = ${serialKey(query.serial)}`,
    query.q && (lpn ? sql`and u.lpn = ${lpn}` : containing(query.q)),
    after && sql`and (u.arrived_at, u.id) > (${after[0]}::timestamptz, ${after[1]}::uuid)`,
  ]);
  const rest = sql`${conditions} order by u.arrived_at, u.id limit ${query.limit + 1}`;
  return (await unitsWhere(ctx, rest).execute(tx)).rows;
}

function containing(q: string): RawBuilder<unknown> {
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`and (u.serial_key = ${serialKey(q)} or u.sku ilike ${like} or u.title ilike ${like})`;
}

/** How serial numbers are compared: upper case, without spaces around them. */
export function serialKey(serial: string): string {
  return serial.trim().toUpperCase();
}

/** The unit of that serial number and product that is still with us, if there is one. */
export async function unitWithSerial(
  tx: Tx,
  ctx: Ctx,
  serial: string,
  of: { parcelId: string; variantId: string | null },
): Promise<{ lpn: string; site_id: string } | null> {
  const { rows } = await sql<{ lpn: string; site_id: string }>`select u.lpn, u.site_id from units u
    where u.workspace_id = ${ctx.workspaceId} and u.serial_key = ${serialKey(serial)} and u.stage <> 'gone'
      and (u.parcel_id = ${of.parcelId} or u.variant_id = ${of.variantId}) limit 1`.execute(tx);
  return rows[0] ?? null;
}

export type NewUnit = Pick<
  UnitRow,
  | 'id'
  | 'lpn'
  | 'scan_id'
  | 'site_id'
  | 'brand_id'
  | 'variant_id'
  | 'sku'
  | 'title'
  | 'parcel_id'
  | 'return_id'
  | 'return_line_id'
  | 'order_id'
  | 'arrival'
  | 'serial'
  | 'batch'
>;

/** Answers the licence plate it got. */
export async function insertUnit(tx: Tx, ctx: Ctx, unit: Omit<NewUnit, 'lpn'>): Promise<string> {
  const lpn = newCode('LPN');
  const made = await tx
    .insertInto('units')
    .values({
      ...unit,
      lpn,
      serial_key: unit.serial && serialKey(unit.serial),
      workspace_id: ctx.workspaceId,
      stage: 'arrived',
      arrived_at: ctx.now,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'lpn']).doNothing())
    .returning('id')
    .executeTakeFirst();
  // Of 22 billion plates one may be taken; another one is drawn.
  return made ? lpn : insertUnit(tx, ctx, unit);
}

/** Takes a miscounted unit out of an open parcel, with its photos' captions; the photos themselves stay with the parcel. */
export async function deleteUnit(tx: Tx, ctx: Ctx, parcelId: string, unitId: string): Promise<{ lpn: string } | null> {
  const { rows } = await sql<{ lpn: string }>`with freed as (
      update unit_files set unit_id = null, parcel_id = ${parcelId} where workspace_id = ${ctx.workspaceId} and unit_id = ${unitId}
    ), unmoved as (
      delete from stock_moves where workspace_id = ${ctx.workspaceId} and unit_id = ${unitId}
    )
    delete from units u where u.workspace_id = ${ctx.workspaceId} and u.id = ${unitId} and u.parcel_id = ${parcelId}
      and u.stage = 'arrived' returning u.lpn`.execute(tx);
  return rows[0] ?? null;
}

export type UnitChange = Partial<
  Pick<
    UnitRow,
    | 'stage'
    | 'acceptance'
    | 'disposition'
    | 'functional'
    | 'cosmetic'
    | 'grade'
    | 'bin_id'
    | 'variant_id'
    | 'sku'
    | 'title'
    | 'brand_id'
    | 'arrival'
    | 'return_id'
    | 'return_line_id'
    | 'order_id'
    | 'inspected_at'
    | 'decided_at'
    | 'ready_at'
    | 'gone_at'
    | 'gone_as'
    | 'recovered'
    | 'currency'
  >
> & { serial?: string };

/** Writes what changed on a unit that is locked; the version goes up. */
export async function saveUnit(tx: Tx, ctx: Ctx, id: string, change: UnitChange): Promise<void> {
  await tx
    .updateTable('units')
    .set((eb) => ({
      ...change,
      ...(change.serial ? { serial_key: serialKey(change.serial) } : {}),
      version: eb('version', '+', 1),
    }))
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** What a brand reckons in; the workspace's own currency for goods of no brand. */
export async function currencyOf(tx: Tx, ctx: Ctx, brandId: string | null): Promise<string> {
  const { rows } = await sql<{ currency: string }>`select coalesce(b.currency, w.currency) as currency
    from workspaces w left join brands b on b.workspace_id = w.workspace_id and b.id = ${brandId}
    where w.workspace_id = ${ctx.workspaceId}`.execute(tx);
  return rows[0]!.currency;
}
