/** Counts of the past, sorted by how near they are to the problem at hand. Each case stands in one level. Pure. */
import type { Grade, Reason, RemedyKind } from '@recoup/contract';
import type { GradeCounts, ReasonTally } from '../remedies/chances.ts';
import type { History, Observed } from '../remedies/problem.ts';
import type { Past, RemedyPast } from './history.read.ts';

export type NearTo = { reason: Reason; product_id: string | null; category: string };

/** Grades and seconds: the brand's other categories, the category's other products, the product. Chances: as they are, by reason. */
export function historyFor(past: Past, near: NearTo): History {
  const nearness = (row: Past['grades'][number]) =>
    near.product_id !== null && row.product_id === near.product_id ? 2 : row.category === near.category ? 1 : 0;
  const grades: GradeCounts[] = [0, 1, 2].map(() => ({ A: 0, B: 0, C: 0, D: 0 }));
  const seconds: Observed[] = [0, 1, 2].map(() => ({ sum: 0, of: 0 }));
  for (const row of past.grades) {
    if (row.reason !== near.reason) continue;
    const level = nearness(row);
    grades[level]![row.grade as Grade] += row.units;
    seconds[level]!.sum += row.seconds;
    seconds[level]!.of += row.timed;
  }
  return {
    grades,
    seconds,
    taken: byRemedy(past.taken),
    back: byRemedy(past.back),
    dispute: byRemedy(past.dispute),
    labels: {
      back: past.labels.filter(({ direction }) => direction === 'back'),
      out: past.labels.filter(({ direction }) => direction === 'out'),
    },
  };
}

function byRemedy(rows: readonly RemedyPast[]): Partial<Record<RemedyKind, ReasonTally[]>> {
  const found: Partial<Record<RemedyKind, ReasonTally[]>> = {};
  for (const { remedy, ...row } of rows) found[remedy] = [...(found[remedy] ?? []), row];
  return found;
}
