/** Draws that are the same for the same seed, so that training twice gives the same model, bit by bit. */
export type Dice = {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number;
  /** Puts the first `count` in a random order, in place. */
  shuffle(order: Int32Array, count?: number): void;
};

/** Mulberry32. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (end: number) => Math.floor(uniform() * end);
  const shuffle = (order: Int32Array, count = order.length) => {
    for (let last = count - 1; last > 0; last--) {
      const other = below(last + 1);
      const kept = order[last]!;
      order[last] = order[other]!;
      order[other] = kept;
    }
  };
  return { uniform, below, shuffle };
}
