import { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { enqueue } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { deleteFiles } from '../../uploads/index.ts';
import { lockCall } from '../calls/calls.store.ts';
import { type Happened, settleCall } from '../calls/settle-call.ts';
import { forgetChunks } from './chunks.store.ts';
import {
  findRecording,
  lockRecording,
  type RecordingRow,
  recordingsDue,
  recordingsOf,
  saveRecording,
} from './recordings.store.ts';

/** Erases one for good in the call that is held: its film, its pieces. That there was one, from when to when, stays. */
async function eraseOne(tx: Tx, ctx: Ctx, recording: RecordingRow, because: string): Promise<Happened> {
  const keys = await forgetChunks(tx, ctx, recording.id);
  if (recording.file_id !== null) {
    const file = await tx
      .selectFrom('files')
      .select('key')
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', recording.file_id)
      .executeTakeFirstOrThrow();
    keys.push(file.key);
  }
  if (keys.length > 0) await enqueue(tx, ctx, { job: deleteFiles.name, payload: { keys } });
  await saveRecording(tx, ctx, recording.id, {
    state: 'erased',
    erased_at: ctx.now,
    erased_because: because,
    file_id: null,
    bytes: 0,
  });
  return { type: 'call.recording_erased', data: { recording_id: recording.id, because } };
}

/** All recordings of a call that is held. Answers what to tell. */
export async function eraseRecordings(tx: Tx, ctx: Ctx, callId: string, because: string): Promise<Happened[]> {
  const happened: Happened[] = [];
  for (const recording of await recordingsOf(tx, ctx, callId)) {
    if (recording.state !== 'erased') happened.push(await eraseOne(tx, ctx, recording, because));
  }
  return happened;
}

/**
 * An owner or manager erases one recording for good, with the reason. Throws `recording.not_found`, `recording.erased`.
 */
export function eraseRecording(ctx: Ctx, id: string, because: string): Promise<RecordingRow> {
  return inWorkspace(ctx, async (tx) => {
    const { call_id } = await findRecording(tx, ctx, id);
    const call = await lockCall(tx, ctx, call_id);
    const recording = await lockRecording(tx, ctx, id);
    if (recording.state === 'erased') throw new Refusal('recording.erased');
    await settleCall(tx, ctx, call, {}, [await eraseOne(tx, ctx, recording, because)]);
    return findRecording(tx, ctx, id);
  });
}

const A_SWEEP = 50;

/**
 * Every hour: recordings that were kept as long as was said are erased, and pieces of films that were joined a day ago without
 * some of them are let go of.
 */
export const sweepRecordings = job({
  name: 'calls.sweep-recordings',
  cron: '23 * * * *',
  payload: z.null(),
  async run(ctx) {
    for (const { id, over } of await inWorkspace(ctx, (tx) => recordingsDue(tx, ctx, A_SWEEP))) {
      await inWorkspace(ctx, async (tx) => {
        const { call_id } = await findRecording(tx, ctx, id);
        const call = await lockCall(tx, ctx, call_id);
        const recording = await lockRecording(tx, ctx, id);
        if (recording.state === 'erased') return;
        if (over) await settleCall(tx, ctx, call, {}, [await eraseOne(tx, ctx, recording, 'kept_long_enough')]);
        else {
          const keys = await forgetChunks(tx, ctx, id);
          await enqueue(tx, ctx, { job: deleteFiles.name, payload: { keys } });
        }
      });
    }
  },
});
