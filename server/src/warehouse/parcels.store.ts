/** Parcels: reading them with what their return promises, and every statement that writes them. */
import type { QueryOf, warehouse } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import { readCursor } from '../platform/cursor.ts';
import type { Tx } from '../platform/db.ts';
import { allOf, ofSites } from './across-sites.ts';
import type { Hand } from './hold.ts';
import type { Outcome, ParcelStage } from './parcel.ts';

/** A line of the return this parcel belongs to. `before`: right units of parcels unpacked earlier. */
export type LineRow = {
  id: string;
  order_line_id: string;
  variant_id: string | null;
  sku: string;
  title: string;
  quantity: number;
  reason: string;
  comment: string | null;
  sold: number;
  unit_price: number;
  serials: string[];
  before: number;
  tracks_serial: boolean;
  title_zh: string | null;
  category: string | null;
  key: string | null;
  thumb_key: string | null;
};
export type PhotoRow = { id: string; key: string; thumb_key: string | null; caption: string | null; added_at: string };

export type ParcelRow = {
  id: string;
  code: string;
  version: number;
  site_id: string;
  site_name: string;
  site_zone: string;
  brand_id: string | null;
  brand_name: string | null;
  return_id: string | null;
  return: {
    code: string;
    stage: string;
    currency: string;
    order_id: string;
    /** Where it is to come to; where it came to once received. */
    site: { id: string; name: string } | null;
    customer: string;
    city: string | null;
  } | null;
  /** Where its label was to bring it. */
  label_site: { id: string; name: string } | null;
  order_id: string | null;
  order_number: string | null;
  tracking: string | null;
  carrier: string | null;
  stage: ParcelStage;
  blind: boolean;
  note: string | null;
  arrived_at: Date;
  opened_by: Hand | null;
  unpacked_at: Date | null;
  unpacked_by: Hand | null;
  outcomes: Outcome[];
  lines: LineRow[];
  photos: PhotoRow[];
};

const LINES = sql`(select jsonb_agg(jsonb_build_object('id', l.id, 'order_line_id', l.order_line_id, 'variant_id', l.variant_id,
    'sku', l.sku, 'title', l.title, 'quantity', l.quantity, 'reason', l.reason, 'comment', l.comment, 'sold', o.quantity,
    'unit_price', o.unit_price,
    'serials', coalesce((select jsonb_agg(s) from fulfilment_lines f, unnest(f.serials) s
      where f.workspace_id = l.workspace_id and f.order_line_id = l.order_line_id), '[]'),
    'before', (select count(*) from units u join parcels e on e.workspace_id = u.workspace_id and e.id = u.parcel_id
      where u.workspace_id = l.workspace_id and u.return_id = l.return_id and u.return_line_id = l.id and u.arrival = 'right'
        and u.parcel_id <> p.id and e.unpacked_at < coalesce(p.unpacked_at, 'infinity')),
    'tracks_serial', coalesce(v.tracks_serial, false), 'title_zh', t.title_zh, 'category', t.category,
    'key', i.key, 'thumb_key', i.thumb_key) order by l.position, l.id)
  from return_lines l join order_lines o on o.workspace_id = l.workspace_id and o.id = l.order_line_id
    left join variants v on v.workspace_id = l.workspace_id and v.id = l.variant_id
    left join products t on t.workspace_id = v.workspace_id and t.id = v.product_id
    left join files i on i.workspace_id = t.workspace_id and i.id = t.photo_file_id
  -- What stays with the buyer is not expected; what was counted all the same stands here.
  where l.workspace_id = p.workspace_id and l.return_id = p.return_id and ((l.offer->>'goods_back')::boolean
    or exists (select from units u where u.workspace_id = l.workspace_id and u.return_id = l.return_id and u.return_line_id = l.id)))`;

const PARCEL = sql`p.id, p.code, p.version, p.site_id, p.brand_id, p.return_id, p.order_id, p.tracking, p.carrier, p.stage,
  p.blind, p.note, p.arrived_at, p.opened_by, p.unpacked_at, p.unpacked_by, p.outcomes, s.name as site_name,
  s.time_zone as site_zone,
  (select b.name from brands b where b.workspace_id = p.workspace_id and b.id = p.brand_id) as brand_name,
  (select jsonb_build_object('code', r.code, 'stage', r.stage, 'currency', r.currency, 'order_id', r.order_id,
      'site', (select jsonb_build_object('id', m.id, 'name', m.name) from sites m
        where m.workspace_id = r.workspace_id and m.id = r.site_id),
      'customer', c.name, 'city', coalesce(o.address, c.address)->>'city')
    from returns r join customers c on c.workspace_id = r.workspace_id and c.id = r.customer_id
      join orders o on o.workspace_id = r.workspace_id and o.id = r.order_id
    where r.workspace_id = p.workspace_id and r.id = p.return_id) as return,
  (select jsonb_build_object('id', m.id, 'name', m.name) from labels l
      join sites m on m.workspace_id = l.workspace_id and m.id = l.site_id
    where l.workspace_id = p.workspace_id and l.return_id = p.return_id order by l.created_at desc limit 1) as label_site,
  (select o.number from orders o where o.workspace_id = p.workspace_id and o.id = p.order_id) as order_number,
  coalesce(${LINES}, '[]') as lines,
  coalesce((select jsonb_agg(jsonb_build_object('id', x.file_id, 'key', f.key, 'thumb_key', f.thumb_key,
      'caption', x.caption, 'added_at', x.added_at) order by x.added_at, x.file_id)
    from unit_files x join files f on f.workspace_id = x.workspace_id and f.id = x.file_id
    where x.workspace_id = p.workspace_id and x.parcel_id = p.id), '[]') as photos`;

/** A parcel with everything its screen shows but its units; null outside the actor's sites and brands too. */
export async function findParcel(tx: Tx, ctx: Ctx, id: string): Promise<ParcelRow | null> {
  const { rows } = await sql<ParcelRow>`select ${PARCEL}
    from parcels p join sites s on s.workspace_id = p.workspace_id and s.id = p.site_id
    where p.workspace_id = ${ctx.workspaceId} and p.id = ${id} ${ofSites(ctx, 'p')}`.execute(tx);
  return rows[0] ?? null;
}

export type LockedParcel = Pick<
  ParcelRow,
  | 'id'
  | 'site_id'
  | 'brand_id'
  | 'return_id'
  | 'order_id'
  | 'stage'
  | 'opened_by'
  | 'unpacked_by'
  | 'unpacked_at'
  | 'arrived_at'
>;

/**
 * Holds a parcel to the end of the transaction. Goods are locked before promises (parcel, unit, then return), everywhere
 * in warehouse and inspection; and without `key`, so that a unit of it can be looked up meanwhile.
 */
export async function lockParcel(tx: Tx, ctx: Ctx, id: string): Promise<LockedParcel | null> {
  const { rows } = await sql<LockedParcel>`
    select p.id, p.site_id, p.brand_id, p.return_id, p.order_id, p.stage, p.opened_by, p.unpacked_by, p.unpacked_at, p.arrived_at
    from parcels p where p.workspace_id = ${ctx.workspaceId} and p.id = ${id} ${ofSites(ctx, 'p')}
    for no key update`.execute(tx);
  return rows[0] ?? null;
}

/** What an arrival names, as far as it is known and seen by the actor. */
export type ArrivalFacts = {
  site: { archived: boolean } | null;
  return: { id: string; brand_id: string; order_id: string; stage: string; goods_back: boolean } | null;
  label: { tracking: string | null; carrier: string } | null;
  order: { id: string; brand_id: string } | null;
  brand: { id: string } | null;
};

/** The return is the named one, or the one whose label carries the tracking number where nothing else is named. */
export async function arrivalFacts(
  tx: Tx,
  ctx: Ctx,
  named: { siteId: string; returnId?: string; orderId?: string; brandId?: string; tracking: readonly string[] },
): Promise<ArrivalFacts> {
  const w = ctx.workspaceId;
  const byLabel =
    named.returnId || named.orderId || named.tracking.length === 0
      ? sql`null::uuid`
      : sql`(select l.return_id from labels l where l.workspace_id = ${w} and l.tracking = any(${named.tracking}) and l.state <> 'void' limit 1)`;
  const { rows } = await sql<ArrivalFacts>`select
    (select jsonb_build_object('archived', s.archived_at is not null) from sites s
      where s.workspace_id = ${w} and s.id = ${named.siteId}) as site,
    (select jsonb_build_object('id', o.id, 'brand_id', o.brand_id) from orders o
      where o.workspace_id = ${w} and o.id = ${named.orderId ?? null}) as order,
    (select jsonb_build_object('id', b.id) from brands b
      where b.workspace_id = ${w} and b.id = ${named.brandId ?? null}) as brand,
    found.return, found.label
    from (select coalesce(${named.returnId ?? null}::uuid, ${byLabel}) as id) which
    left join lateral (select jsonb_build_object('id', r.id, 'brand_id', r.brand_id, 'order_id', r.order_id,
        'stage', r.stage, 'goods_back', r.goods_back) as return,
      (select jsonb_build_object('tracking', l.tracking, 'carrier', l.carrier) from labels l
        where l.workspace_id = r.workspace_id and l.return_id = r.id and l.state = 'made' limit 1) as label
      from returns r where r.workspace_id = ${w} and r.id = which.id) found on true`.execute(tx);
  return rows[0]!;
}

export type NewParcel = Pick<
  ParcelRow,
  'id' | 'code' | 'site_id' | 'brand_id' | 'return_id' | 'order_id' | 'tracking' | 'carrier' | 'blind'
>;

/** False where the return has an open parcel already (the unique index decides between two who come at once), or the code is taken. */
export async function insertParcel(tx: Tx, ctx: Ctx, parcel: NewParcel): Promise<boolean> {
  const made = await tx
    .insertInto('parcels')
    .values({
      ...parcel,
      workspace_id: ctx.workspaceId,
      stage: 'arrived',
      arrived_at: ctx.now,
      opened_by: JSON.stringify(handOf(ctx)),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

/** The open parcel of a return, at whatever site. */
export async function openParcelOf(
  tx: Tx,
  ctx: Ctx,
  returnId: string,
): Promise<{ id: string; site_id: string; site_name: string } | null> {
  const { rows } = await sql<{ id: string; site_id: string; site_name: string }>`
    select p.id, p.site_id, s.name as site_name from parcels p join sites s on s.workspace_id = p.workspace_id and s.id = p.site_id
    where p.workspace_id = ${ctx.workspaceId} and p.return_id = ${returnId} and p.stage = 'arrived'`.execute(tx);
  return rows[0] ?? null;
}

/** The open parcel without a return that came under this tracking number; who asks for it keeps others from opening a second. */
export async function openParcelByTracking(tx: Tx, ctx: Ctx, siteId: string, tracking: string): Promise<string | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`parcel:${ctx.workspaceId}:${siteId}:${tracking}`}, 0))`.execute(
    tx,
  );
  const found = await tx
    .selectFrom('parcels')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('tracking', '=', tracking)
    .where('site_id', '=', siteId)
    .where('stage', '=', 'arrived')
    .where('return_id', 'is', null)
    .executeTakeFirst();
  return found?.id ?? null;
}

export type ParcelChange = Partial<
  Pick<ParcelRow, 'stage' | 'return_id' | 'order_id' | 'brand_id' | 'blind' | 'note' | 'outcomes' | 'unpacked_at'>
> & { opened_by?: Hand; unpacked_by?: Hand };

/** Writes what changed on a parcel that is locked; the version goes up. */
export async function saveParcel(tx: Tx, ctx: Ctx, id: string, change: ParcelChange): Promise<void> {
  const { opened_by, unpacked_by, ...rest } = change;
  await tx
    .updateTable('parcels')
    .set((eb) => ({
      ...rest,
      ...(opened_by ? { opened_by: JSON.stringify(opened_by) } : {}),
      ...(unpacked_by ? { unpacked_by: JSON.stringify(unpacked_by) } : {}),
      version: eb('version', '+', 1),
    }))
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

export type ParcelListRow = {
  id: string;
  code: string;
  site_id: string;
  site_name: string;
  stage: ParcelStage;
  blind: boolean;
  tracking: string | null;
  return_id: string | null;
  return_code: string | null;
  outcomes: Outcome[];
  units: number;
  arrived_at: Date | null;
  unpacked_at: Date | null;
};

/** One row more than the page holds, newest first. */
export async function listParcels(
  tx: Tx,
  ctx: Ctx,
  query: QueryOf<(typeof warehouse)['parcels']>,
): Promise<ParcelListRow[]> {
  const after = readCursor(query.cursor, ['id']);
  const conditions = allOf([
    query.site_id && sql`and p.site_id = ${query.site_id}`,
    query.stage && sql`and p.stage = ${query.stage}`,
    query.blind && sql`and p.blind = ${query.blind === 'yes'}`,
    after && sql`and p.id < ${after[0]}::uuid`,
  ]);
  const { rows } =
    await sql<ParcelListRow>`select p.id, p.code, p.site_id, s.name as site_name, p.stage, p.blind, p.tracking,
      p.return_id, p.outcomes, p.arrived_at, p.unpacked_at,
      (select r.code from returns r where r.workspace_id = p.workspace_id and r.id = p.return_id) as return_code,
      (select count(*)::int from units u where u.workspace_id = p.workspace_id and u.parcel_id = p.id) as units
    from parcels p join sites s on s.workspace_id = p.workspace_id and s.id = p.site_id
    where p.workspace_id = ${ctx.workspaceId} ${ofSites(ctx, 'p')} ${conditions}
    order by p.id desc limit ${query.limit + 1}`.execute(tx);
  return rows;
}

/** The actor as a row keeps them. */
export function handOf(ctx: Ctx): Hand {
  return { kind: ctx.actor.kind, id: ctx.actor.id, name: ctx.actor.name };
}
