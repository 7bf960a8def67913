import type { UpsertAnswer } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../../platform/record.ts';
import { newCustomers, storedCustomers, updateCustomers } from './customers.bulk.store.ts';
import { openBrand } from './open-brand.ts';
import { type OrderDraft, orderDraft } from './order-draft.ts';
import { type OrderWrites, storedOrders, takeTurn, variantsBySku, writeOrders } from './orders.bulk.store.ts';
import { type CustomerWord, reconcileCustomers } from './reconcile-customers.ts';
import { type OrderChange, reconcile } from './reconcile-order.ts';
import { type Batch, rowReader, saveRows } from './row-batches.ts';
import { RowRefusal, rowError } from './rows.ts';

/** Reads the rows of one request; what is wrong with a row is told in its batch's errors. */
export const orderReader = () => rowReader(orderDraft);

/**
 * Creates or updates the orders of a batch by external id, with their customers, in one transaction; called by the bulk
 * API, the imports and the seed. Good rows are kept and bad ones told; sent again, nothing changes. An order that did
 * not change is counted and not written. One event for the batch.
 *
 * Throws `brand.not_found`, `brand.archived`.
 */
export function saveOrders(ctx: Ctx, brandId: string, batch: Batch<OrderDraft>): Promise<UpsertAnswer> {
  return saveRows(batch, (drafts) => inWorkspace(ctx, (tx) => saveAll(tx, ctx, brandId, drafts)));
}

async function saveAll(tx: Tx, ctx: Ctx, brandId: string, drafts: readonly OrderDraft[]): Promise<UpsertAnswer> {
  await openBrand(tx, brandId);
  await takeTurn(tx, ctx, brandId);
  const stored = await storedOrders(
    tx,
    ctx,
    brandId,
    drafts.map((draft) => draft.external_id),
  );
  const customers = await storedCustomers(tx, ctx, brandId, [
    ...new Set(drafts.map((draft) => draft.customer.external_id)),
  ]);
  const customerIds = new Map<string, string>();
  for (const { customer } of drafts) {
    if (customerIds.has(customer.external_id)) continue;
    customerIds.set(customer.external_id, customers.get(customer.external_id)?.id ?? newId());
  }

  const answer: UpsertAnswer = { created: 0, updated: 0, unchanged: 0, failed: 0, errors: [] };
  const changed: { draft: OrderDraft; change: OrderChange; customerId: string }[] = [];
  const words: CustomerWord[] = [];
  for (const sent of drafts) {
    const customerId = customerIds.get(sent.customer.external_id)!;
    const known = stored.get(sent.external_id) ?? null;
    // Called off here and not by the shop: the shop's copy does not bring it back.
    const draft = known?.called_off ? { ...sent, cancelled_at: known.cancelled_at } : sent;
    try {
      const change = reconcile(known, draft, customerId, newId);
      changed.push({ draft, change, customerId });
      words.push({ draft: draft.customer, at: draft.placed_at });
    } catch (error) {
      if (!(error instanceof RowRefusal)) throw error;
      answer.failed += 1;
      answer.errors.push(rowError(draft.row, draft, error));
    }
  }
  const customerChanges = reconcileCustomers(customers, words, customerIds);
  await updateCustomers(tx, ctx, customerChanges.update);
  const touched = new Set(customerChanges.update.map((customer) => customer.id));
  const writes = await writesOf(tx, ctx, brandId, changed);
  await writeOrders(tx, ctx, brandId, writes, newCustomers(ctx, brandId, customerChanges.insert));

  for (const { change, customerId } of changed) {
    // A row that only brought news of its customer is an update, too; told once for each customer.
    const outcome = change.outcome === 'unchanged' && touched.delete(customerId) ? 'updated' : change.outcome;
    answer[outcome] += 1;
  }
  if (answer.created + answer.updated > 0) {
    const { created, updated } = answer;
    const subject = { kind: 'brand', id: brandId };
    await record(tx, ctx, [{ type: 'orders.upserted', subject, brand_id: brandId, data: { created, updated } }]);
  }
  return answer;
}

async function writesOf(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  changed: readonly { draft: OrderDraft; change: OrderChange; customerId: string }[],
): Promise<OrderWrites> {
  const writes: OrderWrites = {
    orders: { insert: [], update: [] },
    lines: { insert: [], update: [], remove: [] },
    payments: { insert: [], update: [], remove: [] },
    fulfilments: { insert: [], update: [], remove: [], relined: [] },
    fulfilmentLines: [],
  };
  const skus = new Set<string>();
  for (const { change } of changed) {
    for (const line of change.lines.insert) skus.add(line.sku);
    for (const line of change.lines.update) skus.add(line.sku);
  }
  const variants = skus.size === 0 ? new Map<string, string>() : await variantsBySku(tx, ctx, brandId, [...skus]);
  for (const { draft, change, customerId } of changed) {
    const order_id = change.id;
    const withOrder = <T>(part: T) => ({ ...part, order_id });
    const withVariant = <T extends { sku: string }>(line: T) => ({
      ...line,
      order_id,
      variant_id: variants.get(line.sku) ?? null,
    });
    if (change.order) {
      writes.orders[change.outcome === 'created' ? 'insert' : 'update'].push({
        ...draft,
        id: order_id,
        customer_id: customerId,
      });
    }
    writes.lines.insert.push(...change.lines.insert.map(withVariant));
    writes.lines.update.push(...change.lines.update.map(withVariant));
    writes.lines.remove.push(...change.lines.remove);
    writes.payments.insert.push(...change.payments.insert.map(withOrder));
    writes.payments.update.push(...change.payments.update.map(withOrder));
    writes.payments.remove.push(...change.payments.remove);
    writes.fulfilments.insert.push(...change.fulfilments.insert.map(withOrder));
    writes.fulfilments.update.push(...change.fulfilments.update.map(withOrder));
    writes.fulfilments.remove.push(...change.fulfilments.remove);
    for (const fulfilment of change.fulfilments.relined) {
      if (change.outcome !== 'created') writes.fulfilments.relined.push(fulfilment.id);
      for (const { line, ...rest } of fulfilment.lines) {
        writes.fulfilmentLines.push({
          ...rest,
          fulfilment_id: fulfilment.id,
          order_line_id: change.lineIds.get(line)!,
        });
      }
    }
  }
  return writes;
}
