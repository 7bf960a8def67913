import type { BodyOf, callRecordings } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { lockCall } from '../calls/calls.store.ts';
import { settleCall } from '../calls/settle-call.ts';
import { byOurClock } from '../evidence/still.ts';
import { mayRecord } from './consent.ts';
import { actorOf, howItStands, mustBeEnabled, mustBeLive, seatOfStaff } from './how-it-stands.ts';
import { joinSoon, SILENCE_MS } from './join-soon.ts';
import { insertRecording, type RecordingRow, recordingsOf } from './recordings.store.ts';

type Begun = BodyOf<(typeof callRecordings)['start']>;

/**
 * An agent's browser begins to record a live call, with the yes of everybody in it. The same browser asking twice has one recording;
 * another that runs and was heard of within two minutes stands in the way.
 *
 * Throws `call.not_found`, `call.wrong_stage`, `recording.turned_off`, `recording.not_agreed`, `recording.runs_already`, `call.not_in_it`.
 */
export function startRecording(ctx: Ctx, callId: string, begun: Begun): Promise<RecordingRow> {
  return inWorkspace(ctx, async (tx) => {
    const call = await lockCall(tx, ctx, callId);
    const before = await recordingsOf(tx, ctx, callId);
    const same = before.find(({ client_id }) => client_id === begun.client_id);
    if (same) return same;
    mustBeLive(call);
    const stands = await howItStands(tx, ctx, call);
    mustBeEnabled(stands);
    const mine = seatOfStaff(ctx, stands);
    if (!mayRecord(stands.parts, stands.said)) throw new Refusal('recording.not_agreed');
    if (before.some((one) => runs(one, ctx.now))) throw new Refusal('recording.runs_already');
    const { clock_off_ms, captured_at } = byOurClock(
      { at: new Date(begun.began_at), sent_at: new Date(begun.sent_at) },
      ctx.now,
    );
    const recording = await insertRecording(tx, ctx, {
      brand_id: call.brand_id,
      call_id: callId,
      client_id: begun.client_id,
      part_id: mine.id,
      state: 'recording',
      type: begun.type.toLowerCase(),
      // It can't have begun before the last of them agreed, whatever a clock says.
      began_at: new Date(Math.max(captured_at.getTime(), ...stands.said.map(({ at }) => at.getTime()))),
      clock_off_ms,
      heard_at: ctx.now,
      by: JSON.stringify(actorOf(ctx)),
      keep_until: new Date(ctx.now.getTime() + stands.keep_days * 86_400_000),
    });
    await joinSoon(tx, ctx, recording.id);
    const data = { recording_id: recording.id, keep_until: recording.keep_until.toISOString() };
    await settleCall(tx, ctx, call, {}, [{ type: 'call.recording_began', data }]);
    return recording;
  });
}

const runs = ({ state, cut_at, told, heard_at }: RecordingRow, now: Date): boolean =>
  state === 'recording' &&
  cut_at === null &&
  told === null &&
  heard_at !== null &&
  now.getTime() - heard_at.getTime() < SILENCE_MS;
