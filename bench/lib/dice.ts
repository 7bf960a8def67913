/** Draws that are the same for the same seed, and what is told of several seeds. */

/** Mulberry32: uniform in [0, 1). */
export function dice(seed: number) {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return {
    uniform,
    normal,
    /** A factor around one, as often above as below; `spread` is the standard deviation of its logarithm. */
    around: (spread: number) => Math.exp(spread * normal()),
    /** True with that chance, out of 10,000. */
    happens: (chance: number) => uniform() * 10_000 < chance,
    pick<T>(weighted: readonly (readonly [T, number])[]): T {
      let left = uniform() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [one, weight] of weighted) {
        left -= weight;
        if (left < 0) return one;
      }
      return weighted.at(-1)![0];
    },
  };
}
export type Dice = ReturnType<typeof dice>;

/** Two-sided 95 % points of Student's t, by degrees of freedom. */
const T95: Record<number, number> = {
  4: 2.776,
  7: 2.365,
  9: 2.262,
  11: 2.201,
  14: 2.145,
  19: 2.093,
  24: 2.064,
  29: 2.045,
};

export type Estimate = { mean: number; low: number; high: number };
/** Mean over seeds with its 95 % confidence interval. */
export function estimate(values: readonly number[]): Estimate {
  const n = values.length;
  const mean = values.reduce((sum, one) => sum + one, 0) / n;
  const variance = values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (n - 1);
  const half = (T95[n - 1] ?? 1.96) * Math.sqrt(variance / n);
  return { mean, low: mean - half, high: mean + half };
}
