import { outboundState } from '@recoup/contract';
import { type OutboundStep, outboundWays } from '../outbound.ts';

/** The table of ways of an outbound order as the guide shows it. `docs/goods.md` holds exactly this; a test compares. */
export function outboundWaysAsTable(): string {
  const rows = outboundState.options.flatMap((state) =>
    (Object.keys(outboundWays[state]) as OutboundStep[]).map((move) => {
      const way = outboundWays[state][move]!;
      return `| ${state} | ${move} | ${way.to} | ${way.only_if?.replaceAll('_', ' ') ?? ''} |`;
    }),
  );
  return ['| state | move | leads to | only if |', '|---|---|---|---|', ...rows].join('\n');
}
