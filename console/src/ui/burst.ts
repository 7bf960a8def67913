/**
 * Telling a scanner from a person. A keyboard-wedge scanner types a whole code with less than 30 ms between keys and
 * ends with Enter; nobody types so. Pure: keys with their times go in, what to do with each comes out.
 */
const firstGap = 30;
/** Three keys at that speed are no hand: from then on a radio scanner may stumble. */
const surelyAfter = 3;
const laterGap = 80;
/** The shortest code worth calling a scan. */
const shortest = 4;

/** How long after its last key a burst may still go on, in ms. */
export function gapOf(burst: Burst): number {
  return burst.text.length >= surelyAfter ? laterGap : firstGap;
}

export type Burst = { text: string; lastAt: number };
export type Verdict =
  /** Let it through; it may turn out to be the first key of a burst. */
  | { do: 'pass'; burst: Burst | null; released: string }
  /** Too quick for a hand: keep it from the field until we know. */
  | { do: 'hold'; burst: Burst; released: '' }
  /** The code is complete. */
  | { do: 'scan'; burst: null; released: ''; text: string };

/**
 * One key. `released` is what a burst held that did not become a scan: it was typed by a hand after all, and its first
 * character went through already.
 */
export function feed(burst: Burst | null, key: string, at: number): Verdict {
  if (key === 'Shift' || key === 'CapsLock' || key === 'AltGraph') return { do: 'pass', burst, released: '' };
  const alive = burst && at - burst.lastAt < gapOf(burst);
  if (key.length === 1) {
    if (alive) return { do: 'hold', burst: { text: burst.text + key, lastAt: at }, released: '' };
    return { do: 'pass', burst: { text: key, lastAt: at }, released: release(burst) };
  }
  if (key === 'Enter' && burst && burst.text.length >= shortest && at - burst.lastAt < gapOf(burst)) {
    return { do: 'scan', burst: null, released: '', text: burst.text.trim() };
  }
  return { do: 'pass', burst: null, released: release(burst) };
}

/** The characters after the first, which were held back. */
export function release(burst: Burst | null): string {
  return burst ? burst.text.slice(1) : '';
}
