/** How the demo's goods came into the country: two containers a brand, with the duty of their day. */
import { dutyApi } from '@recoup/contract';
import { DAY } from './clock.ts';
import type { Person } from './door.ts';
import { type BrandKey, brands, goods } from './story.ts';

/** Days before the story begins, the port, pieces of each product, and the entry's last digits. */
const containers = [
  { before: 190, port: 'Los Angeles, CA', pieces: 300, number: '0048217-3' },
  { before: 24, port: 'Long Beach, CA', pieces: 450, number: '0051904-6' },
];
const filer: Record<BrandKey, string> = { lumora: 'LU7', tavola: 'TV2' };

/** The broker's figures are entered; the duty is what the rates say for the code, origin and day. */
export async function bringGoodsIn(owner: Person, brandIds: Record<BrandKey, { id: string }>, start: Date) {
  for (const brand of Object.keys(brands) as BrandKey[]) {
    for (const { before, port, pieces, number } of containers) {
      const on = new Date(start.getTime() - before * DAY).toISOString().slice(0, 10);
      const lines = [];
      for (const { product } of goods.filter((one) => one.brand === brand)) {
        for (const { sku, unit_cost, hts_code, origin_country } of product.variants) {
          if (!unit_cost || !hts_code || !origin_country) continue;
          const owed = await owner.call(dutyApi.lookup, { query: { hts: hts_code, origin: origin_country, on } });
          const value = unit_cost * pieces;
          lines.push({ sku, quantity: pieces, value, duty: Math.round((value * (owed.total ?? 0)) / 10_000) });
        }
      }
      await owner.call(dutyApi.addImportEntry, {
        body: { brand_id: brandIds[brand].id, number: `${filer[brand]}-${number}`, on, port, lines },
      });
    }
  }
}
