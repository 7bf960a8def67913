import type { Period } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { blockersOf, monthBounds } from './month.ts';
import { balancesOf, closedMonths, entriesByMonth, holdBooks, insertPeriod } from './periods.store.ts';
import { monthFacts, periodOf } from './read-periods.ts';

/**
 * The accountant closes an ended month of a brand, for good: its balances stand, the database takes no entry dated into
 * it, and what comes to light later is booked into the month after. Months are closed in order. Whoever books at the same
 * time waits, and is booked after.
 *
 * Throws `brand.not_found`, `period.closed`, `period.nothing_booked`, and `period.cannot_close` with what stands against it.
 */
export function closeMonth(ctx: Ctx, month: string, brandId: string): Promise<Period> {
  return inWorkspace(ctx, async (tx) => {
    const { timeZone } = await brandOf(tx, brandId);
    await holdBooks(tx, ctx, brandId);
    const closed = await closedMonths(tx, ctx, brandId);
    if (closed.some((one) => one.month === month)) throw new Refusal('period.closed', { month });
    const counts = await entriesByMonth(tx, ctx, brandId, timeZone);
    const first = [...counts.keys()].sort()[0];
    if (first === undefined || month < first) throw new Refusal('period.nothing_booked', { month });

    const bounds = monthBounds(month, timeZone);
    const blockers = blockersOf(await monthFacts(tx, ctx, { brandId, month, bounds, closed, first }));
    if (blockers.length > 0) throw new Refusal('period.cannot_close', { month, because: blockers });

    const { kind, id, name } = ctx.actor;
    const row = {
      month,
      starts_at: bounds.starts,
      ends_at: bounds.ends,
      time_zone: timeZone,
      entries: counts.get(month) ?? 0,
      balances: await balancesOf(tx, ctx, brandId, bounds),
      closed_at: ctx.now,
      closed_by: { kind, id, name },
    };
    await insertPeriod(tx, ctx, brandId, row);
    const subject = { kind: 'brand', id: brandId };
    await record(tx, ctx, [
      { type: 'period.closed', subject, brand_id: brandId, data: { month, entries: row.entries } },
    ]);
    return periodOf(brandId, row);
  });
}
