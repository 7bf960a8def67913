import { type PartRow, partRow, type UpsertAnswer } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { openBrand } from '../bulk/open-brand.ts';
import { takeTurn } from '../bulk/orders.bulk.store.ts';
import { type Batch, inBatches, type RawRow, type RowReader, saveRows } from '../bulk/row-batches.ts';
import { emptyAnswer, RowRefusal, readRow, rowError } from '../bulk/rows.ts';
import { isSamePart, type PartState, partAfter, partKey } from './part.ts';
import { lockParts, productsCalled, saveParts } from './parts.store.ts';

/** `external_id` is the SKU as it was sent, for the errors to name it. */
type Draft = { row: number; external_id: string; part: PartRow };
/** `check` says what would happen and writes nothing. */
export type Mode = 'check' | 'import';

/** The same SKU twice in one request is a contradiction: the first row counts. */
function partReader(): RowReader<Draft> {
  const seen = new Map<string, number>();
  return ({ row, value }, batch) => {
    try {
      if (value instanceof RowRefusal) throw value;
      const part = readRow(partRow, value);
      const before = seen.get(partKey(part.sku));
      if (before !== undefined) throw new RowRefusal('row.repeated', 'sku', `row ${before} has the same SKU`);
      seen.set(partKey(part.sku), row);
      batch.drafts.push({ row, external_id: part.sku, part });
    } catch (error) {
      if (!(error instanceof RowRefusal)) throw error;
      batch.errors.push({ ...rowError(row, value, error), external_id: skuOf(value) });
    }
  };
}

function skuOf(value: unknown): string | null {
  const found = value !== null && typeof value === 'object' && 'sku' in value ? value.sku : null;
  return typeof found === 'string' ? found.slice(0, 80) : null;
}

/**
 * Creates or updates spare parts by SKU: staff's sheet, or the shop's own system. Good rows are kept, bad ones answered with
 * their number. One event a batch. Throws `brand.not_found`, `brand.archived`.
 */
export function upsertParts(
  ctx: Ctx,
  brandId: string,
  rows: AsyncIterable<RawRow> | Iterable<RawRow>,
  mode: Mode = 'import',
): Promise<UpsertAnswer> {
  const save = (batch: Batch<Draft>) =>
    saveRows(batch, (drafts) => inWorkspace(ctx, (tx) => saveAll(tx, ctx, brandId, drafts, mode)));
  return inBatches(rows, partReader(), save);
}

async function saveAll(tx: Tx, ctx: Ctx, brandId: string, drafts: readonly Draft[], mode: Mode): Promise<UpsertAnswer> {
  const brand = await openBrand(tx, brandId);
  await takeTurn(tx, ctx, brandId);
  const kept = await lockParts(
    tx,
    ctx,
    brandId,
    drafts.map(({ part }) => part.sku),
  );
  const names = [...new Set(drafts.flatMap(({ part }) => part.fits?.map(({ product }) => product) ?? []))];
  const products = await productsCalled(tx, ctx, brandId, names);
  const answer = emptyAnswer();
  const write: PartState[] = [];
  for (const draft of drafts) {
    try {
      const before = kept.get(partKey(draft.part.sku)) ?? null;
      const after = partAfter(before, { ...draft.part, fits: fitsOf(draft.part, products) }, brand.currency, newId());
      const outcome = before === null ? 'created' : isSamePart(before, after) ? 'unchanged' : 'updated';
      answer[outcome] += 1;
      if (outcome !== 'unchanged') write.push(after);
    } catch (error) {
      if (!(error instanceof RowRefusal)) throw error;
      answer.failed += 1;
      answer.errors.push({ ...rowError(draft.row, draft, error) });
    }
  }
  if (mode === 'check') return answer;
  await saveParts(tx, ctx, brandId, write);
  if (write.length > 0) {
    const { created, updated } = answer;
    const subject = { kind: 'brand', id: brandId };
    await record(tx, ctx, [{ type: 'parts.upserted', subject, brand_id: brandId, data: { created, updated } }]);
  }
  return answer;
}

/** Throws a RowRefusal `product.unknown` that names the product nobody knows. */
function fitsOf(part: PartRow, products: Map<string, string>): PartState['fits'] | undefined {
  return part.fits?.map(({ product, per_product }, i) => {
    const product_id = products.get(product) ?? products.get(partKey(product));
    if (!product_id) throw new RowRefusal('product.unknown', `fits.${i}.product`, `no product is called ${product}`);
    return { product_id, per_product };
  });
}
