/** Orders as lists and pages show them. */
import type { orders as api, orderRow } from '@recoup/contract';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import { brandOf } from '../accounts/index.ts';
import { addDays, startOfDay } from '../platform/clock.ts';
import type { Ctx } from '../platform/ctx.ts';
import { pageOf, readCursor } from '../platform/cursor.ts';
import type { Tx } from '../platform/db.ts';
import { fileUrlOr } from '../uploads/index.ts';
import { customersMatching } from './customers.find.ts';
import { afterPrefix, emailKey, numberKey } from './keys.ts';

export type OrderRow = z.output<typeof orderRow>;
type Query = z.output<typeof api.list.query>;
type Row = {
  id: string;
  number: string;
  brand_id: string;
  brand: string;
  channel: string;
  customer_id: string;
  customer: string;
  placed_at: Date;
  delivered_at: Date | null;
  cancelled_at: Date | null;
  total: number;
  currency: string;
  units: number;
  title: string;
  photo_key: string | null;
  returns: number;
  sort: string;
};

/**
 * Orders, newest first. The page of ids is found by an index of its own before anything else of an order is looked up,
 * so that a page costs the same whatever lies behind it.
 */
export async function listOrders(tx: Tx, ctx: Ctx, query: Query) {
  const where = [sql<SqlBool>`o.workspace_id = ${ctx.workspaceId}`, ...(await filters(tx, ctx, query))];
  const key = readCursor(query.cursor, ['at', 'id']);
  if (key) where.push(sql<SqlBool>`(o.placed_at, o.id) < (${key[0]}::timestamptz, ${key[1]}::uuid)`);
  const picked = sql`
    select o.id, o.workspace_id, o.brand_id, o.customer_id, o.number, o.channel, o.placed_at, o.cancelled_at, o.total, o.currency
    from orders o where ${sql.join(where, sql` and `)} order by o.placed_at desc, o.id desc limit ${query.limit + 1}`;
  const rows = await withFaces(tx, picked);
  const page = pageOf(rows, query.limit, (row) => [row.sort, row.id]);
  return { rows: page.rows.map((row) => shown(ctx, row)), next_cursor: page.next_cursor };
}

/** The newest orders of one customer. */
export async function ordersOfCustomer(tx: Tx, ctx: Ctx, customerId: string, limit: number): Promise<OrderRow[]> {
  const rows = await withFaces(
    tx,
    sql`select * from orders where workspace_id = ${ctx.workspaceId} and customer_id = ${customerId} order by placed_at desc, id desc limit ${limit}`,
  );
  return rows.map((row) => shown(ctx, row));
}

// How many returns an order has is read from the returns' table, and written only there.
async function withFaces(tx: Tx, picked: RawBuilder<unknown>): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with picked as materialized (${picked})
    select o.id, o.number, o.brand_id, b.name as brand, o.channel, o.customer_id, c.name as customer, o.placed_at, o.cancelled_at,
      o.total, o.currency, l.units, l.title, coalesce(f.thumb_key, f.key) as photo_key, d.delivered_at, r.returns, o.placed_at::text as sort
    from picked o
    join brands b on b.workspace_id = o.workspace_id and b.id = o.brand_id
    join customers c on c.workspace_id = o.workspace_id and c.id = o.customer_id
    cross join lateral (
      select coalesce(sum(x.quantity), 0)::int as units, coalesce((array_agg(x.title order by x.position, x.id))[1], '') as title,
        (array_agg(x.variant_id order by x.position, x.id))[1] as variant_id
      from order_lines x where x.workspace_id = o.workspace_id and x.order_id = o.id) l
    cross join lateral (select max(x.delivered_at) as delivered_at from fulfilments x where x.workspace_id = o.workspace_id and x.order_id = o.id) d
    cross join lateral (select count(*)::int as returns from returns x where x.workspace_id = o.workspace_id and x.order_id = o.id) r
    left join variants v on v.workspace_id = o.workspace_id and v.id = l.variant_id
    left join products p on p.workspace_id = v.workspace_id and p.id = v.product_id
    left join files f on f.workspace_id = p.workspace_id and f.id = p.photo_file_id
    order by o.placed_at desc, o.id desc`.execute(tx);
  return rows;
}

function shown(ctx: Ctx, row: Row): OrderRow {
  return {
    id: row.id,
    number: row.number,
    brand: { id: row.brand_id, name: row.brand },
    channel: row.channel,
    customer: { id: row.customer_id, name: row.customer },
    placed_at: row.placed_at.toISOString(),
    delivered_at: row.delivered_at?.toISOString() ?? null,
    cancelled_at: row.cancelled_at?.toISOString() ?? null,
    total: { amount: row.total, currency: row.currency },
    units: row.units,
    title: row.title,
    photo_url: fileUrlOr(ctx, row.photo_key),
    returns: row.returns,
  };
}

async function filters(tx: Tx, ctx: Ctx, query: Query): Promise<RawBuilder<SqlBool>[]> {
  const where: RawBuilder<SqlBool>[] = [];
  // Row-level security would hold back other brands' rows only after reading them; an index on the brand passes them by.
  const brandId = query.brand_id ?? (ctx.actor.brandIds?.length === 1 ? ctx.actor.brandIds[0] : undefined);
  if (brandId) where.push(sql`o.brand_id = ${brandId}`);
  if (query.customer_id) where.push(sql`o.customer_id = ${query.customer_id}`);
  if (query.channel) where.push(sql`o.channel = ${query.channel}`);
  if (query.placed_from || query.placed_to) {
    const zone = brandId ? (await brandOf(tx, brandId)).timeZone : 'UTC';
    if (query.placed_from) where.push(sql`o.placed_at >= ${startOfDay(zone, query.placed_from)}`);
    if (query.placed_to) where.push(sql`o.placed_at < ${startOfDay(zone, addDays(query.placed_to, 1))}`);
  }
  if (query.delivered) {
    const delivered = sql<SqlBool>`exists (select from fulfilments x where x.workspace_id = o.workspace_id and x.order_id = o.id and x.delivered_at is not null)`;
    where.push(query.delivered === 'yes' ? delivered : sql`not ${delivered}`);
  }
  if (query.q) where.push(await matching(tx, ctx, query.q));
  return where;
}

/** By the beginning of the order's number or e-mail, or by a customer whose name or e-mail begins so. */
async function matching(tx: Tx, ctx: Ctx, q: string): Promise<RawBuilder<SqlBool>> {
  const ways: RawBuilder<SqlBool>[] = [];
  const number = numberKey(q);
  const email = emailKey(q);
  if (number !== '') ways.push(sql`(o.number_key >= ${number} and o.number_key < ${afterPrefix(number)})`);
  ways.push(sql`(o.email_key >= ${email} and o.email_key < ${afterPrefix(email)})`);
  const customers = await customersMatching(tx, ctx, q);
  if (customers.length > 0) ways.push(sql`o.customer_id = any (${customers}::uuid[])`);
  return sql`(${sql.join(ways, sql` or `)})`;
}
