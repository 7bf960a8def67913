import { type ProductInput, productInput } from '@recoup/contract';
import { isCurrency } from './bounds.ts';
import { RowRefusal, readRow } from './rows.ts';

export type VariantInput = ProductInput['variants'][number];
/** A variant as the row says it; what the row leaves out is undefined, and stays as it is. */
export type VariantDraft = VariantInput;
export type ProductDraft = {
  row: number;
  external_id: string;
  title: string;
  title_zh: string | undefined;
  /** Undefined where the row names none: a new product is `general`, an old one stays where it is. */
  category: string | undefined;
  variants: VariantDraft[];
};

/** Throws a RowRefusal for what the contract's schema forbids, an unknown currency, or a variant or SKU named twice. */
export function productDraft(row: number, value: unknown): ProductDraft {
  const input = readRow(productInput, value);
  const ids = new Set<string>();
  const skus = new Set<string>();
  input.variants.forEach(({ external_id, sku, currency }, i) => {
    const at = `variants.${i}`;
    if (ids.has(external_id)) {
      throw new RowRefusal('product.variant_twice', `${at}.external_id`, `${at}: variant ${external_id} stands twice`);
    }
    if (skus.has(sku)) throw new RowRefusal('product.sku_twice', `${at}.sku`, `${at}: SKU ${sku} stands twice`);
    if (currency !== undefined && !isCurrency(currency)) {
      const field = `${at}.currency`;
      throw new RowRefusal('order.currency_unknown', field, `${currency} is no currency of ISO 4217`);
    }
    ids.add(external_id);
    skus.add(sku);
  });
  return {
    row,
    external_id: input.external_id,
    title: input.title,
    title_zh: input.title_zh,
    category: (value as { category?: unknown }).category === undefined ? undefined : input.category,
    variants: input.variants.map((variant, i) => ({
      ...variant,
      options: sentOptions(value, i) ? variant.options : UNSAID,
    })),
  };
}

/** Stands for options the row does not name. */
export const UNSAID: Record<string, string> = Object.freeze({});

function sentOptions(value: unknown, i: number): boolean {
  return (value as { variants: { options?: unknown }[] }).variants[i]?.options !== undefined;
}

/** What a variant is called where nobody named it: its options, or else its product. */
export function variantTitle(variant: Pick<VariantDraft, 'title' | 'options'>, product: string): string {
  return (variant.title ?? Object.values(variant.options).join(' / ').slice(0, 200)) || product;
}
