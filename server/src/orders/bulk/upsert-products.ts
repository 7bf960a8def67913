import type { UpsertAnswer } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { openBrand } from './open-brand.ts';
import { takeTurn } from './orders.bulk.store.ts';
import { type ProductDraft, productDraft } from './product-draft.ts';
import { linkLines, type ProductWrites, storedCatalogue, writeProducts } from './products.bulk.store.ts';
import { type Catalogue, type ProductChange, reconcileProduct } from './reconcile-product.ts';
import { type Batch, rowReader, saveRows } from './row-batches.ts';
import { emptyAnswer, RowRefusal, rowError } from './rows.ts';

/** Reads the rows of one request; a variant belongs to one product of it. */
export function productReader() {
  const rowOf = new Map<string, number>();
  return rowReader((row, value) => {
    const draft = productDraft(row, value);
    draft.variants.forEach(({ external_id }, i) => {
      const before = rowOf.get(external_id);
      if (before === undefined) return;
      const field = `variants.${i}.external_id`;
      throw new RowRefusal(
        'product.variant_twice',
        field,
        `${field}: variant ${external_id} stands in row ${before} too`,
      );
    });
    for (const { external_id } of draft.variants) rowOf.set(external_id, row);
    return draft;
  });
}

/**
 * Creates or updates the products of a batch, with their variants, by external id, in one transaction; called by the
 * bulk API, the imports and the seed. Order lines that were waiting for a variant find it. One event for the batch.
 *
 * Throws `brand.not_found`, `brand.archived`.
 */
export function saveProducts(ctx: Ctx, brandId: string, batch: Batch<ProductDraft>): Promise<UpsertAnswer> {
  return saveRows(batch, (drafts) => inWorkspace(ctx, (tx) => saveAll(tx, ctx, brandId, drafts)));
}

async function saveAll(tx: Tx, ctx: Ctx, brandId: string, drafts: readonly ProductDraft[]): Promise<UpsertAnswer> {
  const brand = await openBrand(tx, brandId);
  await takeTurn(tx, ctx, brandId);
  const variants = drafts.flatMap((draft) => draft.variants);
  const known = await storedCatalogue(tx, ctx, brandId, {
    products: drafts.map((draft) => draft.external_id),
    variants: variants.map((variant) => variant.external_id),
    skus: variants.map((variant) => variant.sku),
  });
  const answer = emptyAnswer();
  const writes: ProductWrites = { products: { insert: [], update: [] }, variants: { insert: [], update: [] } };
  for (const draft of drafts) {
    try {
      const change = reconcileProduct(known, draft, brand.currency, newId);
      learn(known, change);
      answer[change.outcome] += 1;
      if (change.writesProduct)
        writes.products[change.outcome === 'created' ? 'insert' : 'update'].push(change.product);
      writes.variants.insert.push(...change.insert);
      writes.variants.update.push(...change.update);
    } catch (error) {
      if (!(error instanceof RowRefusal)) throw error;
      answer.failed += 1;
      answer.errors.push(rowError(draft.row, draft, error));
    }
  }
  await writeProducts(tx, ctx, brandId, writes);
  const { insert, update } = writes.variants;
  const skus = [...insert, ...update].map((variant) => variant.sku);
  await linkLines(tx, ctx, brandId, skus);
  if (answer.created + answer.updated > 0) {
    const { created, updated } = answer;
    const subject = { kind: 'brand', id: brandId };
    await record(tx, ctx, [{ type: 'products.upserted', subject, brand_id: brandId, data: { created, updated } }]);
  }
  return answer;
}

/** The rows of a batch are judged one after the other, each against what the ones before it will have written. */
function learn(known: Catalogue, change: ProductChange): void {
  known.products.set(change.product.external_id, change.product);
  for (const variant of [...change.insert, ...change.update]) {
    const before = known.variants.get(variant.external_id);
    if (before) known.skus.delete(before.sku);
    known.variants.set(variant.external_id, variant);
    known.skus.set(variant.sku, variant.external_id);
  }
}
