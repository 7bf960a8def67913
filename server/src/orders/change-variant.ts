import type { Variant, variantInput } from '@recoup/contract';
import type { z } from 'zod';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { isCurrency } from './bulk/bounds.ts';
import { readVariant } from './products.read.ts';
import { updateVariant } from './products.store.ts';

export type VariantChange = Partial<Omit<z.output<typeof variantInput>, 'external_id' | 'sku' | 'options'>>;

/**
 * Staff mend what is known of a variant: its codes, cost, size, warranty, resale prices. What is left out stays. Money in
 * minor units of the variant's currency. Throws `variant.not_found`, `input.currency`.
 */
export function changeVariant(ctx: Ctx, id: string, change: VariantChange): Promise<Variant> {
  if (change.currency && !isCurrency(change.currency)) throw new Refusal('input.currency');
  return inWorkspace(ctx, async (tx) => {
    const brand_id = await updateVariant(tx, ctx, id, change);
    const subject = { kind: 'variant', id };
    await record(tx, ctx, [{ type: 'variant.changed', subject, brand_id, data: { fields: Object.keys(change) } }]);
    return readVariant(tx, ctx, id);
  });
}
