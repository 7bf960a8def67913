/** Stills of a call become evidence of the return that was settled on it. */
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { reaction } from '../../platform/record.ts';
import { addEvidence, keepEvidence } from '../../returns/index.ts';
import type { Call } from '../calls/call.ts';
import { findCall } from '../calls/calls.store.ts';
import { shownStills } from './stills.store.ts';

/** The stills of a call that are in sight, as evidence of a return: those the buyer took as the buyer's, the others as staff's. */
async function evidenceOf(tx: Tx, ctx: Ctx, call: Pick<Call, 'id' | 'order_id'>) {
  return (await shownStills(tx, ctx, call.id))
    .filter(({ removed_at, erased_at, order_id }) => !removed_at && !erased_at && order_id === call.order_id)
    .map(({ file_id, caption, taken_by }) => ({
      file_id,
      caption,
      from: taken_by.kind === 'buyer' ? ('buyer' as const) : ('staff' as const),
    }));
}

/** A still of a call about a return is its evidence at once; its own event stands on the return's timeline. */
export const stillsBecomeEvidence = reaction({
  name: 'calls.stills-become-evidence',
  on: 'call.still_taken',
  when: (event) => event.return_id !== null,
  async run(ctx, event) {
    await inWorkspace(ctx, async (tx) => {
      const files = await evidenceOf(tx, ctx, await findCall(tx, ctx, event.subject.id));
      await keepEvidence(tx, ctx, event.return_id!, files);
    });
  },
});

/** What was settled on a call takes the stills along that were taken before there was a return. */
export const settledTakesStills = reaction({
  name: 'calls.settled-takes-stills',
  on: 'call.settled',
  when: (event) => event.return_id !== null,
  async run(ctx, event) {
    await inWorkspace(ctx, async (tx) => {
      const call = await findCall(tx, ctx, event.subject.id);
      const from = { call_id: call.id, call_code: call.code };
      await addEvidence(tx, ctx, event.return_id!, await evidenceOf(tx, ctx, call), from);
    });
  },
});
