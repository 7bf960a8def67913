/**
 * What a parcel of some weight is reckoned to cost, US cents, up to and including so many grams (1, 2, 5, 10, 20 and
 * 50 lb). Our own estimate of ground service within the United States, so that a return's cost is not left out; it is
 * no carrier's price list, and nobody is billed by it. A brand with a carrier account connects that carrier instead.
 */
const UP_TO: readonly [grams: number, cents: number][] = [
  [454, 650],
  [907, 780],
  [2_268, 1_040],
  [4_536, 1_390],
  [9_072, 1_980],
  [22_680, 3_480],
];
/** For every pound begun beyond the last row. */
const CENTS_A_POUND = 70;
const GRAMS_A_POUND = 453.592_37;
/** Where a product's weight is not known: a parcel of five pounds. */
const UNKNOWN_WEIGHT = 2_268;

export function estimatedCost(weightG: number | null): number {
  const grams = weightG ?? UNKNOWN_WEIGHT;
  const row = UP_TO.find(([upTo]) => grams <= upTo);
  if (row) return row[1];
  const [heaviest, cents] = UP_TO.at(-1)!;
  return cents + Math.ceil((grams - heaviest) / GRAMS_A_POUND) * CENTS_A_POUND;
}
