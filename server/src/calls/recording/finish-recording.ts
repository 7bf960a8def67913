import type { BodyOf, callRecordings } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { lockCall } from '../calls/calls.store.ts';
import { settleCall } from '../calls/settle-call.ts';
import { byOurClock } from '../evidence/still.ts';
import { keptChunks } from './chunks.store.ts';
import { joinNow, joinSoon } from './join-soon.ts';
import { mine } from './keep-chunk.ts';
import { findRecording, lockRecording, type RecordingRow, saveRecording } from './recordings.store.ts';

type Finished = BodyOf<(typeof callRecordings)['finish']>;

/**
 * The agent's browser says that the recording is over and of how many pieces it is made. With all of them here it is joined at once;
 * else it is told which are wanted still, and joined without them after two minutes of silence.
 *
 * Throws `recording.not_found`, `recording.over` for one that was erased.
 */
export function finishRecording(
  ctx: Ctx,
  id: string,
  { chunks, ended_at, sent_at }: Finished,
): Promise<{ recording: RecordingRow; wanted: number[] }> {
  return inWorkspace(ctx, async (tx) => {
    const { call_id } = mine(ctx, await findRecording(tx, ctx, id));
    const call = await lockCall(tx, ctx, call_id);
    const before = await lockRecording(tx, ctx, id);
    if (before.state === 'erased') throw new Refusal('recording.over');
    const kept = new Set((await keptChunks(tx, ctx, id)).map(({ n }) => n));
    const wanted = missingOf(kept, wantedOf(before, chunks, kept));
    if (before.told !== null && before.state !== 'recording') return { recording: before, wanted };
    const { captured_at } = byOurClock({ at: new Date(ended_at), sent_at: new Date(sent_at) }, ctx.now);
    const end = before.cut_at && before.cut_at < captured_at ? before.cut_at : captured_at;
    const recording = await saveRecording(tx, ctx, id, { told: chunks, ended_at: end });
    await (wanted.length === 0 ? joinNow : joinSoon)(tx, ctx, id);
    if (before.told === null) {
      await settleCall(tx, ctx, call, {}, [{ type: 'call.recording_ended', data: { recording_id: id } }]);
    }
    return { recording, wanted };
  });
}

/** Of a recording that was cut only what came before the cut counts: up to the last piece that was kept. */
export function wantedOf({ cut_at }: Pick<RecordingRow, 'cut_at'>, told: number, kept: ReadonlySet<number>): number {
  return cut_at === null ? told : Math.min(told, Math.max(-1, ...kept) + 1);
}

export function missingOf(kept: ReadonlySet<number>, count: number): number[] {
  return Array.from({ length: count }, (_, n) => n).filter((n) => !kept.has(n));
}
