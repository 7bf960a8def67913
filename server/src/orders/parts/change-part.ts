import type { Part, PartInput } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { takeTurn } from '../bulk/orders.bulk.store.ts';
import { RowRefusal } from '../bulk/rows.ts';
import { isSamePart, type PartSaid, type PartState, partAfter } from './part.ts';
import { partBySku, readPart } from './parts.read.ts';
import { countProducts, lockPart, saveParts } from './parts.store.ts';

/**
 * Staff mend what is known of a part; what is left out stays, what it fits and mends is replaced whole where it is sent.
 * Throws `part.not_found`, `part.sku_taken`, `product.not_found`, `input.currency`.
 */
export function changePart(ctx: Ctx, id: string, said: Partial<PartInput>): Promise<Part> {
  return save(ctx, id, said);
}

/** A part is no longer offered; what is promised still leaves. Throws `part.not_found`. */
export function archivePart(ctx: Ctx, id: string): Promise<Part> {
  return save(ctx, id, { archived: true });
}

/** An archived part is offered again. Throws `part.not_found`. */
export function restorePart(ctx: Ctx, id: string): Promise<Part> {
  return save(ctx, id, { archived: false });
}

function save(ctx: Ctx, id: string, said: PartSaid): Promise<Part> {
  return inWorkspace(ctx, async (tx) => {
    const before = await lockPart(tx, ctx, id);
    if (!before) throw new Refusal('part.not_found');
    const { brand_id, ...part } = before;
    const after = decide(part, said, part.currency, id);
    if (!isSamePart(part, after)) {
      await checkSku(tx, ctx, brand_id, after);
      await checkFits(tx, ctx, brand_id, after);
      await saveParts(tx, ctx, brand_id, [after]);
      const fields = (Object.keys(said) as (keyof PartSaid)[]).filter(
        (key) => JSON.stringify(part[key]) !== JSON.stringify(after[key]),
      );
      const subject = { kind: 'part', id };
      await record(tx, ctx, [{ type: 'part.changed', subject, brand_id, data: { sku: after.sku, fields } }]);
    }
    return readPart(tx, ctx, id);
  });
}

/** The next state, with a form's refusals instead of a row's. Throws `input.currency`. */
export function decide(before: PartState | null, said: PartSaid, currency: string, id: string): PartState {
  try {
    return partAfter(before, said, currency, id);
  } catch (error) {
    if (error instanceof RowRefusal && error.field === 'currency') throw new Refusal('input.currency');
    throw error;
  }
}

/** Throws `part.sku_taken` where another part of the brand has it. */
export async function checkSku(tx: Tx, ctx: Ctx, brandId: string, part: PartState): Promise<void> {
  await takeTurn(tx, ctx, brandId);
  const other = await partBySku(tx, ctx, brandId, part.sku);
  if (other && other.id !== part.id) throw new Refusal('part.sku_taken', { sku: part.sku });
}

/** Throws `product.not_found` where one of the products is not the brand's. */
export async function checkFits(tx: Tx, ctx: Ctx, brandId: string, { fits }: PartState): Promise<void> {
  const ids = fits.map(({ product_id }) => product_id);
  if ((await countProducts(tx, ctx, brandId, ids)) < ids.length) throw new Refusal('product.not_found');
}
