import { promiseBack } from '../orders/index.ts';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { returnEvent } from './events.ts';
import { lockWithOrder } from './let-go.ts';
import { claimsLeft, type Return, step } from './return.ts';
import { lockUnlessExpired, saveCounts, saveReturn } from './returns.store.ts';

/** What one parcel held of a return: units by line, those of other parcels not among them. */
export type Arrived = { siteId: string; lines: readonly { line_id: string; received: number }[] };

/** The totals of the lines after a parcel. Never more than was promised: what is over, or wrong, is the dock's to record as that. Pure. */
export function counted(at: Pick<Return, 'lines'>, arrived: Arrived['lines']) {
  return arrived.map(({ line_id, received }) => {
    const line = at.lines.find((one) => one.id === line_id);
    if (!line) throw new Refusal('return.line_not_found', { line: line_id });
    const total = line.received + received;
    if (received < 0 || total > line.quantity) {
      throw new Refusal('return.more_than_promised', { line: line_id, left: line.quantity - line.received });
    }
    return { line_id, received: total, accepted: line.accepted, rejected: line.rejected };
  });
}

/**
 * The dock has emptied a parcel of a return, in its own transaction: the return is received at that site, with what came
 * so far. A parcel may come before the carrier says so, short, in several boxes, or after the return expired; then the
 * goods are claimed anew.
 *
 * Throws `return.not_found`, `return.wrong_stage`, `return.line_not_found`, `return.more_than_promised`, and
 * `return.more_than_ordered` where an expired return's goods were promised to another return meanwhile.
 */
export async function takeIn(tx: Tx, ctx: Ctx, id: string, arrived: Arrived): Promise<void> {
  // Order before return, as everywhere; only an expired return touches its order again.
  const at = (await lockUnlessExpired(tx, ctx, id)) ?? (await lockWithOrder(tx, ctx, id));
  const stage = step(at, 'receive');
  if (at.stage === 'expired') await claimAnew(tx, ctx, at);
  const counts = counted(at, arrived.lines);
  await saveCounts(tx, ctx, counts);
  await saveReturn(tx, ctx, id, {
    stage,
    site_id: arrived.siteId,
    received_at: at.received_at ?? ctx.now,
    approved_at: at.approved_at ?? ctx.now,
    ended_at: null,
  });
  const totals = new Map(counts.map(({ line_id, received }) => [line_id, received]));
  const lines = at.lines.map(({ id, received }) => ({ line_id: id, received: totals.get(id) ?? received }));
  await record(tx, ctx, [returnEvent('return.received', { ...at, site_id: arrived.siteId }, { lines })]);
}

async function claimAnew(tx: Tx, ctx: Ctx, at: Return): Promise<void> {
  // What it let go of when it expired, and no more.
  for (const { order_line_id, quantity } of claimsLeft(at)) await promiseBack(tx, ctx, order_line_id, quantity);
}
