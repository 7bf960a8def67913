/** Stills of a call become evidence of the return that was settled on it. */
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { reaction } from '../../platform/record.ts';
import { addEvidence, keepEvidence } from '../../returns/index.ts';
import { findCall } from '../calls/calls.store.ts';
import { shownStills } from './stills.store.ts';

/**
 * Gives the stills of a call that are in sight to a return of its order, once each: those the buyer took as the buyer's, the others
 * as staff's. Told on the return's timeline where it does not show the call already.
 *
 * Throws `call.not_found`, `return.not_found`.
 */
export async function giveStillsToReturn(tx: Tx, ctx: Ctx, callId: string, returnId: string): Promise<void> {
  const call = await findCall(tx, ctx, callId);
  const stills = await shownStills(tx, ctx, callId);
  const files = stills
    .filter(({ removed_at, erased_at, order_id }) => !removed_at && !erased_at && order_id === call.order_id)
    .map(({ file_id, caption, taken_by }) => ({
      file_id,
      caption,
      from: taken_by.kind === 'buyer' ? ('buyer' as const) : ('staff' as const),
    }));
  if (files.length === 0) return;
  if (call.return_id === returnId) await keepEvidence(tx, ctx, returnId, files);
  else await addEvidence(tx, ctx, returnId, files, { call_id: callId, call_code: call.code });
}

/** A still of a call about a return is its evidence at once. */
export const stillsBecomeEvidence = reaction({
  name: 'calls.stills-become-evidence',
  on: 'call.still_taken',
  when: (event) => event.return_id !== null,
  async run(ctx, event) {
    await inWorkspace(ctx, (tx) => giveStillsToReturn(tx, ctx, event.subject.id, event.return_id!));
  },
});

/** What was settled on a call takes its stills along. */
export const settledTakesStills = reaction({
  name: 'calls.settled-takes-stills',
  on: 'call.settled',
  when: (event) => event.return_id !== null,
  async run(ctx, event) {
    await inWorkspace(ctx, (tx) => giveStillsToReturn(tx, ctx, event.subject.id, event.return_id!));
  },
});
