import type { PolicyRule } from '../facts.ts';

const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();

/** Sold as final: by the order line, the variant, or the policy's own lists. */
export const finalSaleRule: PolicyRule = ({ line, variant }, { final_sale }) => {
  const by = line.finalSale
    ? 'line'
    : variant?.finalSale
      ? 'variant'
      : final_sale.skus.some((sku) => same(sku, line.sku))
        ? 'sku'
        : final_sale.categories.some((category) => same(category, line.category))
          ? 'category'
          : null;
  return by && { rule: 'final_sale', code: 'line.final_sale', answer: 'no', facts: { by } };
};
