import type { BodyOf, callEvidence } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { Refusal } from '../../platform/refusal.ts';
import { dropEvidence } from '../../returns/index.ts';
import { blankPictures } from '../../uploads/index.ts';
import { lockCall } from '../calls/calls.store.ts';
import { settleCall } from '../calls/settle-call.ts';
import { eraseRecordings } from '../recording/erase-recording.ts';
import { callsWithOldStills, drawnOfCall, saveStill, shownStills } from './stills.store.ts';

/**
 * An owner or manager erases what was kept of a call for good, as the buyer wished: pictures, films, or both. Where such a picture
 * was shown stands an empty field; that there was one, its hash and its times, and who erased it, stays.
 *
 * Throws `call.not_found`, `call.wrong_stage` while the call is live.
 */
export function eraseCall(
  ctx: Ctx,
  callId: string,
  { what, because }: BodyOf<(typeof callEvidence)['erase']>,
): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const call = await lockCall(tx, ctx, callId);
    if (call.stage === 'live') throw new Refusal('call.wrong_stage', { stage: call.stage });
    const stills = what === 'recordings' ? 0 : await eraseStills(tx, ctx, callId, because);
    const happened = what === 'stills' ? [] : await eraseRecordings(tx, ctx, callId, because);
    const data = { what, because, stills, recordings: happened.length };
    await settleCall(tx, ctx, call, {}, [...happened, { type: 'call.erased', data }]);
  });
}

/** Those not erased yet; answers how many. */
export async function eraseStills(tx: Tx, ctx: Ctx, callId: string, because: string): Promise<number> {
  const stills = (await shownStills(tx, ctx, callId)).filter(({ erased_at }) => erased_at === null);
  for (const { id } of stills) {
    await saveStill(tx, ctx, id, { erased_at: ctx.now, erased_because: because, caption: null, marks: [] });
  }
  const drawn = await drawnOfCall(tx, ctx, callId);
  await dropEvidence(tx, ctx, [...stills.map(({ file_id }) => file_id), ...drawn.map(({ id }) => id)]);
  await blankPictures(tx, ctx, [...stills, ...drawn]);
  return stills.length;
}

const A_SWEEP = 100;

/** Every hour: where a brand keeps stills for so many days after the call, those that are older are erased. */
export const sweepStills = job({
  name: 'calls.sweep-stills',
  cron: '37 * * * *',
  async run(ctx) {
    const because = 'kept_long_enough';
    for (const id of await inWorkspace(ctx, (tx) => callsWithOldStills(tx, ctx, A_SWEEP))) {
      await eraseCall(ctx, id, { what: 'stills', because });
    }
  },
});
