import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { FulfilmentDraft, LineDraft, OrderDraft, PaymentDraft } from './order-draft.ts';
import type { StoredFulfilment, StoredLine, StoredOrder, StoredPayment } from './reconcile-order.ts';
import { type Column, nameList, rowset, selectList, setList } from './rowset.ts';

/** Loads of one brand take turns, batch by batch, so that two of the same orders at once cannot both find none there. */
export async function takeTurn(tx: Tx, ctx: Ctx, brandId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`orders.bulk:${ctx.workspaceId}:${brandId}`}, 0))`.execute(
    tx,
  );
}

/** The orders of these external ids as they stand, held to the end of the transaction: orders first, then lines by id. */
export async function storedOrders(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  externalIds: string[],
): Promise<Map<string, StoredOrder>> {
  const { rows: orders } = await sql<Omit<StoredOrder, 'lines' | 'payments' | 'fulfilments'>>`
    select id, external_id, number, number_key, channel, customer_id, email, address, postal_key, placed_at, cancelled_at, cancelled_by is not null as called_off, currency,
      items_total, discount_total, shipping_total, tax_total, total
    from orders where workspace_id = ${ctx.workspaceId} and brand_id = ${brandId} and external_id = any (${externalIds}::text[])
    order by id for no key update`.execute(tx);
  if (orders.length === 0) return new Map();
  const ids = orders.map(({ id }) => id);
  const lines = await storedLines(tx, ctx, ids);
  const payments = await storedPayments(tx, ctx, ids);
  const fulfilments = await storedFulfilments(tx, ctx, ids);
  return new Map(
    orders.map((order) => [
      order.external_id,
      {
        ...order,
        lines: lines.get(order.id) ?? [],
        payments: payments.get(order.id) ?? [],
        fulfilments: fulfilments.get(order.id) ?? [],
      },
    ]),
  );
}

async function storedLines(tx: Tx, ctx: Ctx, orderIds: string[]) {
  const { rows } = await sql<StoredLine & { order_id: string }>`
    select l.id, l.order_id, l.external_id, l.variant_id, l.sku, l.title, l.quantity, l.unit_price, l.discount, l.tax, l.final_sale, l.position,
      l.return_quantity, exists (select from return_lines r where r.workspace_id = l.workspace_id and r.order_line_id = l.id) as in_return
    from order_lines l where l.workspace_id = ${ctx.workspaceId} and l.order_id = any (${orderIds}::uuid[])
    order by l.id for no key update of l`.execute(tx);
  return Map.groupBy(rows, (row) => row.order_id);
}

async function storedPayments(tx: Tx, ctx: Ctx, orderIds: string[]) {
  const { rows } = await sql<StoredPayment & { order_id: string }>`
    select p.id, p.order_id, p.external_id, p.method, p.label, p.amount, p.refunded, p.currency, p.paid_at,
      exists (select from refunds r where r.workspace_id = p.workspace_id and r.order_id = p.order_id and r.payment_id = p.id) as in_refund
    from payments p where p.workspace_id = ${ctx.workspaceId} and p.order_id = any (${orderIds}::uuid[]) and p.charge_id is null
    order by p.id for no key update of p`.execute(tx);
  return Map.groupBy(rows, (row) => row.order_id);
}

async function storedFulfilments(tx: Tx, ctx: Ctx, orderIds: string[]) {
  type Row = Omit<StoredFulfilment, 'lines'> & { order_id: string; lines: StoredFulfilment['lines'] | null };
  const { rows } = await sql<Row>`
    select f.id, f.order_id, f.external_id, f.carrier, f.tracking, f.shipped_at, f.delivered_at,
      (select jsonb_agg(jsonb_build_object('order_line_id', l.order_line_id, 'quantity', l.quantity, 'serials', l.serials, 'batch', l.batch))
        from fulfilment_lines l where l.workspace_id = f.workspace_id and l.fulfilment_id = f.id) as lines
    from fulfilments f where f.workspace_id = ${ctx.workspaceId} and f.order_id = any (${orderIds}::uuid[])`.execute(
    tx,
  );
  return Map.groupBy(
    rows.map((row) => ({ ...row, lines: row.lines ?? [] })),
    (row) => row.order_id,
  );
}

export async function variantsBySku(tx: Tx, ctx: Ctx, brandId: string, skus: string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ sku: string; id: string }>`
    select sku, id from variants where workspace_id = ${ctx.workspaceId} and brand_id = ${brandId} and sku = any (${skus}::text[])`.execute(
    tx,
  );
  return new Map(rows.map(({ sku, id }) => [sku, id]));
}

export type OrderRow = OrderDraft & { id: string; customer_id: string };
export type LineRow = LineDraft & { id: string; order_id: string; variant_id: string | null };
export type PaymentRow = PaymentDraft & { id: string; order_id: string };
export type FulfilmentRow = FulfilmentDraft & { id: string; order_id: string };
export type FulfilmentLineRow = {
  fulfilment_id: string;
  order_line_id: string;
  quantity: number;
  serials: string[];
  batch: string | null;
};

const ORDER: Column<OrderRow>[] = [
  ['id', 'uuid', (o) => o.id],
  ['external_id', 'text', (o) => o.external_id],
  ['number', 'text', (o) => o.number],
  ['number_key', 'text', (o) => o.number_key],
  ['channel', 'text', (o) => o.channel],
  ['customer_id', 'uuid', (o) => o.customer_id],
  ['email', 'text', (o) => o.email],
  ['email_key', 'text', (o) => o.email_key],
  ['address', 'jsonb', (o) => o.address],
  ['postal_key', 'text', (o) => o.postal_key],
  ['placed_at', 'timestamptz', (o) => o.placed_at],
  ['cancelled_at', 'timestamptz', (o) => o.cancelled_at],
  ['currency', 'text', (o) => o.currency],
  ['items_total', 'bigint', (o) => o.items_total],
  ['discount_total', 'bigint', (o) => o.discount_total],
  ['shipping_total', 'bigint', (o) => o.shipping_total],
  ['tax_total', 'bigint', (o) => o.tax_total],
  ['total', 'bigint', (o) => o.total],
];
const LINE: Column<LineRow>[] = [
  ['id', 'uuid', (l) => l.id],
  ['order_id', 'uuid', (l) => l.order_id],
  ['external_id', 'text', (l) => l.external_id],
  ['variant_id', 'uuid', (l) => l.variant_id],
  ['sku', 'text', (l) => l.sku],
  ['title', 'text', (l) => l.title],
  ['quantity', 'int', (l) => l.quantity],
  ['unit_price', 'bigint', (l) => l.unit_price],
  ['discount', 'bigint', (l) => l.discount],
  ['tax', 'bigint', (l) => l.tax],
  ['final_sale', 'boolean', (l) => l.final_sale],
  ['position', 'int', (l) => l.position],
];
const PAYMENT: Column<PaymentRow>[] = [
  ['id', 'uuid', (p) => p.id],
  ['order_id', 'uuid', (p) => p.order_id],
  ['external_id', 'text', (p) => p.external_id],
  ['method', 'text', (p) => p.method],
  ['label', 'text', (p) => p.label],
  ['amount', 'bigint', (p) => p.amount],
  ['refunded', 'bigint', (p) => p.refunded],
  ['currency', 'text', (p) => p.currency],
  ['paid_at', 'timestamptz', (p) => p.paid_at],
];
const FULFILMENT: Column<FulfilmentRow>[] = [
  ['id', 'uuid', (f) => f.id],
  ['order_id', 'uuid', (f) => f.order_id],
  ['external_id', 'text', (f) => f.external_id],
  ['carrier', 'text', (f) => f.carrier],
  ['tracking', 'text', (f) => f.tracking],
  ['shipped_at', 'timestamptz', (f) => f.shipped_at],
  ['delivered_at', 'timestamptz', (f) => f.delivered_at],
];
const FULFILMENT_LINE: Column<FulfilmentLineRow>[] = [
  ['fulfilment_id', 'uuid', (l) => l.fulfilment_id],
  ['order_line_id', 'uuid', (l) => l.order_line_id],
  ['quantity', 'int', (l) => l.quantity],
  ['serials', 'text[]', (l) => l.serials],
  ['batch', 'text', (l) => l.batch],
];

/** What a batch of orders writes, table by table. */
export type OrderWrites = {
  orders: { insert: OrderRow[]; update: OrderRow[] };
  lines: { insert: LineRow[]; update: LineRow[]; remove: string[] };
  payments: { insert: PaymentRow[]; update: PaymentRow[]; remove: string[] };
  fulfilments: { insert: FulfilmentRow[]; update: FulfilmentRow[]; remove: string[]; relined: string[] };
  fulfilmentLines: FulfilmentLineRow[];
};

/**
 * Writes a batch. What changed or went away takes a statement a table and kind, where there is any; all that is new, the
 * customers too, goes in one statement: its keys are checked when all of it is there.
 */
export async function writeOrders(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  writes: OrderWrites,
  newCustomers: Insert | null,
): Promise<void> {
  const { orders, lines, payments, fulfilments, fulfilmentLines } = writes;
  // An order may have gone over to a customer who is new.
  const customersFirst = orders.update.length > 0;
  if (customersFirst) await insertAll(tx, [newCustomers]);
  await update(tx, ctx, 'orders', orders.update, ORDER, ['external_id'], sql`, updated_at = ${ctx.now}`);
  await sweep(tx, ctx, 'fulfilment_lines', 'fulfilment_id', fulfilments.relined);
  await sweep(tx, ctx, 'fulfilments', 'id', fulfilments.remove);
  await sweep(tx, ctx, 'order_lines', 'id', lines.remove);
  await sweep(tx, ctx, 'payments', 'id', payments.remove);
  await update(tx, ctx, 'order_lines', lines.update, LINE, ['external_id', 'order_id']);
  await update(tx, ctx, 'payments', payments.update, PAYMENT, ['external_id', 'order_id']);
  await update(tx, ctx, 'fulfilments', fulfilments.update, FULFILMENT, ['external_id', 'order_id']);
  const made = sql`, brand_id, created_at, updated_at`;
  const madeValues = sql`, ${brandId}::uuid, ${ctx.now}::timestamptz, ${ctx.now}::timestamptz`;
  await insertAll(tx, [
    customersFirst ? null : newCustomers,
    inserted(ctx, 'orders', orders.insert, ORDER, made, madeValues),
    inserted(ctx, 'order_lines', lines.insert, LINE),
    inserted(ctx, 'payments', payments.insert, PAYMENT),
    inserted(ctx, 'fulfilments', fulfilments.insert, FULFILMENT),
    inserted(ctx, 'fulfilment_lines', fulfilmentLines, FULFILMENT_LINE),
  ]);
}

const NOTHING = sql``;

/** An insert that is ready to be sent. */
export type Insert = RawBuilder<unknown>;

/** The insert of rows into a table of this workspace; `more` and `moreValues` are columns that are the same for all. Null for no rows. */
export function inserted<R>(
  ctx: Ctx,
  table: string,
  rows: readonly R[],
  columns: readonly Column<R>[],
  more: RawBuilder<unknown> = NOTHING,
  moreValues: RawBuilder<unknown> = NOTHING,
): Insert | null {
  if (rows.length === 0) return null;
  return sql`insert into ${sql.table(table)} (workspace_id, ${nameList(columns)}${more})
    select ${ctx.workspaceId}::uuid, ${selectList(columns)}${moreValues} from ${rowset(rows, columns)}`;
}

/** Sends inserts as one statement. */
export async function insertAll(tx: Tx, inserts: readonly (Insert | null)[]): Promise<void> {
  const [last, ...before] = inserts.filter((one) => one !== null).reverse();
  if (!last) return;
  const steps = before.reverse().map((one, i) => sql`${sql.ref(`step_${i}`)} as (${one})`);
  await (steps.length === 0 ? last : sql`with ${sql.join(steps)} ${last}`).execute(tx);
}

/** Updates rows of a table of this workspace by id, all columns but `except`. */
export async function update<R>(
  tx: Tx,
  ctx: Ctx,
  table: string,
  rows: readonly R[],
  columns: readonly Column<R>[],
  except: readonly string[],
  more: RawBuilder<unknown> = NOTHING,
): Promise<void> {
  if (rows.length === 0) return;
  await sql`update ${sql.table(table)} t set ${setList(columns, ['id', ...except])}${more}
    from ${rowset(rows, columns)} where t.workspace_id = ${ctx.workspaceId} and t.id = rows.id`.execute(tx);
}

async function sweep(tx: Tx, ctx: Ctx, table: string, column: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from ${sql.table(table)} where workspace_id = ${ctx.workspaceId} and ${sql.ref(column)} = any (${ids}::uuid[])`.execute(
    tx,
  );
}
