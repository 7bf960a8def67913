/** A minute of one side's line, and a call from its minutes. Pure. What the figures mean is written out in docs/calls.md. */
import {
  type CallMinute,
  LINE_LIMITS,
  type LineSample,
  type LineTrouble,
  lineTroubles,
  meanScore,
  opinionScore,
  voiceScore,
} from '@recoup/contract';

type Measured = CallMinute['mean'];
export type MinuteFigures = Omit<CallMinute, 'minute' | 'at' | 'score'>;
export type PartMinute = MinuteFigures & { part_id: string; minute: number; score: number | null };
/** Of a whole call, as it is kept with it. */
export type QualityOfCall = {
  score: number | null;
  minutes: number;
  bad_minutes: number;
  worst: { part_id: string; minute: number; score: number } | null;
  relayed: boolean | null;
  region: string | null;
};

/** From R 70 on ITU-T G.109 has only some users dissatisfied; below it many are. As a score: 3.60. */
export const BAD_BELOW = Math.round(opinionScore(70) * 100) / 100;
/** A trouble counts in a minute that had it in more than this share of what was measured: one bad reading is no bad minute. */
const TROUBLED_SHARE = 0.1;
const KEYS = Object.keys(LINE_LIMITS) as LineTrouble[];

/** Both directions: what came here, and what the other side got of ours. */
export function measuredOf({ rtt, jitter, loss_in, loss_out, freeze }: LineSample): Measured {
  const losses = [loss_in, loss_out].filter((one) => one !== null);
  return { rtt, jitter, loss: losses.length > 0 ? Math.max(...losses) : null, freeze };
}

/** Score and figures of what was measured in one minute. */
export function minuteOf(samples: readonly LineSample[]): { score: number | null; figures: MinuteFigures } {
  const all = samples.map(measuredOf);
  const score = meanScore(all.map(voiceScore));
  const many = (trouble: LineTrouble) =>
    all.filter((one) => (one[trouble] ?? 0) > LINE_LIMITS[trouble]).length > TROUBLED_SHARE * all.length;
  const worst = over(all, (values) => Math.max(...values));
  const troubles = lineTroubles(worst).filter(many);
  return {
    score,
    figures: {
      samples: samples.length,
      mean: over(all, (values) => values.reduce((sum, one) => sum + one, 0) / values.length),
      worst,
      troubles,
      bad: (score !== null && score < BAD_BELOW) || troubles.length > 0,
      relayed: anyTrue(samples.map(({ relayed }) => relayed)),
      region: samples.findLast(({ region }) => region !== null)?.region ?? null,
    },
  };
}

/** The score of a call is the mean of all minutes of all sides that could be scored; null where none could. */
export function qualityOf(minutes: readonly PartMinute[]): QualityOfCall {
  const scored = minutes.flatMap(({ part_id, minute, score }) => (score === null ? [] : [{ part_id, minute, score }]));
  const worst = scored.reduce<QualityOfCall['worst']>((low, one) => (low && low.score <= one.score ? low : one), null);
  return {
    score: meanScore(scored.map(({ score }) => score)),
    minutes: minutes.length,
    bad_minutes: minutes.filter(({ bad }) => bad).length,
    worst,
    relayed: anyTrue(minutes.map(({ relayed }) => relayed)),
    region: minutes.findLast(({ region }) => region !== null)?.region ?? null,
  };
}

function over(all: readonly Measured[], reckon: (values: number[]) => number): Measured {
  const of = (key: LineTrouble) => {
    const known = all.map((one) => one[key]).filter((value) => value !== null);
    return known.length === 0 ? null : Math.round(reckon(known) * 10) / 10;
  };
  return Object.fromEntries(KEYS.map((key) => [key, of(key)])) as Measured;
}

function anyTrue(values: readonly (boolean | null)[]): boolean | null {
  if (values.includes(true)) return true;
  return values.includes(false) ? false : null;
}
