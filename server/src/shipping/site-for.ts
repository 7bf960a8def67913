import type { Address } from '@recoup/contract';
import { type SiteFacts, sitesFor } from '../accounts/index.ts';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { nearestSite } from './nearest-site.ts';

/**
 * The site a parcel should come to: the nearest of those that take the brand and every category in it. Where no one
 * site takes them all, one that takes at least the first category, as the box cannot be divided. Null where none does.
 */
export async function siteFor(
  tx: Tx,
  _ctx: Ctx,
  parcel: { brandId: string; categories: readonly string[]; from: Address | null },
): Promise<SiteFacts | null> {
  const [first = null, ...others] = parcel.categories;
  const sites = await sitesFor(tx, parcel.brandId, first);
  let taking = sites;
  for (const category of others) {
    const these = new Set((await sitesFor(tx, parcel.brandId, category)).map(({ id }) => id));
    taking = taking.filter(({ id }) => these.has(id));
  }
  return nearestSite(taking.length > 0 ? taking : sites, parcel.from);
}
