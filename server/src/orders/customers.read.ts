/** Customers as lists and pages show them. */
import type { orders as api, BuyerLanguage, customer as customerShape } from '@recoup/contract';
import { type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import type { Ctx } from '../platform/ctx.ts';
import { pageOf, readCursor } from '../platform/cursor.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { customersMatching } from './customers.find.ts';
import { ordersOfCustomer } from './orders.read.ts';

export type Customer = z.output<typeof customerShape>;
type Query = z.output<typeof api.customers.query>;

/** Customers, newest first. */
export async function listCustomers(tx: Tx, ctx: Ctx, query: Query) {
  const where = [sql<SqlBool>`c.workspace_id = ${ctx.workspaceId}`];
  const brandId = query.brand_id ?? (ctx.actor.brandIds?.length === 1 ? ctx.actor.brandIds[0] : undefined);
  if (brandId) where.push(sql`c.brand_id = ${brandId}`);
  if (query.q) where.push(sql`c.id = any (${await customersMatching(tx, ctx, query.q)}::uuid[])`);
  const key = readCursor(query.cursor, ['at', 'id']);
  if (key) where.push(sql`(c.created_at, c.id) < (${key[0]}::timestamptz, ${key[1]}::uuid)`);
  const { rows } = await sql<{
    id: string;
    name: string;
    email: string | null;
    phone: string | null;
    brand_id: string;
    brand: string;
    orders: number;
    last_order_at: Date | null;
    sort: string;
  }>`
    with picked as materialized (
      select c.* from customers c where ${sql.join(where, sql` and `)} order by c.created_at desc, c.id desc limit ${query.limit + 1})
    select c.id, c.name, c.email, c.phone, c.brand_id, b.name as brand, o.orders, o.last_order_at, c.created_at::text as sort
    from picked c join brands b on b.workspace_id = c.workspace_id and b.id = c.brand_id
    cross join lateral (select count(*)::int as orders, max(placed_at) as last_order_at
      from orders x where x.workspace_id = c.workspace_id and x.customer_id = c.id) o
    order by c.created_at desc, c.id desc`.execute(tx);
  const page = pageOf(rows, query.limit, (row) => [row.sort, row.id]);
  return {
    rows: page.rows.map(({ brand_id, brand, sort: _, last_order_at, ...row }) => ({
      ...row,
      brand: { id: brand_id, name: brand },
      last_order_at: last_order_at?.toISOString() ?? null,
    })),
    next_cursor: page.next_cursor,
  };
}

const NEWEST_ORDERS = 100;

/** One customer with their newest orders. Throws `customer.not_found`. */
export async function readCustomer(tx: Tx, ctx: Ctx, id: string): Promise<Customer> {
  const { rows } = await sql<{
    name: string;
    email: string | null;
    phone: string | null;
    language: BuyerLanguage;
    address: Customer['address'];
    created_at: Date;
    brand_id: string;
    brand: string;
    orders_count: number;
    first_order_at: Date | null;
    returns_count: number;
    spent: Customer['spent'];
  }>`
    select c.name, c.email, c.phone, c.language, c.address, c.created_at, c.brand_id, b.name as brand,
      (select count(*)::int from returns r where r.workspace_id = c.workspace_id and r.customer_id = c.id) as returns_count,
      o.orders_count, o.first_order_at,
      coalesce((select jsonb_agg(jsonb_build_object('amount', s.amount, 'currency', s.currency) order by s.amount desc) from (
        select sum(x.total)::bigint as amount, x.currency from orders x
        where x.workspace_id = c.workspace_id and x.customer_id = c.id and x.cancelled_at is null group by x.currency) s), '[]') as spent
    from customers c join brands b on b.workspace_id = c.workspace_id and b.id = c.brand_id
    cross join lateral (select count(*)::int as orders_count, min(x.placed_at) as first_order_at
      from orders x where x.workspace_id = c.workspace_id and x.customer_id = c.id) o
    where c.workspace_id = ${ctx.workspaceId} and c.id = ${id}`.execute(tx);
  const row = rows[0];
  if (!row) throw new Refusal('customer.not_found');
  const { brand_id, brand, created_at, first_order_at, ...customer } = row;
  const since = first_order_at && first_order_at < created_at ? first_order_at : created_at;
  return {
    id,
    ...customer,
    brand: { id: brand_id, name: brand },
    since: since.toISOString(),
    orders: await ordersOfCustomer(tx, ctx, id, NEWEST_ORDERS),
  };
}
