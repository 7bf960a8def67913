import { type Disposition, disposition, unitStage } from '@recoup/contract';
import { binFor, leavesAs } from '../places.ts';
import { type UnitMove, unitWays } from '../unit.ts';

/** The table of ways of a unit as the guide shows it. `docs/goods.md` holds exactly this; a test compares. */
export function unitWaysAsTable(): string {
  const rows = unitStage.options.flatMap((stage) =>
    (Object.keys(unitWays[stage]) as UnitMove[]).map((move) => {
      const way = unitWays[stage][move]!;
      return `| ${stage} | ${move} | ${way.to} | ${way.only_if?.replaceAll('_', ' ') ?? ''} |`;
    }),
  );
  return ['| stage | move | leads to | only if |', '|---|---|---|---|', ...rows].join('\n');
}

/** Where each way out is put away, and how it leaves. */
export function placesAsTable(): string {
  const row = (way: Disposition) => `| ${way} | ${binFor[way]} | ${leavesAs[way] ?? 'stays'} |`;
  return ['| way out | bin | leaves as |', '|---|---|---|', ...disposition.options.map(row)].join('\n');
}
