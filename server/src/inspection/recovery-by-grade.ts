/** What a unit that is not here yet would bring, by the grade it may turn out to have: the reckoning of the bench, asked ahead. */
import type { Disposition, Grade, RecoveryRates, WayRules } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import type { Goods } from './constraints.ts';
import { ratesFor } from './rates.store.ts';
import { defaultRates, defaultRules } from './rates.ts';
import { reckon } from './reckoning.ts';

const grades: readonly Grade[] = ['A', 'B', 'C', 'D'];

/**
 * The way out the bench would suggest for accepted, safe goods of each grade, and what it would bring net of its own
 * costs, minor units of `currency`. What would be held back (unknown goods, no price) brings nothing yet. Pure.
 */
export function recoveryByGrade(
  goods: Goods,
  opened: boolean,
  rates: RecoveryRates,
  rules: WayRules,
  currency: string,
): Record<Grade, { way: Disposition; net: number }> {
  const of = (grade: Grade) => {
    const found = { grade, acceptance: 'accepted' as const, unsafe: false, opened };
    const { ways, suggested } = reckon(goods, found, rates, rules, currency);
    return { way: suggested, net: ways.find(({ disposition }) => disposition === suggested)!.net.amount };
  };
  return Object.fromEntries(grades.map((grade) => [grade, of(grade)])) as Record<Grade, ReturnType<typeof of>>;
}

export type RecoveryFacts = {
  /** Minor units. */
  labor_per_hour: number;
  outbound_freight: number;
  /** Somebody wrote rates for this brand; else they are the declared assumptions. */
  own: boolean;
  byGrade(goods: Goods, opened: boolean, currency: string): ReturnType<typeof recoveryByGrade>;
};

/** What work costs a brand and what its goods bring, before it is known at which site. One statement. */
export async function recoveryOfBrand(tx: Tx, ctx: Ctx, brandId: string): Promise<RecoveryFacts> {
  const found = await ratesFor(tx, ctx, { brand_id: brandId, site_id: null });
  const rates = { ...defaultRates, ...found?.rates };
  const rules = { ...defaultRules, ...found?.rules };
  return {
    labor_per_hour: rates.labor_per_hour,
    outbound_freight: rates.outbound_freight,
    own: found !== null,
    byGrade: (goods, opened, currency) => recoveryByGrade(goods, opened, rates, rules, currency),
  };
}
