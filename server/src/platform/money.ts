/** Money is an integer count of minor units with an ISO 4217 currency. */
export type Money = { amount: number; currency: string };

/** Splits `total` by `weights` so that the parts add up exactly (largest remainder; ties go to the earlier part). */
export function split(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (weights.length === 0) return [];
  if (sum <= 0)
    return split(
      total,
      weights.map(() => 1),
    );
  const sign = total < 0 ? -1 : 1;
  const whole = Math.abs(total);
  const exact = weights.map((w) => (BigInt(whole) * BigInt(w)) / BigInt(sum));
  const remainders = weights.map((w, i) => ({ i, rest: (BigInt(whole) * BigInt(w)) % BigInt(sum) }));
  let left = whole - exact.reduce((a, b) => a + Number(b), 0);
  remainders.sort((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest > b.rest ? -1 : 1));
  const parts = exact.map(Number);
  for (const { i } of remainders) {
    if (left === 0) break;
    parts[i]! += 1;
    left -= 1;
  }
  return parts.map((part) => part * sign || 0);
}

/** `percent` of `amount`, half away from zero, in minor units. */
export function percentOf(amount: number, percent: number): number {
  const scaled = BigInt(Math.abs(amount)) * BigInt(percent);
  const rounded = Number((scaled + 50n) / 100n);
  return (amount < 0 ? -rounded : rounded) || 0;
}

export const add = (...amounts: number[]) => amounts.reduce((a, b) => a + b, 0);
