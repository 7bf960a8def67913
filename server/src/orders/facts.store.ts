import { type SqlBool, sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import type {
  FoundOrder,
  LineFacts,
  OrderFacts,
  PaymentFacts,
  SerialSale,
  SwapVariant,
  VariantFacts,
} from './facts.ts';
import { emailKey, numberKey } from './keys.ts';

/**
 * An order with its lines, payments and deliveries, as returns, policies and money reckon with it.
 * With `lock` the order and its lines (by id) are held to the end of the transaction: call it before locking a return.
 *
 * Throws `order.not_found` for an id of another workspace or brand too.
 */
export async function orderForReturn(tx: Tx, ctx: Ctx, orderId: string, { lock = false } = {}): Promise<OrderFacts> {
  let find = tx
    .selectFrom('orders as o')
    .innerJoin('customers as c', (on) =>
      on.onRef('c.workspace_id', '=', 'o.workspace_id').onRef('c.id', '=', 'o.customer_id'),
    )
    .select([
      'o.id',
      'o.brand_id',
      'o.external_id',
      'o.number',
      'o.channel',
      'o.email',
      'o.address',
      'o.postal_key',
      'o.placed_at',
      'o.cancelled_at',
      'o.currency',
      'o.items_total',
      'o.discount_total',
      'o.shipping_total',
      'o.tax_total',
      'o.total',
      'c.id as customer_id',
      'c.name as customer_name',
      'c.email as customer_email',
      'c.phone as customer_phone',
      'c.language as customer_language',
      'c.address as customer_address',
    ])
    .where('o.workspace_id', '=', ctx.workspaceId)
    .where('o.id', '=', orderId);
  if (lock) find = find.forNoKeyUpdate('o');
  const found = await find.executeTakeFirst();
  if (!found) throw new Refusal('order.not_found');
  const { customer_id, customer_name, customer_email, customer_phone, customer_language, customer_address, ...order } =
    found;
  return {
    ...order,
    address: order.address as OrderFacts['address'],
    customer: {
      id: customer_id,
      name: customer_name,
      email: customer_email,
      phone: customer_phone,
      language: customer_language as OrderFacts['customer']['language'],
      address: customer_address as OrderFacts['address'],
    },
    lines: await linesOf(tx, ctx, orderId, lock),
    payments: (await paymentsOf(tx, ctx, orderId)).payments,
  };
}

async function linesOf(tx: Tx, ctx: Ctx, orderId: string, lock: boolean): Promise<LineFacts[]> {
  // Locked in the order of their ids, like everywhere; shown in the order's own.
  const { rows } = await sql<LineFacts>`
    select l.id, l.external_id, l.variant_id, l.sku, l.title, l.quantity, l.return_quantity, l.unit_price, l.discount, l.tax,
      l.final_sale or coalesce(v.final_sale, false) as final_sale, l.position,
      d.delivered_quantity, d.delivered_at, d.shipped_at, d.serials, d.batch,
      coalesce(p.category, 'general') as category, p.id as product_id, p.photo_file_id,
      v.warranty_months, v.weight_g, coalesce(v.lithium_battery, false) as lithium_battery,
      coalesce(v.hygiene, false) as hygiene, coalesce(v.recalled, false) as recalled,
      coalesce(v.tracks_serial, false) as tracks_serial, coalesce(v.tracks_batch, false) as tracks_batch
    from order_lines l
    left join variants v on v.workspace_id = l.workspace_id and v.id = l.variant_id
    left join products p on p.workspace_id = v.workspace_id and p.id = v.product_id
    cross join lateral (
      select coalesce(sum(fl.quantity) filter (where f.delivered_at is not null), 0)::int as delivered_quantity,
        max(f.delivered_at) as delivered_at, max(f.shipped_at) as shipped_at, max(fl.batch) as batch,
        coalesce((select array_agg(s) from fulfilment_lines x, unnest(x.serials) s
          where x.workspace_id = l.workspace_id and x.order_line_id = l.id), '{}') as serials
      from fulfilment_lines fl join fulfilments f on f.workspace_id = fl.workspace_id and f.id = fl.fulfilment_id
      where fl.workspace_id = l.workspace_id and fl.order_line_id = l.id
    ) d
    where l.workspace_id = ${ctx.workspaceId} and l.order_id = ${orderId}
    order by l.id ${lock ? sql`for no key update of l` : sql``}`.execute(tx);
  return rows.sort((a, b) => a.position - b.position);
}

/** What was paid for an order and what of it went back, in the order it was paid; and what the order came to. Throws `order.not_found`. */
export async function paymentsOf(
  tx: Tx,
  ctx: Ctx,
  orderId: string,
): Promise<{ payments: PaymentFacts[]; total: number; currency: string }> {
  const rows = await tx
    .selectFrom('orders as o')
    .leftJoin('payments as p', (on) =>
      on.onRef('p.workspace_id', '=', 'o.workspace_id').onRef('p.order_id', '=', 'o.id'),
    )
    .select([
      'o.total',
      'o.currency',
      'p.id',
      'p.external_id',
      'p.method',
      'p.label',
      'p.amount',
      'p.refunded',
      'p.paid_at',
    ])
    .where('o.workspace_id', '=', ctx.workspaceId)
    .where('o.id', '=', orderId)
    .orderBy('p.paid_at')
    .orderBy('p.id')
    .execute();
  if (!rows[0]) throw new Refusal('order.not_found');
  const { total, currency } = rows[0];
  const payments = rows.filter((row) => row.id !== null).map(({ total: _, ...payment }) => payment as PaymentFacts);
  return { payments, total, currency };
}

/** Orders a typed or scanned number may mean; several where brands or shops number alike. */
export async function findOrderByNumber(tx: Tx, ctx: Ctx, typed: string, brandId?: string): Promise<FoundOrder[]> {
  const key = numberKey(typed);
  if (key === '') return [];
  let find = tx
    .selectFrom('orders as o')
    .innerJoin('customers as c', (on) =>
      on.onRef('c.workspace_id', '=', 'o.workspace_id').onRef('c.id', '=', 'o.customer_id'),
    )
    .select([
      'o.id',
      'o.brand_id',
      'o.number',
      'o.customer_id',
      'o.email',
      'c.email as customer_email',
      'o.postal_key',
      'o.cancelled_at',
    ])
    .where('o.workspace_id', '=', ctx.workspaceId)
    .where('o.number_key', '=', key)
    .orderBy('o.placed_at', 'desc')
    .limit(20);
  if (brandId) find = find.where('o.brand_id', '=', brandId);
  const rows = await find.execute();
  return rows.map(({ email, customer_email, ...order }) => ({
    ...order,
    emails: [email, customer_email].filter((one) => one !== null).map(emailKey),
  }));
}

const variantFactsQuery = (ctx: Ctx, where: ReturnType<typeof sql<SqlBool>>) => sql<VariantFacts>`
  select v.id, v.brand_id, v.product_id, v.sku, v.title, p.title as product_title, p.title_zh as product_title_zh, p.category,
    v.options, v.upc, v.ean, v.asin, v.fnsku, v.price, v.unit_cost, v.currency, v.weight_g, v.tracks_serial, v.tracks_batch,
    v.warranty_months, v.lithium_battery, v.hygiene, v.final_sale, v.recalled,
    jsonb_build_object('A', v.resale_a, 'B', v.resale_b, 'C', v.resale_c, 'D', v.resale_d) as resale, p.photo_file_id
  from variants v join products p on p.workspace_id = v.workspace_id and p.id = v.product_id
  where v.workspace_id = ${ctx.workspaceId} and ${where}`;

/** Throws `variant.not_found`. */
export async function variantFacts(tx: Tx, ctx: Ctx, variantId: string): Promise<VariantFacts> {
  const { rows } = await variantFactsQuery(ctx, sql<SqlBool>`v.id = ${variantId}`).execute(tx);
  if (!rows[0]) throw new Refusal('variant.not_found');
  return rows[0];
}

/** Every variant a scanned code may mean (SKU, UPC, EAN, ASIN or FNSKU, whatever its case); an exact SKU comes first. */
export async function variantsByCode(tx: Tx, ctx: Ctx, code: string): Promise<VariantFacts[]> {
  const key = code.trim().toUpperCase();
  const { rows } = await variantFactsQuery(ctx, sql<SqlBool>`v.id in (select variants_with_code(${key}))`).execute(tx);
  const rank = (variant: VariantFacts) => (variant.sku === code.trim() ? 0 : variant.sku.toUpperCase() === key ? 1 : 2);
  return rows.sort((a, b) => rank(a) - rank(b));
}

/** The one variant a scanned code means, of `brandId` where it is known. Null where it means none, or several brands' own. */
export async function variantByCode(tx: Tx, ctx: Ctx, code: string, brandId?: string): Promise<VariantFacts | null> {
  const found = (await variantsByCode(tx, ctx, code)).filter((variant) => !brandId || variant.brand_id === brandId);
  const brands = new Set(found.map((variant) => variant.brand_id));
  return brands.size === 1 ? found[0]! : null;
}

/** The newest sale a serial number left with; null when it was never sold here. */
export async function serialSold(tx: Tx, ctx: Ctx, serial: string): Promise<SerialSale | null> {
  const typed = serial.trim();
  const spellings = [...new Set([typed, typed.toUpperCase(), typed.toLowerCase()])];
  const { rows } = await sql<SerialSale>`
    select o.id as order_id, l.id as order_line_id, o.number, o.brand_id, l.variant_id, l.sku, l.title, o.placed_at
    from order_lines l join orders o on o.workspace_id = l.workspace_id and o.id = l.order_id
    where l.workspace_id = ${ctx.workspaceId} and l.id in (select lines_with_serial(${spellings}))
    order by o.placed_at desc limit 1`.execute(tx);
  return rows[0] ?? null;
}

/**
 * Customers of a brand with one of these e-mail addresses (as `emailKey` writes them) or phone numbers (digits alone, in
 * the spellings people use), at most three: whoever asks wants the one.
 */
export async function customersAt(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  { emails, phones }: { emails: readonly string[]; phones: readonly string[] },
): Promise<string[]> {
  if (emails.length === 0 && phones.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select id from customers where workspace_id = ${ctx.workspaceId} and brand_id = ${brandId} and email_key = any (${emails}::text[])
    union select id from customers where workspace_id = ${ctx.workspaceId} and brand_id = ${brandId}
      and phone_digits <> '' and phone_digits = any (${phones}::text[])
    limit 3`.execute(tx);
  return rows.map(({ id }) => id);
}

/** What to call a customer, and whose they are; null for somebody unknown here. */
export async function customerNamed(
  tx: Tx,
  ctx: Ctx,
  id: string,
): Promise<{
  id: string;
  name: string;
  brand_id: string;
  email: string | null;
  phone: string | null;
  language: string;
} | null> {
  const row = await tx
    .selectFrom('customers')
    .select(['id', 'name', 'brand_id', 'email', 'phone', 'language'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** Variants of a brand by id, and all those of some products, for exchanging goods: none that was recalled. */
export async function variantsToSwap(
  tx: Tx,
  ctx: Ctx,
  of: { brandId: string; variantIds: readonly string[]; productIds: readonly string[] },
): Promise<SwapVariant[]> {
  if (of.variantIds.length === 0 && of.productIds.length === 0) return [];
  const { rows } = await sql<SwapVariant>`
    select v.id, v.product_id, v.sku, v.title, p.title as product_title, v.options, v.price, v.currency,
      coalesce(f.thumb_key, f.key) as photo_key
    from variants v join products p on p.workspace_id = v.workspace_id and p.id = v.product_id
    left join files f on f.workspace_id = p.workspace_id and f.id = p.photo_file_id
    where v.workspace_id = ${ctx.workspaceId} and v.brand_id = ${of.brandId} and not v.recalled
      and (v.id = any (${[...of.variantIds]}::uuid[]) or v.product_id = any (${[...of.productIds]}::uuid[]))
    order by p.title, v.title, v.sku`.execute(tx);
  return rows;
}
