import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { enqueue } from '../../platform/record.ts';
import { deleteFiles } from '../../uploads/index.ts';
import type { Call } from '../calls/call.ts';
import type { Happened } from '../calls/settle-call.ts';
import { forgetChunks } from './chunks.store.ts';
import type { Cut } from './consent.ts';
import { joinSoon } from './join-soon.ts';
import { recordingsOf, saveRecording } from './recordings.store.ts';

/**
 * What is being recorded in a call ends at that moment; pieces captured after it that came already are erased. What was kept until
 * then is joined. Answers what to tell.
 */
export async function cutRecordings(tx: Tx, ctx: Ctx, call: Pick<Call, 'id'>, cut: Cut): Promise<Happened[]> {
  const running = (await recordingsOf(tx, ctx, call.id)).filter(
    ({ state, cut_at, told }) => state === 'recording' && told === null && (cut_at === null || cut_at > cut.at),
  );
  for (const { id } of running) {
    await saveRecording(tx, ctx, id, { cut_at: cut.at, cut_because: cut.because });
    if (cut.because !== 'call_ended') {
      const keys = await forgetChunks(tx, ctx, id, cut.at);
      if (keys.length > 0) await enqueue(tx, ctx, { job: deleteFiles.name, payload: { keys } });
    }
    await joinSoon(tx, ctx, id);
  }
  return running.map(({ id }) => ({
    type: 'call.recording_stopped',
    data: { recording_id: id, because: cut.because },
  }));
}
