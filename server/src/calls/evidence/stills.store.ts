import type { CallStill, Mark, StillSource } from '@recoup/contract';
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { CallStills } from '../../platform/db.generated.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';

export type StillRow = Omit<Selectable<CallStills>, 'workspace_id' | 'source' | 'taken_by' | 'marks'> & {
  source: StillSource;
  taken_by: CallStill['taken_by'];
  marks: Mark[];
};
/** A still with its pictures and what it shows, as screens want it. */
export type ShownStill = StillRow & {
  key: string;
  thumb_key: string | null;
  drawn_key: string | null;
  drawn_thumb_key: string | null;
  line: CallStill['order_line'];
  unit: CallStill['unit'];
};

/** The still a browser already sent under this id of its own. */
export async function stillSentAs(tx: Tx, ctx: Ctx, callId: string, clientId: string): Promise<StillRow | null> {
  const row = await tx
    .selectFrom('call_stills')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('call_id', '=', callId)
    .where('client_id', '=', clientId)
    .executeTakeFirst();
  return (row as unknown as StillRow | undefined) ?? null;
}

/** Throws `call.still_not_found`, for one of another call too. */
export async function findStill(tx: Tx, ctx: Ctx, callId: string, id: string): Promise<StillRow> {
  const row = await tx
    .selectFrom('call_stills')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('call_id', '=', callId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new Refusal('call.still_not_found');
  return row as unknown as StillRow;
}

/** How many were taken, and the number of the last; asked with the call held. */
export async function countStills(tx: Tx, ctx: Ctx, callId: string): Promise<{ count: number; last: number }> {
  const { count, last } = await tx
    .selectFrom('call_stills')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.coalesce(eb.fn.max('position'), eb.lit(0)).as('last')])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('call_id', '=', callId)
    .executeTakeFirstOrThrow();
  return { count, last };
}

export type NewStill = Omit<Insertable<CallStills>, 'workspace_id' | 'id' | 'marks'>;

export async function insertStill(tx: Tx, ctx: Ctx, still: NewStill): Promise<StillRow> {
  const row = await tx
    .insertInto('call_stills')
    .values({ ...still, workspace_id: ctx.workspaceId, id: newId() })
    .returningAll()
    .executeTakeFirstOrThrow();
  return row as unknown as StillRow;
}

export type StillChange = Omit<Updateable<CallStills>, 'workspace_id' | 'id' | 'call_id' | 'marks'> & {
  marks?: Mark[];
};

export async function saveStill(tx: Tx, ctx: Ctx, id: string, { marks, ...change }: StillChange): Promise<void> {
  await tx
    .updateTable('call_stills')
    .set({ ...change, ...(marks ? { marks: JSON.stringify(marks) } : {}) })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** The stills of a call as screens show them, in the order they were taken; those out of sight or erased, too. */
export async function shownStills(tx: Tx, ctx: Ctx, callId: string, stillId?: string): Promise<ShownStill[]> {
  const { rows } = await sql<ShownStill>`
    select s.*, f.key, f.thumb_key, d.key as drawn_key, d.thumb_key as drawn_thumb_key,
      case when l.id is not null then jsonb_build_object('id', l.id, 'title', l.title, 'sku', l.sku) end as line,
      case when u.id is not null then jsonb_build_object('id', u.id, 'lpn', u.lpn) end as unit
    from call_stills s
    join files f on f.workspace_id = s.workspace_id and f.id = s.file_id
    left join files d on d.workspace_id = s.workspace_id and d.id = s.drawn_file_id
    left join order_lines l on l.workspace_id = s.workspace_id and l.id = s.order_line_id
    left join units u on u.workspace_id = s.workspace_id and u.id = s.unit_id
    where s.workspace_id = ${ctx.workspaceId} and s.call_id = ${callId} ${stillId ? sql`and s.id = ${stillId}` : sql``}
    order by s.position`.execute(tx);
  return rows;
}

/** Whether a line is one of that order. */
export async function isLineOf(tx: Tx, ctx: Ctx, orderId: string | null, lineId: string): Promise<boolean> {
  if (orderId === null) return false;
  const row = await tx
    .selectFrom('order_lines')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('order_id', '=', orderId)
    .where('id', '=', lineId)
    .executeTakeFirst();
  return row !== undefined;
}

/** What happened to one still, oldest first. */
export async function eventsOfStill(tx: Tx, ctx: Ctx, callId: string, stillId: string) {
  const rows = await tx
    .selectFrom('events')
    .select(['at', 'type', 'actor', 'data'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('subject_kind', '=', 'call')
    .where('subject_id', '=', callId)
    .where((eb) => eb.or([eb(sql`data->>'still_id'`, '=', stillId), eb('type', '=', 'call.erased')]))
    .orderBy('id')
    .execute();
  return rows;
}

/** Every picture with marks that was ever made of a call's stills: earlier ones stay until all are erased. */
export async function drawnOfCall(
  tx: Tx,
  ctx: Ctx,
  callId: string,
): Promise<{ id: string; key: string; thumb_key: string | null }[]> {
  const { rows } = await sql<{ id: string; key: string; thumb_key: string | null }>`
    select f.id, f.key, f.thumb_key from events e, jsonb_array_elements_text(e.data->'file_ids') x, files f
    where e.workspace_id = ${ctx.workspaceId} and e.subject_kind = 'call' and e.subject_id = ${callId}
      and e.type = 'call.still_marked' and e.data ? 'file_ids' and f.workspace_id = e.workspace_id and f.id = x::uuid`.execute(
    tx,
  );
  return rows;
}

/** Calls whose stills a brand keeps no longer, with some left. */
export async function callsWithOldStills(tx: Tx, ctx: Ctx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from call_settings s join calls c on c.workspace_id = s.workspace_id and c.brand_id = s.brand_id
    where s.workspace_id = ${ctx.workspaceId} and (s.settings->>'stills_keep_days') is not null
      and c.ended_at < ${ctx.now}::timestamptz - make_interval(days => (s.settings->>'stills_keep_days')::int)
      and exists (select from call_stills k where k.workspace_id = c.workspace_id and k.call_id = c.id and k.erased_at is null)
    order by c.ended_at limit ${limit}`.execute(tx);
  return rows.map(({ id }) => id);
}
