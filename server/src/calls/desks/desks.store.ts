import { permissionsOf, roles } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Desk } from './desk.ts';

const TAKING = roles.filter((role) => permissionsOf[role].includes('calls.take'));
/** Calls of buyers ring where buyers are answered; who mends things is asked in. */
const RINGING = TAKING.filter((role) => permissionsOf[role].includes('inbox.write'));

/** Everybody who may take calls, with what they are doing; those named where ids are given. */
export async function readDesks(tx: Tx, ctx: Ctx, ids: readonly string[] | null = null): Promise<Desk[]> {
  const only = ids === null ? sql`` : sql` and s.id = any (${ids as string[]}::uuid[])`;
  const { rows } = await sql<Desk & { ringing_call: string | null; rung_at: Date | null }>`
    select s.id as staff_id, s.name, s.brand_ids, coalesce(i.languages, array[s.language]) as languages, coalesce(i.away, false) as away,
      s.role = any (${RINGING}::text[]) as rings, coalesce(d.takes_calls, true) as takes_calls, d.seen_at, coalesce(d.changed_at, s.created_at) as changed_at,
      d.call_id, d.busy_since, d.wrap_up_until, r.call_id as ringing_call, r.rung_at,
      (select count(*)::int from calls c where c.workspace_id = s.workspace_id and c.staff_id = s.id
        and c.answered_at > ${ctx.now}::timestamptz - interval '12 hours') as calls,
      (select count(*)::int from conversations c where c.workspace_id = s.workspace_id and c.assignee_id = s.id and c.state = 'open'
        and c.merged_into is null and c.snoozed_until is null and not c.spam) as holds
    from staff s
    left join call_desks d on d.workspace_id = s.workspace_id and d.staff_id = s.id
    left join inbox_staff i on i.workspace_id = s.workspace_id and i.staff_id = s.id
    left join lateral (select r.call_id, r.rung_at from call_rings r where r.workspace_id = s.workspace_id and r.staff_id = s.id
      and r.answer = 'rings' order by r.rung_at limit 1) r on true
    where s.workspace_id = ${ctx.workspaceId} and s.disabled_at is null and s.role = any (${TAKING}::text[])${only}
    order by s.name, s.id`.execute(tx);
  return rows.map(({ ringing_call, rung_at, ...desk }) => ({
    ...desk,
    ringing: ringing_call && rung_at ? { call_id: ringing_call, since: rung_at } : null,
  }));
}

/** What somebody's desk says of itself; what is left out stays. */
export async function saveDesk(
  tx: Tx,
  ctx: Ctx,
  staffId: string,
  change: { takes_calls?: boolean; seen_at?: Date; changed_at?: Date },
): Promise<void> {
  await tx
    .insertInto('call_desks')
    .values({ workspace_id: ctx.workspaceId, staff_id: staffId, changed_at: ctx.now, ...change })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'staff_id']).doUpdateSet({ ...change, staff_id: staffId }),
    )
    .execute();
}

/** Takes a desk for a call: false where it is in another one. Of two calls at once one has it. */
export async function takeDesk(tx: Tx, ctx: Ctx, staffId: string, callId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into call_desks as d (workspace_id, staff_id, changed_at, call_id, busy_since)
    values (${ctx.workspaceId}, ${staffId}, ${ctx.now}, ${callId}, ${ctx.now})
    on conflict (workspace_id, staff_id) do update set call_id = excluded.call_id, wrap_up_until = null,
      busy_since = case when d.call_id = excluded.call_id then d.busy_since else excluded.busy_since end
    where d.call_id is null or d.call_id = excluded.call_id`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Frees the desks that are in a call; who talked wraps up until then, the others are free at once. */
export async function freeDesks(
  tx: Tx,
  ctx: Ctx,
  callId: string,
  { staffIds, until }: { staffIds: readonly string[] | null; until: Date },
): Promise<void> {
  const only = staffIds === null ? sql`` : sql` and staff_id = any (${staffIds as string[]}::uuid[])`;
  await sql`update call_desks set call_id = null, busy_since = ${ctx.now}, wrap_up_until = ${until}
    where workspace_id = ${ctx.workspaceId} and call_id = ${callId}${only}`.execute(tx);
}

/** How long somebody still wraps up; a time that passed makes them free. */
export async function setWrapUp(tx: Tx, ctx: Ctx, staffId: string, until: Date): Promise<void> {
  await tx
    .updateTable('call_desks')
    .set({ wrap_up_until: until })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('staff_id', '=', staffId)
    .where('call_id', 'is', null)
    .execute();
}

/** What somebody's desk says of itself, held; null where it never said anything. */
export async function lockDesk(
  tx: Tx,
  ctx: Ctx,
  staffId: string,
): Promise<{ takes_calls: boolean; seen_at: Date | null } | null> {
  const row = await tx
    .selectFrom('call_desks')
    .select(['takes_calls', 'seen_at'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('staff_id', '=', staffId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row ?? null;
}
