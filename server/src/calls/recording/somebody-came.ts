import { inWorkspace } from '../../platform/db.ts';
import { reaction } from '../../platform/record.ts';
import { lockCall, partsOf } from '../calls/calls.store.ts';
import { settleCall } from '../calls/settle-call.ts';
import { cutOf } from './consent.ts';
import { cutRecordings } from './cut-recordings.ts';
import { consentsOf, recordingsOf } from './recordings.store.ts';

/**
 * Somebody came into a call, or it was over: a recording that has no longer everybody's yes ends at that moment. Pieces are held to
 * the same when they come, so nothing hangs on how soon this runs.
 */
export const recordingsEnd = reaction({
  name: 'calls.recordings-end',
  on: ['call.joined', 'call.let_in', 'call.ended'],
  async run(ctx, event) {
    await inWorkspace(ctx, async (tx) => {
      const call = await lockCall(tx, ctx, event.subject.id);
      const of = {
        sides: await partsOf(tx, ctx, call.id),
        said: await consentsOf(tx, ctx, call.id),
        ended_at: call.ended_at,
      };
      for (const recording of await recordingsOf(tx, ctx, call.id)) {
        const cut = recording.state === 'recording' ? cutOf(recording, of) : null;
        const happened = cut ? await cutRecordings(tx, ctx, call, cut) : [];
        if (happened.length > 0) await settleCall(tx, ctx, call, {}, happened);
      }
    });
  },
});
