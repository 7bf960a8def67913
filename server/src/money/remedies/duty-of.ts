import { dayIn } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { lookUp } from '../duty/lookup.ts';
import { allRates } from '../duty/rates.store.ts';
import type { DutyOf } from './problem-of.ts';
import type { GoodsRow } from './remedies.store.ts';

/**
 * Duty that was paid at the border on one piece of what a remedy sends, as it would be paid on today's: its code and
 * origin at the rates of the day, on its unit cost as the customs value. Minor units of the catalogue's currency. Goods
 * sent from elsewhere than the United States, or without code, origin, cost or known rate, count none.
 */
export async function dutyOf(
  tx: Tx,
  ctx: Ctx,
  of: { goods: readonly GoodsRow[]; home: string | null },
): Promise<DutyOf> {
  const dutiable = (row: GoodsRow) =>
    row.unit_cost !== null && row.hts_code !== null && row.origin_country !== null && row.origin_country !== 'US';
  if (of.home !== 'US' || !of.goods.some(dutiable)) return () => null;
  const rates = await allRates(tx, ctx);
  // Rates are dated in US Eastern time, where the customs day ends.
  const on = dayIn('America/New_York', ctx.now);
  return (row) => {
    if (!dutiable(row)) return null;
    const { total, verified } = lookUp(rates, row.hts_code!.replaceAll(/\D/g, ''), row.origin_country!, on);
    if (total === null) return null;
    const facts = {
      hts: row.hts_code,
      origin: row.origin_country,
      rate: total,
      customs_value: row.unit_cost,
      verified,
    };
    return { amount: Math.round((row.unit_cost! * total) / 10_000), facts };
  };
}
