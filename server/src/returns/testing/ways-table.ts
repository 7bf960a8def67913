import { returnStage } from '@recoup/contract';
import { type Step, ways } from '../return.ts';

/** The table of ways as the guide shows it. `docs/returns.md` holds exactly this; a test compares. */
export function waysAsTable(): string {
  const rows = returnStage.options.flatMap((stage) =>
    (Object.keys(ways[stage]) as Step[]).map((step) => {
      const way = ways[stage][step]!;
      return `| ${stage} | ${step} | ${way.to} | ${way.only_if?.replaceAll('_', ' ') ?? ''} |`;
    }),
  );
  return ['| stage | step | leads to | only if |', '|---|---|---|---|', ...rows].join('\n');
}
