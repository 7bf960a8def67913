/** How long somebody waits. Pure. */

/** What a call takes, in seconds, where we know of none; it counts as so many calls beside those we know. */
const PRIOR_SECONDS = 240;
const PRIOR_WEIGHT = 5;

/** What a call takes by the brand's last ones, in seconds each. */
export function usualSeconds(last: readonly number[]): number {
  const sum = last.reduce((all, one) => all + one, 0);
  return Math.round((sum + PRIOR_SECONDS * PRIOR_WEIGHT) / (last.length + PRIOR_WEIGHT));
}

/**
 * Seconds until it is somebody's turn who has so many before them. With `on` colleagues in calls of that length one of them
 * becomes free every `talk / on` seconds, whenever their calls began; where more are free than wait before, it is now. Null
 * where nobody is on.
 */
export function expectedWait(at: { ahead: number; on: number; free: number; talk: number }): number | null {
  if (at.on === 0) return null;
  const before = at.ahead + 1 - at.free;
  return before <= 0 ? 0 : Math.ceil((before * at.talk) / at.on);
}
