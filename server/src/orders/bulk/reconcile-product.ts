import { type ProductDraft, UNSAID, type VariantDraft, variantTitle } from './product-draft.ts';
import { sameRecord } from './reconcile-order.ts';
import { RowRefusal } from './rows.ts';

export type VariantRow = {
  id: string;
  product_id: string;
  external_id: string;
  sku: string;
  title: string;
  options: Record<string, string>;
  upc: string | null;
  ean: string | null;
  asin: string | null;
  fnsku: string | null;
  price: number | null;
  unit_cost: number | null;
  currency: string;
  weight_g: number | null;
  length_mm: number | null;
  width_mm: number | null;
  height_mm: number | null;
  hts_code: string | null;
  origin_country: string | null;
  tracks_serial: boolean;
  tracks_batch: boolean;
  warranty_months: number | null;
  lithium_battery: boolean;
  hygiene: boolean;
  final_sale: boolean;
  recalled: boolean;
  resale_a: number | null;
  resale_b: number | null;
  resale_c: number | null;
  resale_d: number | null;
};
export type ProductRow = {
  id: string;
  external_id: string;
  title: string;
  title_zh: string | null;
  category: string;
};

/** What is known before a batch: products and variants by external id, and whose each SKU is. */
export type Catalogue = {
  products: Map<string, ProductRow>;
  variants: Map<string, VariantRow>;
  /** SKU → external id of the variant that carries it. */
  skus: Map<string, string>;
};
export type ProductChange = {
  outcome: 'created' | 'updated' | 'unchanged';
  product: ProductRow;
  /** The product's own columns are to be written. */
  writesProduct: boolean;
  insert: VariantRow[];
  update: VariantRow[];
};

/**
 * Compares a product with what the shop now says of it. What a row leaves out stays as it is, so that costs and resale
 * prices people entered here survive every sync; variants it leaves out stay too, as orders and units speak of them.
 *
 * Throws a RowRefusal `product.sku_taken` where another variant of the brand carries the SKU.
 */
export function reconcileProduct(
  known: Catalogue,
  wanted: ProductDraft,
  currency: string,
  newId: () => string,
): ProductChange {
  const old = known.products.get(wanted.external_id);
  const product: ProductRow = {
    id: old?.id ?? newId(),
    external_id: wanted.external_id,
    title: wanted.title,
    title_zh: wanted.title_zh ?? old?.title_zh ?? null,
    category: wanted.category ?? old?.category ?? 'general',
  };
  const insert: VariantRow[] = [];
  const update: VariantRow[] = [];
  wanted.variants.forEach((variant, i) => {
    const before = known.variants.get(variant.external_id);
    const holder = known.skus.get(variant.sku);
    if (holder !== undefined && holder !== variant.external_id) {
      const field = `variants.${i}.sku`;
      throw new RowRefusal('product.sku_taken', field, `${field}: variant ${holder} carries SKU ${variant.sku}`);
    }
    const next = variantRow(before ?? null, variant, product, currency, newId);
    if (!before) insert.push(next);
    else if (!sameVariant(before, next)) update.push(next);
  });
  const writesProduct =
    !old || old.title !== product.title || old.title_zh !== product.title_zh || old.category !== product.category;
  const outcome = !old ? 'created' : writesProduct || insert.length + update.length > 0 ? 'updated' : 'unchanged';
  return { outcome, product, writesProduct, insert, update };
}

function variantRow(
  old: VariantRow | null,
  said: VariantDraft,
  product: ProductRow,
  currency: string,
  newId: () => string,
): VariantRow {
  const named = said.title !== undefined || said.options !== UNSAID || old === null;
  const resale = (grade: 'A' | 'B' | 'C' | 'D', before: number | null | undefined) =>
    said.resale?.[grade] === undefined ? (before ?? null) : said.resale[grade];
  return {
    id: old?.id ?? newId(),
    product_id: product.id,
    external_id: said.external_id,
    sku: said.sku,
    title: named ? variantTitle(said, product.title) : old.title,
    options: said.options === UNSAID ? (old?.options ?? {}) : said.options,
    upc: said.upc ?? old?.upc ?? null,
    ean: said.ean ?? old?.ean ?? null,
    asin: said.asin ?? old?.asin ?? null,
    fnsku: said.fnsku ?? old?.fnsku ?? null,
    price: said.price ?? old?.price ?? null,
    unit_cost: said.unit_cost ?? old?.unit_cost ?? null,
    currency: said.currency ?? old?.currency ?? currency,
    weight_g: said.weight_g ?? old?.weight_g ?? null,
    length_mm: said.length_mm ?? old?.length_mm ?? null,
    width_mm: said.width_mm ?? old?.width_mm ?? null,
    height_mm: said.height_mm ?? old?.height_mm ?? null,
    hts_code: said.hts_code ?? old?.hts_code ?? null,
    origin_country: said.origin_country ?? old?.origin_country ?? null,
    tracks_serial: said.tracks_serial ?? old?.tracks_serial ?? false,
    tracks_batch: said.tracks_batch ?? old?.tracks_batch ?? false,
    warranty_months: said.warranty_months ?? old?.warranty_months ?? null,
    lithium_battery: said.lithium_battery ?? old?.lithium_battery ?? false,
    hygiene: said.hygiene ?? old?.hygiene ?? false,
    final_sale: said.final_sale ?? old?.final_sale ?? false,
    recalled: said.recalled ?? old?.recalled ?? false,
    resale_a: resale('A', old?.resale_a),
    resale_b: resale('B', old?.resale_b),
    resale_c: resale('C', old?.resale_c),
    resale_d: resale('D', old?.resale_d),
  };
}

function sameVariant(a: VariantRow, b: VariantRow): boolean {
  return (Object.keys(b) as (keyof VariantRow)[]).every((key) =>
    key === 'options' ? sameRecord(a.options, b.options) : a[key] === b[key],
  );
}
