/**
 * How much picture a line bears, from what was measured of it: pure. Voice comes first; the picture goes down at once and comes
 * back slowly, and slower each time it had to go down again, so that it does not flicker.
 */
import type { PictureSet, Step } from './types.ts';

export type StepSize = { /** Of the shorter side, in pixels. */ lines: number; fps: number; kbps: number };
/** 3: 1280×720, 2: 640×360, 1: 320×180, 0: no picture. */
export const STEPS: Record<Exclude<Step, 0>, StepSize> = {
  3: { lines: 720, fps: 24, kbps: 1200 },
  2: { lines: 360, fps: 15, kbps: 500 },
  1: { lines: 180, fps: 10, kbps: 150 },
};

/** Of the last two seconds. `room`: kilobits a second that the browser believes to fit out; null where it does not say. */
export type Load = { rtt: number | null; lossOut: number | null; room: number | null };
export type Adapting = {
  step: Step;
  /** Bad, or good, samples one after the other. */
  bad: number;
  good: number;
  /** So many good ones before the next step up. */
  patience: number;
  /** Samples since it went up last. */
  sinceUp: number;
  /** The line did not bear more. */
  fell: boolean;
};
/** Half the size at first, all of it after one good look. */
export const beginning: Adapting = { step: 2, bad: 0, good: 0, patience: 1, sinceUp: 1000, fell: false };

/** Ten seconds at first, a minute at most. */
const PATIENCE = { least: 5, most: 30 };
/** Going down within twenty seconds of going up: it was too much. */
const TOO_SOON = 10;

type Verdict = 'severe' | 'bad' | 'so_so' | 'good';
function judge({ rtt, lossOut, room }: Load, step: Step): Verdict {
  const loss = lossOut ?? 0;
  const way = rtt ?? 0;
  const need = step === 0 ? 60 : STEPS[step].kbps;
  if (loss > 15 || way > 1500 || (room !== null && room < need * 0.3)) return 'severe';
  if (loss > 7 || way > 800 || (room !== null && room < need * 0.6)) return 'bad';
  return loss < 3 && way < 450 && (room === null || room > need * 0.8) ? 'good' : 'so_so';
}

/** The next step after one more sample. By hand it is what the hand said, and `auto` goes on from there. */
export function adapt(before: Adapting, load: Load, set: PictureSet): Adapting {
  const sinceUp = before.sinceUp + 1;
  if (set !== 'auto') return { ...beginning, step: BY_HAND[set], sinceUp };
  const verdict = judge(load, before.step);
  if (verdict === 'good') {
    const good = before.good + 1;
    // What held for a minute may be trusted again.
    const patience = good % 30 === 0 ? Math.max(PATIENCE.least, before.patience / 2) : before.patience;
    if (before.step === 3 || good < before.patience) return { ...before, bad: 0, good, patience, sinceUp };
    const step = (before.step + 1) as Step;
    return { step, bad: 0, good: 0, patience, sinceUp: 0, fell: before.fell && step < 3 };
  }
  if (verdict === 'so_so') return { ...before, bad: 0, good: 0, sinceUp };
  const bad = before.bad + (verdict === 'severe' ? 2 : 1);
  if (bad < 2 || before.step === 0) return { ...before, bad: Math.min(bad, 1), good: 0, sinceUp };
  const tooSoon = sinceUp <= TOO_SOON;
  const wait = Math.max(PATIENCE.least, tooSoon ? before.patience * 2 : before.patience);
  const patience = Math.min(PATIENCE.most, wait);
  return { step: (before.step - 1) as Step, bad: 0, good: 0, patience, sinceUp, fell: true };
}

const BY_HAND: Record<Exclude<PictureSet, 'auto'>, Step> = { high: 3, low: 1, audio: 0 };

/** What to ask of the sender of a picture of this size. */
export function encodingOf(step: Step, picture: { width: number; height: number } | null): RTCRtpEncodingParameters {
  if (step === 0) return { active: false };
  const { lines, fps, kbps } = STEPS[step];
  const shorter = picture ? Math.min(picture.width, picture.height) : lines;
  return {
    active: true,
    scaleResolutionDownBy: Math.max(1, shorter / lines),
    maxFramerate: fps,
    maxBitrate: kbps * 1000,
  };
}
