/** Which diagnosis sheets fit goods and a problem, the best first. Pure. */
import type { Reason } from '@recoup/contract';

export type SheetScope = {
  for_products: readonly string[];
  for_categories: readonly string[];
  for_reasons: readonly string[];
};
export type Goods = { product_id: string | null; category: string | null; reason: Reason | null };
export type Fit = 'product' | 'category' | 'reason' | 'all';

/** A list left empty takes everything; a problem nobody has named yet rules nothing out. */
export function bestFirst<S extends SheetScope>(sheets: readonly S[], goods: Goods): { sheet: S; fits: Fit }[] {
  return sheets
    .flatMap((sheet) => {
      const product = holds(sheet.for_products, goods.product_id);
      const category = holds(sheet.for_categories, goods.category);
      const reason = holds(sheet.for_reasons, goods.reason) ?? (goods.reason === null ? 'any' : null);
      // A sheet that names the product is for it, whatever categories it names besides.
      const isFor = product === 'named' || category === 'named' || (product === 'any' && category === 'any');
      if (!isFor || reason === null) return [];
      const weight = (product === 'named' ? 4 : 0) + (category === 'named' ? 2 : 0) + (reason === 'named' ? 1 : 0);
      const fits: Fit =
        product === 'named' ? 'product' : category === 'named' ? 'category' : reason === 'named' ? 'reason' : 'all';
      return [{ sheet, fits, weight }];
    })
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ sheet, fits }) => ({ sheet, fits }));
}

function holds(list: readonly string[], one: string | null): 'named' | 'any' | null {
  if (list.length === 0) return 'any';
  return one !== null && list.includes(one) ? 'named' : null;
}
