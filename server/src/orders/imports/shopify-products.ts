/** Shopify's products as its Admin REST API gives them: https://shopify.dev/docs/api/admin-rest/latest/resources/product */
import { z } from 'zod';
import { readAmount } from './amounts.ts';
import type { ProductSent, Reading } from './record.ts';
import { shaped, text } from './shopify-shape.ts';

const productShape = z.object({
  id: text,
  title: text,
  product_type: text,
  options: z.array(z.object({ name: text })).nullish(),
  variants: z.array(
    z.object({
      id: text,
      sku: text,
      title: text,
      price: text,
      barcode: text,
      grams: z.number().nullish(),
      option1: text,
      option2: text,
      option3: text,
    }),
  ),
});

/** Makes our product of Shopify's. A variant without a SKU goes by its id. */
export function productFromShopify(value: unknown, reading: Reading): ProductSent {
  const product = shaped(productShape, value, 'import.no_shopify_product');
  return {
    external_id: product.id,
    title: product.title,
    category: product.product_type || undefined,
    variants: product.variants.map((variant, i) => {
      const chosen = [variant.option1, variant.option2, variant.option3];
      const named = (product.options ?? []).map((option, n) => [option.name, chosen[n] ?? ''] as const);
      const options = named.filter(([name, value]) => name !== '' && value !== '' && value !== 'Default Title');
      return {
        external_id: variant.id,
        sku: variant.sku || variant.id,
        title: variant.title === 'Default Title' ? undefined : variant.title || undefined,
        options: Object.fromEntries(options),
        price: variant.price === '' ? undefined : readAmount(variant.price, reading.currency, `variants.${i}.price`),
        currency: reading.currency,
        weight_g: variant.grams ?? undefined,
        ...barcodeOf(variant.barcode),
      };
    }),
  };
}

/** A barcode of twelve digits is a UPC, of eight or thirteen an EAN; anything else is left out. */
export function barcodeOf(barcode: string): { upc?: string; ean?: string } {
  if (/^\d{12}$/.test(barcode)) return { upc: barcode };
  return /^\d{8}(\d{5})?$/.test(barcode) ? { ean: barcode } : {};
}
