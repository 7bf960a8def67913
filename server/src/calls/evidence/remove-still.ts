import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { dropEvidence } from '../../returns/index.ts';
import { lockCall } from '../calls/calls.store.ts';
import { settleCall } from '../calls/settle-call.ts';
import { findStill, type ShownStill, saveStill, shownStills } from './stills.store.ts';

/**
 * A supervisor takes a still out of sight: a face, a card, somebody else's parcel. It is shown nowhere any more and no evidence of
 * a return; that it was there, and why it went, stays.
 *
 * Throws `call.not_found`, `call.still_not_found`, `call.still_gone`.
 */
export function removeStill(ctx: Ctx, callId: string, id: string, because: string): Promise<ShownStill> {
  return inWorkspace(ctx, async (tx) => {
    const call = await lockCall(tx, ctx, callId);
    const still = await findStill(tx, ctx, callId, id);
    if (still.removed_at || still.erased_at) throw new Refusal('call.still_gone');
    const by = { kind: ctx.actor.kind, id: ctx.actor.id, name: ctx.actor.name };
    await saveStill(tx, ctx, id, {
      removed_at: ctx.now,
      removed_because: because,
      removed_by: JSON.stringify(by),
    });
    await dropEvidence(tx, ctx, [still.file_id, ...(still.drawn_file_id ? [still.drawn_file_id] : [])]);
    const data = { still_id: id, position: still.position, because };
    await settleCall(tx, ctx, call, {}, [{ type: 'call.still_removed', data }]);
    return (await shownStills(tx, ctx, callId, id))[0]!;
  });
}
