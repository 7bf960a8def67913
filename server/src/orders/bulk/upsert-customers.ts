import { customerInput, type UpsertAnswer } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { type CustomerDraft, customerDraft } from './customer-draft.ts';
import { newCustomers, storedCustomers, updateCustomers } from './customers.bulk.store.ts';
import { openBrand } from './open-brand.ts';
import { insertAll, takeTurn } from './orders.bulk.store.ts';
import { reconcileCustomers } from './reconcile-customers.ts';
import { type Batch, rowReader, saveRows } from './row-batches.ts';
import { emptyAnswer, RowRefusal, readRow } from './rows.ts';

type Draft = CustomerDraft & { row: number };

export const customerReader = () =>
  rowReader((row, value): Draft => {
    const input = readRow(customerInput, value);
    if (!input.external_id && !input.email) {
      throw new RowRefusal('customer.unknowable', 'external_id', 'a customer needs an external_id or an email');
    }
    return { ...customerDraft(input, value, ''), row };
  });

/**
 * Creates or updates customers by external id (by e-mail where they have none), apart from any order; called by the bulk
 * API. What a row leaves out stays as it is. Throws `brand.not_found`, `brand.archived`.
 */
export function saveCustomers(ctx: Ctx, brandId: string, batch: Batch<Draft>): Promise<UpsertAnswer> {
  return saveRows(batch, (drafts) => inWorkspace(ctx, (tx) => saveAll(tx, ctx, brandId, drafts)));
}

async function saveAll(tx: Tx, ctx: Ctx, brandId: string, drafts: readonly Draft[]): Promise<UpsertAnswer> {
  await openBrand(tx, brandId);
  await takeTurn(tx, ctx, brandId);
  const stored = await storedCustomers(
    tx,
    ctx,
    brandId,
    drafts.map((draft) => draft.external_id),
  );
  const ids = new Map(drafts.map(({ external_id }) => [external_id, stored.get(external_id)?.id ?? newId()]));
  const words = drafts.map((draft) => ({ draft, at: null }));
  const changes = reconcileCustomers(stored, words, ids);
  await updateCustomers(tx, ctx, changes.update);
  await insertAll(tx, [newCustomers(ctx, brandId, changes.insert)]);
  const [created, updated] = [changes.insert.length, changes.update.length];
  if (created + updated > 0) {
    const subject = { kind: 'brand', id: brandId };
    await record(tx, ctx, [{ type: 'customers.upserted', subject, brand_id: brandId, data: { created, updated } }]);
  }
  return { ...emptyAnswer(), created, updated, unchanged: drafts.length - created - updated };
}
