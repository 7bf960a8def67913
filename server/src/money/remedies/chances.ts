/** Chances learned from counts: a declared prior, moved by history, nearest history last. Pure; chances out of 10,000. */
import type { Grade, Reason } from '@recoup/contract';
import { split } from '../../platform/money.ts';
import type { Grades } from './priors.ts';
import { TEN_THOUSAND } from './priors.ts';

/** How often something happened, of how many cases. */
export type Tally = { yes: number; of: number };
export type GradeCounts = Record<Grade, number>;

/** A learned figure with what it rests on: the cases of history counted, none where only the prior speaks. */
export type Learned<T> = { value: T; count: number };

/**
 * Mean of a Beta posterior. Levels go from the far to the near, each case in one level only; the mean of one level is the prior of the next, with the same weight. More cases at a
 * level move the answer towards their share, and the nearer level counts for more.
 */
export function chanceAfter(prior: number, weight: number, levels: readonly Tally[]): Learned<number> {
  let mean = prior / TEN_THOUSAND;
  let count = 0;
  for (const { yes, of } of levels) {
    if (of <= 0) continue;
    mean = (mean * weight + yes) / (weight + of);
    count += of;
  }
  return { value: Math.round(Math.min(1, Math.max(0, mean)) * TEN_THOUSAND), count };
}

/** Cases of one reason; `own` are this buyer's. */
export type ReasonTally = Tally & { reason: Reason; own: boolean };

const MOST_CERTAIN = 0.98;

/**
 * The chance for a reason where what is supposed differs by reason. Cases of other reasons say how far this brand's buyers
 * are from what was supposed (a factor, not a share: seldom exchanging what did not fit says little about a broken lamp);
 * cases of this reason move the mean itself, and so do, last, this buyer's own whatever the reason.
 */
export function chanceFor(
  prior: (reason: Reason) => number,
  weight: number,
  reason: Reason,
  rows: readonly ReasonTally[],
): Learned<number> {
  const supposed = (of: Reason) => prior(of) / TEN_THOUSAND;
  const brands = rows.filter(({ own }) => !own);
  const others = brands.filter((row) => row.reason !== reason);
  const apart = apartFrom(others, weight, ({ reason }) => supposed(reason));
  const atHand = chanceAfter(
    Math.min(MOST_CERTAIN, supposed(reason) * apart) * TEN_THOUSAND,
    weight,
    brands.filter((row) => row.reason === reason),
  );
  const own = rows.filter((row) => row.own);
  const sum = (of: 'yes' | 'of') => own.reduce((all, row) => all + row[of], 0);
  const { value } = chanceAfter(atHand.value, weight, [{ yes: sum('yes'), of: sum('of') }]);
  return { value, count: rows.reduce((all, { of }) => all + of, 0) };
}

/** How many times what was expected happened, the expectation itself counting as so many cases. */
function apartFrom(rows: readonly ReasonTally[], weight: number, expected: (row: ReasonTally) => number): number {
  const cases = rows.reduce((sum, { of }) => sum + of, 0);
  const hoped = rows.reduce((sum, row) => sum + row.of * expected(row), 0);
  if (cases === 0 || hoped === 0) return 1;
  const rate = hoped / cases;
  const seen = rows.reduce((sum, { yes }) => sum + yes, 0);
  return (rate * weight + seen) / (weight + cases) / rate;
}

const letters: readonly Grade[] = ['A', 'B', 'C', 'D'];

/** The same for the four grades together: mean of a Dirichlet posterior; the shares add up to 10,000. Levels: brand, category, product. */
export function gradesAfter(prior: Grades, weight: number, levels: readonly GradeCounts[]): Learned<Grades> {
  let means = letters.map((grade) => prior[grade] / TEN_THOUSAND);
  let count = 0;
  for (const level of levels) {
    const of = letters.reduce((sum, grade) => sum + level[grade], 0);
    if (of === 0) continue;
    means = means.map((mean, i) => (mean * weight + level[letters[i]!]) / (weight + of));
    count += of;
  }
  // Whole shares that add up: split by millionths.
  const shares = split(
    TEN_THOUSAND,
    means.map((mean) => Math.round(mean * 1e6)),
  );
  return { value: Object.fromEntries(letters.map((grade, i) => [grade, shares[i]!])) as Grades, count };
}

/** A mean amount (money, seconds) after so many cases that came to `sum`: the prior counts as `weight` cases. */
export function meanAfter(
  prior: number,
  weight: number,
  levels: readonly { sum: number; of: number }[],
): Learned<number> {
  let mean = prior;
  let count = 0;
  for (const { sum, of } of levels) {
    if (of <= 0) continue;
    mean = (mean * weight + sum) / (weight + of);
    count += of;
  }
  return { value: Math.round(mean), count };
}
