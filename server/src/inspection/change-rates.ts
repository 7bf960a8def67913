import type { AnswerOf, BodyOf, inspections } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { type Of, ratesFor, seenBrandAndSite, writeRates } from './rates.store.ts';
import { defaultRates, defaultRules } from './rates.ts';

type Rates = AnswerOf<(typeof inspections)['rates']>;

/** What holds for a brand at a site: its own, else the brand's, else the site's, else all; else the declared assumptions. */
export function readRates(ctx: Ctx, of: Of): Promise<Rates> {
  return inWorkspace(ctx, async (tx) => {
    const found = await ratesFor(tx, ctx, of);
    return {
      rates: { ...defaultRates, ...found?.rates },
      rules: { ...defaultRules, ...found?.rules },
      own: found?.own ?? false,
    };
  });
}

/**
 * A manager writes what work and ways out cost, and the rules before money; units decided before keep their reckoning.
 * Throws `brand.not_found`, `site.not_found`, `permission.not_allowed` (for all brands or sites, by somebody who sees some).
 */
export function changeRates(ctx: Ctx, change: BodyOf<(typeof inspections)['changeRates']>): Promise<Rates> {
  const { brand_id, site_id, rates, rules } = change;
  if (brand_id === null && ctx.actor.brandIds !== null)
    throw new Refusal('permission.not_allowed', { needs: 'all_brands' });
  if (site_id === null && ctx.actor.siteIds !== null)
    throw new Refusal('permission.not_allowed', { needs: 'all_sites' });
  return inWorkspace(ctx, async (tx) => {
    const seen = await seenBrandAndSite(tx, ctx, { brand_id, site_id });
    if (!seen.brand) throw new Refusal('brand.not_found');
    if (!seen.site) throw new Refusal('site.not_found');
    await writeRates(tx, ctx, { brand_id, site_id }, rates, rules);
    const subject = { kind: 'workspace', id: ctx.workspaceId };
    await record(tx, ctx, [{ type: 'recovery_rates.changed', subject, brand_id, site_id, data: { rates, rules } }]);
    return { rates, rules, own: true };
  });
}
