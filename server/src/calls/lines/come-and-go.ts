/** Who comes on the line of a call, and who goes. */
import type { CallEnter } from '@recoup/contract';
import { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { enqueue } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { type Call, isOver } from '../calls/call.ts';
import { lockCall, type Part, partsOf, savePart } from '../calls/calls.store.ts';
import { lineChanged } from '../calls/line-changed.ts';
import { findPart, goneSince, type LineNow, leaveLine, takeLine } from './line-parts.store.ts';
import { ALLOWED_MS, GRACE_MS } from './on-the-line.ts';
import { tellParts } from './tell-parts.ts';

export type Came = { call: Call; part: Part; on: LineNow };

/**
 * A page of somebody who has a part in the call comes on its line, or comes back. A newer page of the same part takes the place
 * of the older one. `line` is the line's id in this process.
 *
 * Throws `call.not_found`, `call.over`, `call.not_invited` where they have no part in it, `call.knocks` where they wait to be let
 * in, `call.peer_taken` where another part's page goes by that name.
 */
export async function comeOnTheLine(ctx: Ctx, { call_id, peer }: CallEnter, line: string): Promise<Came> {
  return inWorkspace(ctx, async (tx) => {
    const call = await lockCall(tx, ctx, call_id);
    if (isOver(call)) throw new Refusal('call.over');
    const parts = await partsOf(tx, ctx, call.id);
    const part = whose(ctx, parts);
    if (parts.some((other) => other.id !== part.id && other.peer === peer)) throw new Refusal('call.peer_taken');
    await takeLine(tx, ctx, part.id, peer, new Date(ctx.now.getTime() + ALLOWED_MS));
    const on = await tellParts(tx, ctx, call.id, { peer, line });
    await lineChanged(tx, ctx, call);
    return { call, part, on };
  });
}

/** The part of whoever comes: of the seat they hold, or as staff the one they were given. */
function whose(ctx: Ctx, parts: readonly Part[]): Part {
  const mine = parts.findLast((part) =>
    ctx.call ? part.id === ctx.call.partId : part.staff_id !== null && part.staff_id === ctx.actor.id,
  );
  if (!mine || mine.left_at || mine.refused_at) throw new Refusal(ctx.call ? 'link.not_found' : 'call.not_invited');
  if (mine.knocks) throw new Refusal('call.knocks');
  // Who was asked in joins first: so many sides, and one call at a time.
  if (!ctx.call && mine.joined_at === null) throw new Refusal('call.not_invited');
  return mine;
}

type At = { callId: string; partId: string; peer: string };

/** A line broke: the other sides see that nobody is at its end, and it may be taken up again for 45 seconds. */
export async function lineBroke(ctx: Ctx, { callId, partId, peer }: At): Promise<void> {
  await inWorkspace(ctx, async (tx) => {
    const call = await lockCall(tx, ctx, callId);
    const part = await findPart(tx, ctx, partId);
    if (part?.peer !== peer || part.left_at) return;
    await savePart(tx, ctx, partId, { here_until: ctx.now });
    await tellParts(tx, ctx, callId);
    await lineChanged(tx, ctx, call);
    // A second more, as the queue's clock is not ours.
    const runAt = new Date(ctx.now.getTime() + GRACE_MS + 1000);
    await enqueue(tx, ctx, { job: 'calls.part_gone', payload: { part_id: partId }, runAt, key: `call-part:${partId}` });
  });
}

/** Somebody says that their page goes: there is nothing to wait for. */
export async function leaveTheLine(ctx: Ctx, { callId, partId, peer }: At): Promise<void> {
  await inWorkspace(ctx, async (tx) => {
    const call = await lockCall(tx, ctx, callId);
    const part = await findPart(tx, ctx, partId);
    if (part?.peer === peer && !part.left_at) await gone(tx, ctx, call, part);
  });
}

async function gone(tx: Tx, ctx: Ctx, call: Call, part: Part): Promise<void> {
  await leaveLine(tx, ctx, part.id);
  await tellParts(tx, ctx, call.id);
  await lineChanged(tx, ctx, call);
}

async function lookWhetherGone(ctx: Ctx, partId: string): Promise<void> {
  await inWorkspace(ctx, async (tx) => {
    const known = await findPart(tx, ctx, partId);
    if (!known) return;
    const call = await lockCall(tx, ctx, known.call_id);
    const part = await findPart(tx, ctx, partId);
    if (!part?.peer || part.left_at || !part.here_until) return;
    if (part.here_until.getTime() + GRACE_MS <= ctx.now.getTime()) await gone(tx, ctx, call, part);
  });
}

export const partGoneJob = job({
  name: 'calls.part_gone',
  payload: z.object({ part_id: z.uuid() }),
  run: (ctx, { part_id }) => lookWhetherGone(ctx, part_id),
});

/** Those whose process died with their line, and with it what would have looked. */
export const partsGoneJob = job({
  name: 'calls.parts_gone',
  cron: '* * * * *',
  async run(ctx) {
    const before = new Date(ctx.now.getTime() - GRACE_MS);
    const ids = await inWorkspace(ctx, (tx) => goneSince(tx, ctx, before));
    for (const { id } of ids) await lookWhetherGone(ctx, id);
  },
});
