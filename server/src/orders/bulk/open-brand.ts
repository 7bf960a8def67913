import { type BrandFacts, brandOf } from '../../accounts/index.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';

/** The brand that rows are for. Throws `brand.not_found`, and `brand.archived` for one that takes no more orders. */
export async function openBrand(tx: Tx, brandId: string): Promise<BrandFacts> {
  const brand = await brandOf(tx, brandId);
  if (brand.archivedAt) throw new Refusal('brand.archived');
  return brand;
}
