import type { LaborSide } from '../warehouse/index.ts';
import { laborCost } from './labor.ts';
import { ratesFor } from './rates.store.ts';

/** What bench work costs, by the nearest rates of the brand and the site: for the repairs the outbound desk waits for. */
export const benchLabor: LaborSide = {
  async cost(tx, ctx, { brandId, siteId, seconds, currency }) {
    const found = await ratesFor(tx, ctx, { brand_id: brandId, site_id: siteId });
    return { amount: laborCost(seconds, found?.rates ?? null), currency };
  },
};
