/** Looking a scanned text up: one statement finds what it is, one more reads what is shown of it. */
import type { Scanned } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { ofSites } from './across-sites.ts';
import type { Readings } from './readings.ts';

export type Hit = { kind: Exclude<Scanned['kind'], 'nothing'>; id: string };

/**
 * What a text is, the surest reading first: our own codes, which carry a check character; a carrier's number; a bin of
 * this site; an order; goods; a serial number that was sold; a unit with that serial number.
 */
export async function lookUp(tx: Tx, ctx: Ctx, as: Readings, siteId: string | null): Promise<Hit | null> {
  const w = ctx.workspaceId;
  const { rows } = await sql<Hit>`select kind, id from (
      (select 1 as rank, 'return' as kind, r.id from returns r where r.workspace_id = ${w} and r.code = ${as.rma})
      union all
      (select 2, 'unit', u.id from units u where u.workspace_id = ${w} and u.lpn = ${as.lpn} ${ofSites(ctx, 'u')})
      union all
      (select 3, 'parcel', p.id from parcels p
        where p.workspace_id = ${w} and p.tracking = any(${as.tracking}) ${ofSites(ctx, 'p')} order by p.id desc limit 1)
      union all
      (select 4, 'return', l.return_id from labels l
        where l.workspace_id = ${w} and l.tracking = any(${as.tracking}) and l.return_id is not null and l.state <> 'void' limit 1)
      union all
      (select 5, 'bin', b.id from bins b where b.workspace_id = ${w} and b.code = ${as.bin} and b.archived_at is null
        ${siteId ? sql`and b.site_id = ${siteId}` : sql``} ${ofSites(ctx, 'b')} order by b.site_id limit 1)
      union all
      (select 6, 'order', o.id from orders o where o.workspace_id = ${w} and o.number_key = nullif(${as.orderKey}, '')
        order by o.placed_at desc limit 1)
      union all
      (select 7, 'variant', v.id from variants v where v.workspace_id = ${w}
        and v.id in (select variants_with_code(code) from unnest(${as.products}::text[]) code) order by v.id limit 1)
      union all
      (select 8, 'serial', l.id from order_lines l join orders o on o.workspace_id = l.workspace_id and o.id = l.order_id
        where l.workspace_id = ${w} and l.id in (select lines_with_serial(${as.serials}::text[])) order by o.placed_at desc limit 1)
      union all
      (select 9, 'unit', u.id from units u where u.workspace_id = ${w} and u.serial_key = upper(${as.serials[0] ?? null})
        ${ofSites(ctx, 'u')} order by u.arrived_at desc limit 1)
    ) found order by rank limit 1`.execute(tx);
  return rows[0] ?? null;
}

const named = sql`jsonb_build_object('id', s.id, 'name', s.name)`;
const firstTitle = sql`(select l.title from return_lines l where l.workspace_id = r.workspace_id and l.return_id = r.id
  order by l.position, l.id limit 1)`;

/** What is shown of the hit. A serial number is answered as it was read. */
export async function describe(tx: Tx, ctx: Ctx, { kind, id }: Hit, serial: string): Promise<Scanned> {
  const w = ctx.workspaceId;
  const statements = {
    return: sql`select 'return' as kind, jsonb_build_object('id', r.id, 'code', r.code, 'stage', r.stage, 'customer', c.name,
        'title', ${firstTitle}, 'units', (select sum(l.quantity)::int from return_lines l
          where l.workspace_id = r.workspace_id and l.return_id = r.id and (l.offer->>'goods_back')::boolean), 'site', case when s.id is not null then ${named} end) as return,
        (select p.id from parcels p where p.workspace_id = r.workspace_id and p.return_id = r.id and p.stage = 'arrived'
          ${ofSites(ctx, 'p')}) as open_parcel_id
      from returns r join customers c on c.workspace_id = r.workspace_id and c.id = r.customer_id
        left join sites s on s.workspace_id = r.workspace_id and s.id = r.site_id
      where r.workspace_id = ${w} and r.id = ${id}`,
    order: sql`select 'order' as kind, jsonb_build_object('id', o.id, 'number', o.number, 'customer', c.name) as order,
        coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'code', r.code, 'stage', r.stage, 'title', ${firstTitle})
          order by r.id desc) from returns r where r.workspace_id = o.workspace_id and r.order_id = o.id), '[]') as returns
      from orders o join customers c on c.workspace_id = o.workspace_id and c.id = o.customer_id
      where o.workspace_id = ${w} and o.id = ${id}`,
    parcel: sql`select 'parcel' as kind, id as parcel_id, stage from parcels where workspace_id = ${w} and id = ${id}`,
    unit: sql`select 'unit' as kind, id as unit_id, lpn, stage from units where workspace_id = ${w} and id = ${id}`,
    bin: sql`select 'bin' as kind, id as bin_id, code, purpose from bins where workspace_id = ${w} and id = ${id}`,
    variant: sql`select 'variant' as kind, v.id as variant_id, v.sku, p.title, jsonb_build_object('id', b.id, 'name', b.name) as brand
      from variants v join products p on p.workspace_id = v.workspace_id and p.id = v.product_id
        join brands b on b.workspace_id = v.workspace_id and b.id = v.brand_id
      where v.workspace_id = ${w} and v.id = ${id}`,
    serial: sql`select 'serial' as kind, ${serial}::text as serial, l.sku, l.title, c.name as customer,
        jsonb_build_object('id', o.id, 'number', o.number) as order
      from order_lines l join orders o on o.workspace_id = l.workspace_id and o.id = l.order_id
        join customers c on c.workspace_id = o.workspace_id and c.id = o.customer_id
      where l.workspace_id = ${w} and l.id = ${id}`,
  };
  const { rows } = await statements[kind].execute(tx);
  return rows[0] as Scanned;
}
