import { type CostRateName, type CostRates, costRateNames } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { lastChange, ownRates, saveRates } from './rates.store.ts';
import { declaredRates } from './rates.ts';

/** The rates of a brand with the declared defaults, in its currency. Throws `brand.not_found`. */
export async function readRates(tx: Tx, ctx: Ctx, brandId: string): Promise<CostRates> {
  const { currency } = await brandOf(tx, brandId);
  const own = await ownRates(tx, ctx, brandId);
  const changed = await lastChange(tx, ctx, brandId);
  return {
    currency,
    rates: costRateNames.map((name) => {
      const { value, unit } = declaredRates[name];
      return { name, value: own.get(name) ?? value, unit, default: value, own: own.has(name) };
    }),
    changed_at: changed?.changed_at.toISOString() ?? null,
    changed_by: changed?.changed_by ?? null,
  };
}

/**
 * A manager sets rates; null goes back to the declared default, a rate left out stays as it is. What is booked already
 * keeps the rate it was booked by. Throws `brand.not_found`, `cost_rates.too_high`.
 */
export function changeRates(
  ctx: Ctx,
  brandId: string,
  rates: Partial<Record<CostRateName, number | null>>,
): Promise<CostRates> {
  return inWorkspace(ctx, async (tx) => {
    await brandOf(tx, brandId);
    const given = Object.entries(rates) as [CostRateName, number | null][];
    for (const [name, value] of given) {
      const { most } = declaredRates[name];
      if (value !== null && value > most) throw new Refusal('cost_rates.too_high', { rate: name, most });
    }
    await saveRates(tx, ctx, brandId, given);
    const subject = { kind: 'brand', id: brandId };
    await record(tx, ctx, [{ type: 'cost_rates.changed', subject, brand_id: brandId, data: { rates } }]);
    return readRates(tx, ctx, brandId);
  });
}
