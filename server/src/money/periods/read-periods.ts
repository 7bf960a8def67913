import type { Period } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { blockersOf, type MonthFacts, monthBounds, monthOf, monthsBetween, nextMonth } from './month.ts';
import {
  closedMonths,
  entriesByMonth,
  imbalanceOf,
  type PeriodRow,
  stuckCharges,
  stuckRefunds,
  unbookedEvents,
} from './periods.store.ts';

/** A closed month as the wire has it. */
export const periodOf = (brandId: string, row: PeriodRow): Period => ({
  month: row.month,
  brand_id: brandId,
  state: 'closed',
  starts_at: row.starts_at.toISOString(),
  ends_at: row.ends_at.toISOString(),
  time_zone: row.time_zone,
  entries: row.entries,
  blockers: [],
  closed_at: row.closed_at.toISOString(),
  closed_by: row.closed_by,
  balances: row.balances.map(({ account, currency, moved, end }) => ({
    account,
    moved: { amount: moved, currency },
    end: { amount: end, currency },
  })),
});

type Asked = {
  brandId: string;
  month: string;
  bounds: { starts: Date; ends: Date };
  closed: readonly PeriodRow[];
  first: string;
};

export async function monthFacts(
  tx: Tx,
  ctx: Ctx,
  { brandId, month, bounds, closed, first }: Asked,
): Promise<MonthFacts> {
  return {
    month,
    ends: bounds.ends,
    now: ctx.now,
    firstOpen: closed[0] ? nextMonth(closed[0].month) : first,
    imbalance: await imbalanceOf(tx, ctx, brandId, bounds.ends),
    stuckRefunds: await stuckRefunds(tx, ctx, brandId, bounds.ends),
    stuckCharges: await stuckCharges(tx, ctx, brandId, bounds.ends),
    unbooked: await unbookedEvents(tx, ctx, brandId, bounds),
  };
}

/** Months of a brand from its first entry to now, newest first, with what stands against closing each. Throws `brand.not_found`. */
export async function readPeriods(tx: Tx, ctx: Ctx, brandId: string): Promise<{ rows: Period[] }> {
  const { timeZone } = await brandOf(tx, brandId);
  const closed = await closedMonths(tx, ctx, brandId);
  const counts = await entriesByMonth(tx, ctx, brandId, timeZone);
  const first = [...counts.keys()].sort()[0];
  if (first === undefined) return { rows: [] };
  const rows: Period[] = [];
  for (const month of monthsBetween(first, monthOf(ctx.now, timeZone)).reverse()) {
    const done = closed.find((one) => one.month === month);
    rows.push(done ? periodOf(brandId, done) : await openPeriod(month));
  }
  return { rows };

  async function openPeriod(month: string): Promise<Period> {
    const bounds = monthBounds(month, timeZone);
    const facts = await monthFacts(tx, ctx, { brandId, month, bounds, closed, first: first! });
    return {
      month,
      brand_id: brandId,
      state: ctx.now < bounds.ends ? 'open' : 'ended',
      starts_at: bounds.starts.toISOString(),
      ends_at: bounds.ends.toISOString(),
      time_zone: timeZone,
      entries: counts.get(month) ?? 0,
      blockers: blockersOf(facts),
      closed_at: null,
      closed_by: null,
      balances: [],
    };
  }
}
