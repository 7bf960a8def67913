/** Who is on the line of a call, as the rows of its parts say it. */
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { type Part, partsOf } from '../calls/calls.store.ts';

/** A part on the line, as it travels between processes. */
export type LinePart = Pick<Part, 'id' | 'kind' | 'mode' | 'name' | 'staff_id' | 'language'> & {
  peer: string;
  joined_at: string | null;
  /** It counts as there until then. */
  here_until: string;
};

export function linePart(row: Part): LinePart | null {
  if (!row.peer || !row.here_until || row.left_at || row.refused_at || row.knocks) return null;
  const { id, kind, mode, name, staff_id, language, peer } = row;
  const joined_at = row.joined_at?.toISOString() ?? null;
  return { id, kind, mode, name, staff_id, language, peer, joined_at, here_until: row.here_until.toISOString() };
}

/** Everybody on the line of a call, and when that was so: microseconds, by which two answers are put in order. */
export type LineNow = { rows: LinePart[]; at: number };

export async function onTheLine(tx: Tx, ctx: Ctx, callId: string): Promise<LineNow> {
  const { rows: clock } = await sql<{
    at: number;
  }>`select (extract(epoch from clock_timestamp()) * 1e6)::bigint as at`.execute(tx);
  const rows = (await partsOf(tx, ctx, callId)).flatMap((row) => linePart(row) ?? []);
  return { rows, at: clock[0]!.at };
}

/** A page of a part's is on the line until then. */
export async function takeLine(tx: Tx, ctx: Ctx, partId: string, peer: string, until: Date): Promise<void> {
  await tx
    .updateTable('call_parts')
    .set((eb) => ({ peer, here_until: until, joined_at: eb.fn.coalesce('joined_at', eb.val(ctx.now)) }))
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', partId)
    .execute();
}

/** Nobody is on the line for this part any more. */
export async function leaveLine(tx: Tx, ctx: Ctx, partId: string): Promise<void> {
  await tx
    .updateTable('call_parts')
    .set((eb) => ({ peer: null, here_until: eb.fn<Date>('least', ['here_until', eb.val(ctx.now)]) }))
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', partId)
    .execute();
}

/** Pages that are still there, all of a process's in one statement. */
export async function stillHere(
  tx: Tx,
  ctx: Ctx,
  pages: readonly { partId: string; peer: string }[],
  until: Date,
): Promise<void> {
  await sql`
    update call_parts p set here_until = ${until}
    from unnest(${pages.map(({ partId }) => partId)}::uuid[], ${pages.map(({ peer }) => peer)}::text[]) as here(id, peer)
    where p.workspace_id = ${ctx.workspaceId} and p.id = here.id and p.peer = here.peer`.execute(tx);
}

/** Parts that are said to be on the line, and counted as there until `before` at most. */
export async function goneSince(tx: Tx, ctx: Ctx, before: Date): Promise<{ id: string }[]> {
  return tx
    .selectFrom('call_parts')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('peer', 'is not', null)
    .where('left_at', 'is', null)
    .where('here_until', '<=', before)
    .orderBy('id')
    .limit(500)
    .execute();
}

export async function findPart(tx: Tx, ctx: Ctx, id: string): Promise<Part | null> {
  const row = await tx
    .selectFrom('call_parts')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return (row as unknown as Part | undefined) ?? null;
}
