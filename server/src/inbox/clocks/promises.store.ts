/** Business hours and the promises counted in them. */
import type { Calendar, SlaPolicy } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Hours } from './business-time.ts';
import type { Promised } from './promises.ts';

export type CalendarFacts = Omit<Calendar, 'id' | 'used_by'>;
export type PolicyFacts = Omit<SlaPolicy, 'id' | 'brand' | 'calendar' | 'archived_at'> & {
  brand_id: string | null;
  calendar_id: string;
  archived: boolean;
};

/** All calendars by name, with how many promises and chat channels go by each. */
export async function listCalendars(tx: Tx, ctx: Ctx, id: string | null = null): Promise<Calendar[]> {
  const only = id === null ? sql`` : sql` and c.id = ${id}`;
  const { rows } = await sql<Calendar>`
    select c.id, c.name, c.time_zone, c.weekly, c.holidays,
      (select count(*)::int from sla_policies p where p.workspace_id = c.workspace_id and p.calendar_id = c.id and p.archived_at is null)
      + (select count(*)::int from channels h where h.workspace_id = c.workspace_id and h.kind = 'chat' and h.archived_at is null
          and h.settings->>'calendar_id' = c.id::text) as used_by
    from calendars c where c.workspace_id = ${ctx.workspaceId}${only} order by c.name, c.id`.execute(tx);
  return rows;
}

/** Throws `calendar.not_found`. */
export async function findCalendar(tx: Tx, ctx: Ctx, id: string): Promise<Calendar> {
  const [found] = await listCalendars(tx, ctx, id);
  if (!found) throw new Refusal('calendar.not_found');
  return found;
}

export async function saveCalendar(tx: Tx, ctx: Ctx, id: string, calendar: CalendarFacts): Promise<void> {
  const { name, time_zone } = calendar;
  const row = { name, time_zone, weekly: JSON.stringify(calendar.weekly), holidays: JSON.stringify(calendar.holidays) };
  await tx
    .insertInto('calendars')
    .values({ workspace_id: ctx.workspaceId, id, ...row, created_at: ctx.now })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doUpdateSet(row))
    .execute();
}

/** The promises in the order they are tried, those taken out of use last. */
export async function listPolicies(tx: Tx, ctx: Ctx, id: string | null = null): Promise<SlaPolicy[]> {
  const only = id === null ? sql`` : sql` and p.id = ${id}`;
  const { rows } = await sql<Omit<SlaPolicy, 'archived_at'> & { archived_at: Date | null }>`
    select p.id, p.name, p.position, p.channels, p.priorities, p.tags, p.targets, p.archived_at,
      jsonb_build_object('id', c.id, 'name', c.name) as calendar,
      case when b.id is not null then jsonb_build_object('id', b.id, 'name', b.name) end as brand
    from sla_policies p
    join calendars c on c.workspace_id = p.workspace_id and c.id = p.calendar_id
    left join brands b on b.workspace_id = p.workspace_id and b.id = p.brand_id
    where p.workspace_id = ${ctx.workspaceId}${only} order by p.archived_at is not null, p.position, p.id`.execute(tx);
  return rows.map((row) => ({ ...row, archived_at: row.archived_at?.toISOString() ?? null }));
}

/** Throws `sla.not_found`. */
export async function findPolicy(tx: Tx, ctx: Ctx, id: string): Promise<SlaPolicy> {
  const [found] = await listPolicies(tx, ctx, id);
  if (!found) throw new Refusal('sla.not_found');
  return found;
}

export async function savePolicy(tx: Tx, ctx: Ctx, id: string, policy: PolicyFacts): Promise<void> {
  const { archived, targets, ...plain } = policy;
  const row = { ...plain, targets: JSON.stringify(targets) };
  await tx
    .insertInto('sla_policies')
    .values({ workspace_id: ctx.workspaceId, id, ...row, archived_at: archived ? ctx.now : null, created_at: ctx.now })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'id']).doUpdateSet((eb) => ({
        ...row,
        archived_at: archived ? eb.fn.coalesce('sla_policies.archived_at', eb.val(ctx.now)) : null,
      })),
    )
    .execute();
}

/** The promises in use, as they are reckoned with. */
export async function promisesInUse(tx: Tx, ctx: Ctx): Promise<Promised[]> {
  const { rows } = await sql<Omit<Promised, 'hours'> & Hours>`
    select p.id, p.name, p.brand_id, p.position, p.channels, p.priorities, p.tags, p.targets, c.time_zone, c.weekly, c.holidays
    from sla_policies p join calendars c on c.workspace_id = p.workspace_id and c.id = p.calendar_id
    where p.workspace_id = ${ctx.workspaceId} and p.archived_at is null order by p.position, p.id`.execute(tx);
  return rows.map(({ time_zone, weekly, holidays, ...rest }) => ({ ...rest, hours: { time_zone, weekly, holidays } }));
}

/** The hours in which people of a brand answer: those of `calendarId`, else of the first promise that holds for it; null where it has none. */
export async function hoursOf(tx: Tx, ctx: Ctx, brandId: string, calendarId: string | null): Promise<Hours | null> {
  const { rows } = await sql<Hours>`
    select c.time_zone, c.weekly, c.holidays from calendars c
    where c.workspace_id = ${ctx.workspaceId} and c.id = coalesce(${calendarId}::uuid, (
      select p.calendar_id from sla_policies p where p.workspace_id = ${ctx.workspaceId} and p.archived_at is null
        and (p.brand_id is null or p.brand_id = ${brandId}) order by p.position, p.id limit 1))`.execute(tx);
  return rows[0] ?? null;
}

/** The hours of one calendar; null where it is gone. */
export async function calendarHours(tx: Tx, ctx: Ctx, calendarId: string): Promise<Hours | null> {
  const { rows } = await sql<Hours>`select time_zone, weekly, holidays from calendars
    where workspace_id = ${ctx.workspaceId} and id = ${calendarId}`.execute(tx);
  return rows[0] ?? null;
}
