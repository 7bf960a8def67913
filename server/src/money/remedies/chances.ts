/** Chances learned from counts: a declared prior, moved by history, nearest history last. Pure; chances out of 10,000. */
import type { Grade } from '@recoup/contract';
import { split } from '../../platform/money.ts';
import type { Grades } from './priors.ts';
import { TEN_THOUSAND } from './priors.ts';

/** How often something happened, of how many cases. */
export type Tally = { yes: number; of: number };
export type GradeCounts = Record<Grade, number>;

/** A learned figure with what it rests on: the cases of history counted, none where only the prior speaks. */
export type Learned<T> = { value: T; count: number };

/**
 * Mean of a Beta posterior. Levels go from the far to the near (the brand's other reasons, this reason, this buyer),
 * each case in one level only; the mean of one level is the prior of the next, with the same weight. More cases at a
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
