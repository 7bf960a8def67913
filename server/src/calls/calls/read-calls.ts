import type { AnswerOf, CallDesk, CallDetail, calls, QueryOf } from '@recoup/contract';
import { openBrands } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { pageOf, readCursor } from '../../platform/cursor.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { type Desk, deskState, isOn } from '../desks/desk.ts';
import { readDesks } from '../desks/desks.store.ts';
import { lastSeconds } from '../queue/queue.store.ts';
import { expectedWait, usualSeconds } from '../queue/wait.ts';
import { noteOf, readerOf, returnOf, timelineOf } from './beside-call.read.ts';
import { callRow, partAnswer } from './call-answer.ts';
import { callsIn, countCalls, type LoadedCall, listCalls, loadCall } from './calls.read.ts';

/** Calls, newest first, of the brands the reader may see. Throws `input.cursor`. */
export function readCalls(ctx: Ctx, query: QueryOf<typeof calls.list>): Promise<AnswerOf<typeof calls.list>> {
  return inWorkspace(ctx, async (tx) => {
    const rows = await listCalls(tx, ctx, query, readCursor(query.cursor, ['at', 'id']));
    const page = pageOf(rows, query.limit, (row) => [row.sort, row.id]);
    return { rows: page.rows.map((row) => callRow(ctx, row)), next_cursor: page.next_cursor };
  });
}

/** How many calls each view of the list holds, of the brands the reader may see. */
export function readCounts(ctx: Ctx, query: QueryOf<typeof calls.counts>): Promise<AnswerOf<typeof calls.counts>> {
  return inWorkspace(ctx, (tx) => countCalls(tx, ctx, query));
}

/** One call with everything that belongs to it. Throws `call.not_found`. */
export function readCall(ctx: Ctx, id: string): Promise<CallDetail> {
  return inWorkspace(ctx, (tx) => callDetail(tx, ctx, id));
}

export async function callDetail(tx: Tx, ctx: Ctx, id: string): Promise<CallDetail> {
  const row = await loadCall(tx, ctx, id);
  if (!row) throw new Refusal('call.not_found');
  return {
    ...callRow(ctx, row),
    note: await noteOf(tx, ctx, row, await readerOf(tx, ctx)),
    phone: row.phone,
    parts: row.parts.map((part) => partAnswer(ctx, part)),
    return: await returnOf(tx, ctx, row.return_id),
    wrap_up:
      row.wrap_up_note !== null || row.wrapped_at
        ? { note: row.wrap_up_note, at: row.wrapped_at?.toISOString() ?? null }
        : null,
    timeline: await timelineOf(tx, ctx, id),
  };
}

const SOON_MS = 24 * 3_600_000;

/** What a screen of staff shows at all times: what rings for me, my call, who waits, what is live, what is agreed for the next day, and who is there. */
export function readNow(ctx: Ctx, brandId: string | undefined): Promise<AnswerOf<typeof calls.now>> {
  return inWorkspace(ctx, async (tx) => {
    const before = new Date(ctx.now.getTime() + SOON_MS);
    const open = await callsIn(tx, ctx, ['waiting', 'ringing', 'live', 'scheduled'], { brandId, before });
    const desks = await readDesks(tx, ctx);
    const mine = desks.find(({ staff_id }) => staff_id === ctx.actor.id);
    const wrapping = mine?.wrap_up_until && mine.wrap_up_until > ctx.now ? await lastOf(tx, ctx) : null;
    const own = open.find(({ id }) => id === mine?.call_id) ?? wrapping;
    const rows = (fits: (row: (typeof open)[number]) => boolean) => open.filter(fits).map((row) => callRow(ctx, row));
    const seen = desks.filter(
      ({ brand_ids }) => sees(ctx, brand_ids) && (!brandId || !brand_ids || brand_ids.includes(brandId)),
    );
    return {
      ringing: rows((row) => ctx.actor.id !== null && ringsFor(row, ctx.actor.id)),
      mine: own ? callRow(ctx, own) : null,
      waiting: rows(({ stage, staff_id }) => stage === 'waiting' || (stage === 'ringing' && staff_id === null)),
      live: rows(({ stage, staff_id }) => stage === 'live' || (stage === 'ringing' && staff_id !== null)),
      scheduled: rows(({ stage, scheduled_for }) => stage === 'scheduled' && scheduled_for !== null),
      me: mine ? deskAnswer(mine, ctx.now) : nobody(ctx),
      desks: seen.map((desk) => hidden(deskAnswer(desk, ctx.now), open)),
      expected_wait: await waitNow(tx, ctx, {
        brandId,
        desks,
        ahead: open.filter(({ stage, call_back }) => stage === 'waiting' && !call_back).length,
      }),
    };
  });
}

/** It rings at them, or they were asked into it and have not come. */
const ringsFor = ({ rings, parts, stage }: LoadedCall, staffId: string): boolean =>
  rings.includes(staffId) ||
  (stage === 'live' &&
    parts.some((part) => part.staff_id === staffId && part.invited_at && !part.joined_at && !part.left_at));

/** The call somebody wraps up. */
async function lastOf(tx: Tx, ctx: Ctx) {
  const row = await tx
    .selectFrom('calls')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('staff_id', '=', ctx.actor.id)
    .where('stage', '=', 'ended')
    .where('wrapped_at', 'is', null)
    .where('wrap_up_until', '>', ctx.now)
    .orderBy('ended_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? loadCall(tx, ctx, row.id) : undefined;
}

async function waitNow(
  tx: Tx,
  ctx: Ctx,
  { brandId, desks, ahead }: { brandId: string | undefined; desks: readonly Desk[]; ahead: number },
): Promise<number | null> {
  const brands = brandId ? [brandId] : await openBrands(tx);
  const brand = brands[0];
  if (!brand) return null;
  const on = desks.filter((desk) => brands.some((id) => isOn(desk, id, ctx.now)));
  const free = on.filter((desk) => deskState(desk, ctx.now).state === 'free').length;
  return expectedWait({ ahead, on: on.length, free, talk: usualSeconds(await lastSeconds(tx, ctx, brand)) });
}

export function deskAnswer(desk: Desk, now: Date): CallDesk {
  const { state, since, call_id } = deskState(desk, now);
  return { staff: { id: desk.staff_id, name: desk.name }, state, since: since.toISOString(), call_id };
}

/** That a colleague is in a call shows to everybody; which one only to who may see it. */
function hidden(desk: CallDesk, open: readonly LoadedCall[]): CallDesk {
  return { ...desk, call_id: open.some(({ id }) => id === desk.call_id) ? desk.call_id : null };
}

/** A key, or somebody who takes no calls, has no desk. */
const nobody = (ctx: Ctx): CallDesk => ({
  staff: { id: ctx.actor.personId ?? ctx.actor.id ?? '', name: ctx.actor.name },
  state: 'off',
  since: ctx.now.toISOString(),
  call_id: null,
});

const sees = (ctx: Ctx, ids: readonly string[] | null): boolean =>
  ctx.actor.brandIds === null || ids === null || ids.some((id) => ctx.actor.brandIds?.includes(id));
