import type { CallFigures, CallFiguresRow } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { type Asked, type CountedRow, countedCalls, type FailedRow, failedCalls } from './figures.store.ts';

/**
 * How calls went that were asked for between two days of each brand's zone, all together and by what is asked; defined in
 * docs/calls.md. Throws `brand.not_found`.
 */
export function readFigures(ctx: Ctx, asked: Asked): Promise<CallFigures> {
  return inWorkspace(ctx, async (tx) => {
    if (asked.brand_id !== undefined) await brandOf(tx, asked.brand_id);
    const counted = await countedCalls(tx, ctx, asked);
    const failed = await failedCalls(tx, ctx, asked);
    const answer = (row: CountedRow) => shown(row, failed);
    return {
      all: answer(counted.find(({ all }) => all)!),
      rows: counted.filter(({ all }) => !all).map((row) => ({ key: row.key, ...answer(row) })),
    };
  });
}

function shown(row: CountedRow, failed: readonly FailedRow[]): CallFiguresRow {
  const [p50, p90] = row.waits ?? [];
  return {
    calls: row.calls,
    minutes: row.minutes,
    score: row.score,
    bad_minutes: share(row.bad, row.measured),
    relayed: share(row.relayed, row.known_way),
    missed: share(row.missed, row.came),
    answered_within_ring: share(row.in_ring, row.waited),
    wait: p50 === undefined || p90 === undefined ? null : { p50, p90 },
    failures: failed
      .filter(({ all, key }) => all === row.all && key === row.key)
      .map(({ reason, count }) => ({ reason, count })),
  };
}

/** Of 10,000; null where there is nothing to divide by. */
const share = (part: number, of: number) => (of === 0 ? null : Math.round((part * 10_000) / of));
