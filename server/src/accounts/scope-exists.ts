import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { listBrands } from './brands.store.ts';
import type { Scope } from './scope.ts';
import { listSites } from './sites.store.ts';

/** A scope names brands and sites of this workspace only. Throws `brand.not_found`, `site.not_found`. */
export async function checkScopeExists(tx: Tx, { brandIds, siteIds }: Scope): Promise<void> {
  const stray = async (ids: readonly string[] | null, list: (tx: Tx) => Promise<{ id: string }[]>) => {
    if (!ids || ids.length === 0) return undefined;
    const known = new Set((await list(tx)).map(({ id }) => id));
    return ids.find((id) => !known.has(id));
  };
  const brand = await stray(brandIds, listBrands);
  if (brand) throw new Refusal('brand.not_found', { brand_id: brand });
  const site = await stray(siteIds, listSites);
  if (site) throw new Refusal('site.not_found', { site_id: site });
}
