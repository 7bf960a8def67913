import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { voidLabel } from '../shipping/index.ts';
import { returnEvent } from './events.ts';
import { letGo, lockWithOrder } from './let-go.ts';
import { type Loaded, loadReturn } from './return.read.ts';
import { step } from './return.ts';
import { saveReturn } from './returns.store.ts';

/**
 * Calls a return off before goods are on their way: the buyer who changed their mind, or staff with a reason. The goods
 * may be asked for again, the label is void.
 *
 * Throws `return.not_found`, `return.wrong_stage` (also once money for keeping goods is owed).
 */
export function cancelReturn(ctx: Ctx, id: string, reason: string | null): Promise<Loaded> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockWithOrder(tx, ctx, id);
    const stage = step(at, 'cancel');
    await saveReturn(tx, ctx, id, { stage, review: [], ended_at: ctx.now });
    await letGo(tx, ctx, at);
    if (at.stage === 'approved') await voidLabel(tx, ctx, id);
    const by = ctx.buyer ? 'buyer' : ctx.actor.kind === 'system' ? 'system' : 'staff';
    await record(tx, ctx, [returnEvent('return.cancelled', at, { by, reason })]);
    return loadReturn(tx, ctx, id);
  });
}
