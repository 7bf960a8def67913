/** When a still may be kept, and what its times mean. Pure. */
import type { CallStage } from '@recoup/contract';
import { Refusal } from '../../platform/refusal.ts';

/** After a call what was captured during it may still come: from a page that was cut off, or from the agent's queue. */
export const LATE_MS = { buyer: 15 * 60_000, staff: 24 * 3_600_000 };
/** A capture may seem to lie so long after the end: clocks, and the last tap. */
const SLACK_MS = 60_000;
/** A clock further off than this is told of in the proof. */
export const CLOCK_WRONG_MS = 120_000;

export type Times = {
  /** The browser's clock less ours, in milliseconds. */
  clock_off_ms: number;
  /** The capture by our clock; never after it came. */
  captured_at: Date;
};

/** Puts a browser's time right by how far its clock was off when it sent. All three in milliseconds or instants, no zones. */
export function byOurClock(browser: { at: Date; sent_at: Date }, now: Date): Times {
  const clock_off_ms = browser.sent_at.getTime() - now.getTime();
  return { clock_off_ms, captured_at: new Date(Math.min(browser.at.getTime() - clock_off_ms, now.getTime())) };
}

/**
 * A still is kept while the call is live, and for a while after it if it was captured in it.
 *
 * Throws `call.wrong_stage`.
 */
export function mayTakeStill(
  call: { stage: CallStage; ended_at: Date | null },
  { captured_at, by, now }: { captured_at: Date; by: 'buyer' | 'staff'; now: Date },
): void {
  if (call.stage === 'live') return;
  const ended = call.ended_at?.getTime();
  const inTime =
    call.stage === 'ended' &&
    ended !== undefined &&
    now.getTime() - ended <= LATE_MS[by] &&
    captured_at.getTime() <= ended + SLACK_MS;
  if (!inTime) throw new Refusal('call.wrong_stage', { stage: call.stage });
}
