import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { returnEvent } from './events.ts';
import { type Return, type ReturnLine, step } from './return.ts';
import { lockReturn, saveCounts, saveReturn } from './returns.store.ts';

/** How many units of a line were accepted or rejected just now; below zero where a judgement is taken back. */
export type Judged = { returnId: string; returnLineId: string; accepted: number; rejected: number };

/** The line's totals after a judgement. Never below zero, never more than came. Pure. */
export function judged(at: Pick<Return, 'lines'>, { returnLineId, ...by }: Omit<Judged, 'returnId'>) {
  const line = at.lines.find((one) => one.id === returnLineId);
  if (!line) throw new Refusal('return.line_not_found', { line: returnLineId });
  const accepted = line.accepted + by.accepted;
  const rejected = line.rejected + by.rejected;
  if (accepted < 0 || rejected < 0 || accepted + rejected > line.received) {
    throw new Refusal('return.more_than_received', { line: returnLineId, received: line.received });
  }
  return { line_id: line.id, received: line.received, accepted, rejected };
}

/** Another one left at once, and what came for it is not accepted: a person must settle it with the buyer. Pure. */
function reviewAfter(at: Return, { offer, replacement_sent_at }: ReturnLine, rejected: number): string[] {
  const others = at.review.filter((code) => code !== 'swap.rejected');
  const left = offer.ships === 'now' && offer.goods_back && replacement_sent_at !== null;
  return left && rejected > 0 ? [...others, 'swap.rejected'] : others;
}

/**
 * Inspection has accepted or rejected units of a line, in its own transaction; call it before holding the unit. What is
 * owed follows from `return.goods_checked`, which tells the totals of all lines and how many units still wait.
 *
 * Throws `return.not_found`, `return.wrong_stage` (before it was received, after it was closed), `return.line_not_found`,
 * `return.more_than_received`.
 */
export async function acceptUnits(tx: Tx, ctx: Ctx, given: Judged): Promise<void> {
  const at = await lockReturn(tx, ctx, given.returnId);
  step(at, 'check');
  const now = judged(at, given);
  await saveCounts(tx, ctx, [now]);
  const line = at.lines.find((one) => one.id === now.line_id)!;
  await saveReturn(tx, ctx, at.id, { review: reviewAfter(at, line, now.rejected) });
  const all = at.lines.map((line) => (line.id === now.line_id ? { ...line, ...now } : line));
  const open_units = all.reduce((sum, line) => sum + line.received - line.accepted - line.rejected, 0);
  const lines = all.map(({ id, accepted, rejected }) => ({ line_id: id, accepted, rejected }));
  await record(tx, ctx, [returnEvent('return.goods_checked', at, { lines, open_units })]);
}
