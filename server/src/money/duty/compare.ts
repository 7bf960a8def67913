import type { BatchComparison, BatchQuestion } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import { dayIn } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { variantsFor } from '../cost/cost.store.ts';
import { compareBatch } from './compare-batch.ts';
import { paidOnPiece, ratedOnPiece } from './piece-duty.ts';

/**
 * A manager asks what to do with a batch. The duty is what was paid on the newest import of the product that can still be
 * claimed; else the rate of its code and origin on the day named (today without one), of what drawback covers.
 * Throws `brand.not_found`, `variant.not_found`.
 */
export async function compare(tx: Tx, ctx: Ctx, asked: BatchQuestion): Promise<BatchComparison> {
  const { currency, timeZone } = await brandOf(tx, asked.brand_id);
  const variant = (await variantsFor(tx, ctx, [asked.variant_id])).get(asked.variant_id);
  if (!variant) throw new Refusal('variant.not_found');
  const today = dayIn(timeZone, ctx.now);
  const of = { brandId: asked.brand_id, variantId: asked.variant_id, until: today, today };
  const on = asked.imported_on ?? today;
  const duty =
    (await paidOnPiece(tx, ctx, of)) ??
    (await ratedOnPiece(tx, ctx, variant, { value: asked.customs_value, on, part: 'drawback' }));
  return compareBatch(asked, { currency, today, duty });
}
