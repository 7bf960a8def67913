/** What the live lines are told of who is in a call, in the transaction that changes it. What is told of the call itself: calls/tell.ts. */
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { tellLines } from '../../platform/signals.ts';
import { type LineNow, type LinePart, onTheLine } from './line-parts.store.ts';

export type ToldParts = {
  call_id: string;
  /** Null where they are too many for a notice: then each process looks for itself. */
  rows: LinePart[] | null;
  /** Counts up with every change of who is on the line of this call. */
  at: number;
  /** Who just came, and by which line: a page has one line, and an older one of it is a ghost. */
  came?: { peer: string; line: string };
};
export type ToldCut = { part_ids: string[] };

/** Who is on the line now. Under the call's lock, so that of two who come at once the later one's list has both. */
export async function tellParts(tx: Tx, ctx: Ctx, callId: string, came?: ToldParts['came']): Promise<LineNow> {
  const now = await onTheLine(tx, ctx, callId);
  const data: ToldParts = { call_id: callId, ...now, ...(came ? { came } : {}) };
  const signal = { name: 'call.parts', workspace_id: ctx.workspaceId };
  if (!(await tellLines(tx, { ...signal, data }))) await tellLines(tx, { ...signal, data: { ...data, rows: null } });
  return now;
}

/** These seats are lost: their lines are cut, in whichever process they are. */
export async function tellSeatsLost(tx: Tx, ctx: Ctx, partIds: readonly string[]): Promise<void> {
  if (partIds.length === 0) return;
  const data: ToldCut = { part_ids: [...partIds] };
  await tellLines(tx, { name: 'call.cut', workspace_id: ctx.workspaceId, data });
}
