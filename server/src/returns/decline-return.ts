import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { returnEvent } from './events.ts';
import { letGo, lockWithOrder } from './let-go.ts';
import { type Loaded, loadReturn } from './return.read.ts';
import { step } from './return.ts';
import { saveReturn } from './returns.store.ts';
import { whoOf } from './who.ts';

/**
 * Staff say no to a waiting request, with the reason the buyer will read. The goods may be asked for again.
 *
 * Throws `return.not_found`, `return.wrong_stage`.
 */
export function declineReturn(ctx: Ctx, id: string, reason: string): Promise<Loaded> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockWithOrder(tx, ctx, id);
    const stage = step(at, 'decline');
    const decided_by = whoOf(ctx.actor);
    await saveReturn(tx, ctx, id, { stage, review: [], decline_reason: reason, decided_by, ended_at: ctx.now });
    await letGo(tx, ctx, at);
    await record(tx, ctx, [returnEvent('return.declined', at, { reason })]);
    return loadReturn(tx, ctx, id);
  });
}
