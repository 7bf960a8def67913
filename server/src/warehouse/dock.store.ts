/** What a dock sees when it begins to work. */
import { sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { ofSites } from './across-sites.ts';

export type WaitingParcel = {
  parcel_id: string;
  code: string;
  tracking: string | null;
  title: string;
  from: string | null;
  return_code: string | null;
  blind: boolean;
  arrived_at: Date;
};
export type OnTheWay = { return_id: string; code: string; title: string; carrier: string | null; since: Date };
export type DockCounts = Record<
  'on_the_way' | 'done_today' | 'to_inspect' | 'to_decide' | 'to_put_away' | 'inspected_today',
  number
>;

/** The zone of a site the actor works at; null where there is none. */
export async function zoneOfSite(tx: Tx, ctx: Ctx, siteId: string): Promise<string | null> {
  const { rows } = await sql<{ time_zone: string }>`select s.time_zone from sites s
    where s.workspace_id = ${ctx.workspaceId} and s.id = ${siteId}`.execute(tx);
  return rows[0]?.time_zone ?? null;
}

const firstTitle = sql`(select l.title from return_lines l where l.workspace_id = r.workspace_id and l.return_id = r.id
  order by l.position, l.id limit 1)`;

/** Open boxes, oldest first. */
export async function waitingAt(tx: Tx, ctx: Ctx, siteId: string): Promise<WaitingParcel[]> {
  const { rows } = await sql<WaitingParcel>`select p.id as parcel_id, p.code, p.tracking, p.blind, p.arrived_at,
      coalesce(${firstTitle}, (select min(u.title) from units u where u.workspace_id = p.workspace_id and u.parcel_id = p.id),
        '') as title,
      coalesce(o.address, c.address)->>'city' as "from", r.code as return_code
    from parcels p left join returns r on r.workspace_id = p.workspace_id and r.id = p.return_id
      left join orders o on o.workspace_id = p.workspace_id and o.id = p.order_id
      left join customers c on c.workspace_id = o.workspace_id and c.id = o.customer_id
    where p.workspace_id = ${ctx.workspaceId} and p.site_id = ${siteId} and p.stage = 'arrived' ${ofSites(ctx, 'p')}
    order by p.arrived_at, p.id limit 200`.execute(tx);
  return rows;
}

/** Returns a carrier has, the longest on the way first. */
export async function nextDue(tx: Tx, ctx: Ctx, siteId: string): Promise<OnTheWay[]> {
  const { rows } =
    await sql<OnTheWay>`select r.id as return_id, r.code, ${firstTitle} as title, r.in_transit_at as since,
      (select l.carrier from labels l where l.workspace_id = r.workspace_id and l.return_id = r.id
        order by l.created_at desc limit 1) as carrier
    from returns r where r.workspace_id = ${ctx.workspaceId} and r.stage = 'in_transit' and r.site_id = ${siteId}
      ${ofSites(ctx, 'r')}
    order by r.in_transit_at, r.id limit 10`.execute(tx);
  return rows;
}

/** `today`: when the day began at the site. */
export async function dockCounts(tx: Tx, ctx: Ctx, siteId: string, today: Date): Promise<DockCounts> {
  const w = ctx.workspaceId;
  const units = (stage: string) => sql`(select count(*)::int from units u
    where u.workspace_id = ${w} and u.stage = ${stage} and u.site_id = ${siteId} ${ofSites(ctx, 'u')})`;
  const { rows } = await sql<DockCounts>`select
    (select count(*)::int from returns r where r.workspace_id = ${w} and r.stage = 'in_transit' and r.site_id = ${siteId}
      ${ofSites(ctx, 'r')}) as on_the_way,
    (select count(*)::int from parcels p where p.workspace_id = ${w} and p.site_id = ${siteId} and p.unpacked_at >= ${today}
      ${ofSites(ctx, 'p')}) as done_today,
    (select count(*)::int from inspections i where i.workspace_id = ${w} and i.site_id = ${siteId} and i.finished_at >= ${today}
      and i.state = 'done' ${ofSites(ctx, 'i')}) as inspected_today,
    ${units('arrived')} as to_inspect, ${units('inspected')} as to_decide, ${units('decided')} as to_put_away`.execute(
    tx,
  );
  return rows[0]!;
}
