import type { Part, PartInput } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { openBrand } from '../bulk/open-brand.ts';
import { checkFits, checkSku, decide } from './change-part.ts';
import { readPart } from './parts.read.ts';
import { saveParts } from './parts.store.ts';

/**
 * Staff add a part to a brand's catalogue. Money in minor units of the part's currency (the brand's where none is named).
 * Throws `brand.not_found`, `brand.archived`, `part.sku_taken`, `product.not_found`, `input.currency`.
 */
export function createPart(ctx: Ctx, brandId: string, said: PartInput): Promise<Part> {
  return inWorkspace(ctx, async (tx) => {
    const brand = await openBrand(tx, brandId);
    const part = decide(null, said, brand.currency, newId());
    await checkSku(tx, ctx, brandId, part);
    await checkFits(tx, ctx, brandId, part);
    await saveParts(tx, ctx, brandId, [part]);
    const subject = { kind: 'part', id: part.id };
    await record(tx, ctx, [
      { type: 'part.created', subject, brand_id: brandId, data: { sku: part.sku, title: part.title } },
    ]);
    return readPart(tx, ctx, part.id);
  });
}
