/** Which minute of a call a measurement belongs to, if it does. Pure. */
import type { LineSample } from '@recoup/contract';
import { Refusal } from '../../platform/refusal.ts';
import type { Call } from '../calls/call.ts';
import { byOurClock } from '../evidence/still.ts';

/** After the call what was measured in it may still come. */
const LATE_MS = 120_000;
/** Clocks are put right by how far they were off when they sent; the way there is still in it. */
const SLACK_MS = 5000;
const MINUTE_MS = 60_000;

/** Throws `call.wrong_stage` where the call is not live and was not until two minutes ago. */
export function mayTellSamples({ stage, ended_at }: Pick<Call, 'stage' | 'ended_at'>, now: Date): void {
  if (stage === 'live') return;
  if (stage === 'ended' && ended_at && now.getTime() - ended_at.getTime() <= LATE_MS) return;
  throw new Refusal('call.wrong_stage', { stage });
}

/** Counted from 0 since both sides were on; null where it was measured before or after the call. */
export function minuteIn(
  call: Pick<Call, 'answered_at' | 'ended_at'>,
  { at }: Pick<LineSample, 'at'>,
  sent_at: Date,
  now: Date,
): number | null {
  if (!call.answered_at) return null;
  const measured = byOurClock({ at: new Date(at), sent_at }, now).captured_at.getTime();
  const since = measured - call.answered_at.getTime();
  const until = (call.ended_at ?? now).getTime() + SLACK_MS;
  return since < -SLACK_MS || measured > until ? null : Math.max(0, Math.floor(since / MINUTE_MS));
}
