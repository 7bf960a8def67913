import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { type Insert, inserted, update } from './orders.bulk.store.ts';
import type { CustomerRow, StoredCustomer } from './reconcile-customers.ts';
import type { Column } from './rowset.ts';

export async function storedCustomers(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  externalIds: string[],
): Promise<Map<string, StoredCustomer>> {
  const { rows } = await sql<StoredCustomer>`
    select c.id, c.external_id, c.name, c.name_key, c.last_key, c.email, c.email_key, c.phone, c.language, c.address,
      (select max(o.placed_at) from orders o where o.workspace_id = c.workspace_id and o.customer_id = c.id) as last_order_at
    from customers c
    where c.workspace_id = ${ctx.workspaceId} and c.brand_id = ${brandId} and c.external_id = any (${externalIds}::text[])
    order by c.id for no key update of c`.execute(tx);
  return new Map(rows.map((row) => [row.external_id, row]));
}

const CUSTOMER: Column<CustomerRow>[] = [
  ['id', 'uuid', (c) => c.id],
  ['external_id', 'text', (c) => c.external_id],
  ['name', 'text', (c) => c.name],
  ['name_key', 'text', (c) => c.name_key],
  ['last_key', 'text', (c) => c.last_key],
  ['email', 'text', (c) => c.email],
  ['email_key', 'text', (c) => c.email_key],
  ['phone', 'text', (c) => c.phone],
  ['language', 'text', (c) => c.language ?? 'en'],
  ['address', 'jsonb', (c) => c.address],
];

/** The insert of customers who are new; null where there are none. */
export function newCustomers(ctx: Ctx, brandId: string, rows: readonly CustomerRow[]): Insert | null {
  return inserted(
    ctx,
    'customers',
    rows,
    CUSTOMER,
    sql`, brand_id, created_at`,
    sql`, ${brandId}::uuid, ${ctx.now}::timestamptz`,
  );
}

export function updateCustomers(tx: Tx, ctx: Ctx, rows: readonly CustomerRow[]): Promise<void> {
  return update(tx, ctx, 'customers', rows, CUSTOMER, ['external_id']);
}
