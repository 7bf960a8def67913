/** A spare part as it is kept, and what a row or a form makes of it. Pure. */
import type { Mends, PartRow } from '@recoup/contract';
import { isCurrency } from '../bulk/bounds.ts';
import { RowRefusal } from '../bulk/rows.ts';

/** Money in minor units of `currency`. */
export type PartState = {
  id: string;
  sku: string;
  title: string;
  title_zh: string | null;
  title_es: string | null;
  price: number | null;
  unit_cost: number | null;
  currency: string;
  weight_g: number | null;
  hts_code: string | null;
  origin_country: string | null;
  archived: boolean;
  fits: { product_id: string; per_product: number }[];
  mends: Mends[];
};

/** What is said of a part; what is left out stays as it is. */
export type PartSaid = Partial<Omit<PartRow, 'fits'>> & { fits?: PartState['fits'] };

/** How SKUs are compared: upper case, without spaces around them. */
export const partKey = (sku: string) => sku.trim().toUpperCase();

/**
 * The part after what was said of it. A new one needs a SKU and a title, is counted in the brand's currency where none is
 * named, and fits and mends nothing yet. Throws a RowRefusal `order.currency_unknown` or `field.missing`.
 */
export function partAfter(before: PartState | null, said: PartSaid, brandCurrency: string, id: string): PartState {
  if (said.currency !== undefined && !isCurrency(said.currency)) {
    throw new RowRefusal('order.currency_unknown', 'currency', `${said.currency} is no currency of ISO 4217`);
  }
  const sku = said.sku ?? before?.sku;
  const title = said.title ?? before?.title;
  if (sku === undefined || title === undefined) {
    const field = sku === undefined ? 'sku' : 'title';
    throw new RowRefusal('field.missing', field, `${field} is missing`);
  }
  const kept = <K extends keyof PartState & keyof PartSaid>(key: K, otherwise: PartState[K]): PartState[K] =>
    (said[key] === undefined ? (before?.[key] ?? otherwise) : said[key]) as PartState[K];
  return {
    id: before?.id ?? id,
    sku,
    title,
    title_zh: kept('title_zh', null),
    title_es: kept('title_es', null),
    price: kept('price', null),
    unit_cost: kept('unit_cost', null),
    currency: kept('currency', brandCurrency),
    weight_g: kept('weight_g', null),
    hts_code: kept('hts_code', null),
    origin_country: kept('origin_country', null),
    archived: kept('archived', false),
    fits: tidyFits(kept('fits', [])),
    mends: tidyMends(kept('mends', [])),
  };
}

/** Named twice, the last count holds. */
function tidyFits(fits: PartState['fits']): PartState['fits'] {
  const one = new Map(fits.map((fit) => [fit.product_id, fit.per_product]));
  return [...one]
    .map(([product_id, per_product]) => ({ product_id, per_product }))
    .sort((a, b) => (a.product_id < b.product_id ? -1 : 1));
}

/** A reason that is mended whole needs no details of it beside. */
function tidyMends(mends: readonly Mends[]): Mends[] {
  const whole = new Set(mends.filter(({ detail }) => detail === null).map(({ reason }) => reason));
  const one = new Map(
    mends
      .filter(({ reason, detail }) => detail === null || !whole.has(reason))
      .map(({ reason, detail }) => [`${reason}/${detail ?? ''}`, { reason, detail }]),
  );
  return [...one.keys()].sort().map((key) => one.get(key)!);
}

export function isSamePart(a: PartState, b: PartState): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
