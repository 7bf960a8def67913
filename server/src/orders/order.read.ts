/** One order as its page shows it. */
import type { Order, TimelineEvent } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { fileUrlOr } from '../uploads/index.ts';
import { orderForReturn } from './facts.store.ts';

const TIMELINE = 400;

/** An order with its lines, payments, deliveries and everything that happened about it. Throws `order.not_found`. */
export async function readOrder(tx: Tx, ctx: Ctx, id: string): Promise<Order> {
  const order = await orderForReturn(tx, ctx, id);
  const rest = await restOf(tx, ctx, id, order.brand_id);
  const photos = await photoKeys(
    tx,
    ctx,
    order.lines.map((line) => line.photo_file_id),
  );
  const money = (amount: number) => ({ amount, currency: order.currency });
  return {
    id,
    number: order.number,
    external_id: order.external_id,
    brand: { id: order.brand_id, name: rest.brand },
    channel: order.channel,
    customer: {
      id: order.customer.id,
      name: order.customer.name,
      email: order.email ?? order.customer.email,
      phone: order.customer.phone,
      language: order.customer.language,
    },
    address: order.address,
    placed_at: order.placed_at.toISOString(),
    cancelled_at: order.cancelled_at?.toISOString() ?? null,
    items_total: money(order.items_total),
    discount_total: money(order.discount_total),
    shipping_total: money(order.shipping_total),
    tax_total: money(order.tax_total),
    total: money(order.total),
    lines: order.lines.map((line) => ({
      id: line.id,
      variant_id: line.variant_id,
      sku: line.sku,
      title: line.title,
      photo_url: fileUrlOr(ctx, photos.get(line.photo_file_id ?? '') ?? null),
      category: line.category,
      quantity: line.quantity,
      return_quantity: line.return_quantity,
      unit_price: money(line.unit_price),
      discount: money(line.discount),
      tax: money(line.tax),
      final_sale: line.final_sale,
      delivered_at: line.delivered_at?.toISOString() ?? null,
      serials: line.serials,
      batch: line.batch,
    })),
    payments: order.payments.map(({ id, method, label, amount, refunded, currency, paid_at }) => ({
      id,
      method,
      label,
      amount: { amount, currency },
      refunded: { amount: refunded, currency },
      paid_at: paid_at.toISOString(),
    })),
    fulfilments: rest.fulfilments.map(({ shipped_at, delivered_at, ...fulfilment }) => ({
      ...fulfilment,
      shipped_at: shipped_at && new Date(shipped_at).toISOString(),
      delivered_at: delivered_at && new Date(delivered_at).toISOString(),
    })),
    timeline: rest.timeline.map((event) => ({ ...event, at: new Date(event.at).toISOString() })),
  };
}

type Rest = { brand: string; fulfilments: Order['fulfilments']; timeline: TimelineEvent[] };

async function restOf(tx: Tx, ctx: Ctx, orderId: string, brandId: string): Promise<Rest> {
  const { rows } = await sql<Rest>`
    select b.name as brand,
      coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'carrier', f.carrier, 'tracking', f.tracking, 'shipped_at', f.shipped_at,
          'delivered_at', f.delivered_at) order by f.shipped_at, f.id)
        from fulfilments f where f.workspace_id = b.workspace_id and f.order_id = ${orderId}), '[]') as fulfilments,
      coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'at', e.at, 'type', e.type, 'subject_kind', e.subject_kind,
          'subject_id', e.subject_id, 'actor', e.actor, 'data', e.data) order by e.id desc)
        from (select * from events e where e.workspace_id = ${ctx.workspaceId} and e.order_id = ${orderId} order by e.id desc limit ${TIMELINE}) e), '[]') as timeline
    from brands b where b.workspace_id = ${ctx.workspaceId} and b.id = ${brandId}`.execute(tx);
  return rows[0]!;
}

async function photoKeys(tx: Tx, ctx: Ctx, fileIds: readonly (string | null)[]): Promise<Map<string, string>> {
  const ids = [...new Set(fileIds.filter((id) => id !== null))];
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('files')
    .select((eb) => ['id', eb.fn.coalesce('thumb_key', 'key').as('key')])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, key }) => [id, key]));
}
