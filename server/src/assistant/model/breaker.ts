/** Leaves a model alone for a while after it failed several times in a row, so that no buyer waits for it in vain. */

const MOST_FAILURES = 4;
const REST_MS = 60_000;

type Standing = { failures: number; restsUntil: number };
/** Of this process alone: each finds out by itself, and nothing depends on them agreeing. */
const standings = new Map<string, Standing>();

/** Not to be asked now. After the rest one question is let through; one more failure makes it rest again. */
export function isResting(place: string, now: Date): boolean {
  return (standings.get(place)?.restsUntil ?? 0) > now.getTime();
}

export function wentWell(place: string): void {
  standings.delete(place);
}

export function wentWrong(place: string, now: Date): void {
  const failures = (standings.get(place)?.failures ?? 0) + 1;
  standings.set(place, { failures, restsUntil: failures >= MOST_FAILURES ? now.getTime() + REST_MS : 0 });
}
