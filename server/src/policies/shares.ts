/**
 * How the money of a line is shared among its units, in minor units. Unit 0 comes first and gets the odd cent first
 * (largest remainder for equal weights), so any run of units followed by the rest adds up to the whole.
 */

/** What the first `units` of `of` units get of `total`, which is not negative. */
function firstUnits(total: number, of: number, units: number): number {
  const each = Math.floor(total / of);
  const some = Math.min(units, of);
  return each * some + Math.min(some, total - each * of);
}

/** What `count` units, beginning with unit number `from`, get of `total` shared among `of` units. */
export function shareOf(total: number, of: number, from: number, count: number): number {
  return firstUnits(total, of, from + count) - firstUnits(total, of, from);
}

/**
 * The same for several parts at once, of which some are taken off (negative). The running sums of `parts` must not
 * fall below zero. Sharing the running sums instead of the parts keeps three promises at once: each part adds up over
 * the units, the sum of the parts adds up, and no unit gets a part of the wrong sign or a negative sum.
 */
export function sharesOf(parts: readonly number[], of: number, from: number, count: number): number[] {
  let sum = 0;
  let before = 0;
  return parts.map((part) => {
    sum += part;
    if (sum < 0) throw new Error('more is taken off than there is');
    const upTo = shareOf(sum, of, from, count);
    const share = upTo - before;
    before = upTo;
    return share;
  });
}

/** `total` × `part` ÷ `whole`, to the nearest minor unit, half up; nothing of nothing. None of them is negative. */
export function ratioOf(total: number, part: number, whole: number): number {
  if (whole === 0) return 0;
  return Number((BigInt(total) * BigInt(part) * 2n + BigInt(whole)) / (BigInt(whole) * 2n));
}
