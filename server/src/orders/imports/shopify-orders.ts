/** Shopify's orders as its Admin REST API gives them (2024-10): https://shopify.dev/docs/api/admin-rest/latest/resources/order */
import { z } from 'zod';
import { readAmount } from './amounts.ts';
import {
  assumedDelivery,
  type FulfilmentSent,
  type LineSent,
  type OrderSent,
  type PaymentSent,
  type Reading,
} from './record.ts';
import { shaped, text } from './shopify-shape.ts';
import { addressOf, channelOf, languageOf } from './words.ts';

export const address = z
  .object({
    name: text,
    address1: text,
    address2: text,
    city: text,
    province: text,
    province_code: text,
    zip: text,
    country: text,
    country_code: text,
    phone: text,
  })
  .nullish();
const taxLines = z.array(z.object({ price: text })).nullish();
const orderShape = z.object({
  id: text,
  name: text,
  order_number: text,
  email: text,
  contact_email: text,
  phone: text,
  currency: text,
  created_at: text,
  cancelled_at: text,
  source_name: text,
  customer_locale: text,
  taxes_included: z.boolean().nullish(),
  financial_status: text,
  total_price: text,
  total_outstanding: text,
  payment_gateway_names: z.array(text).nullish(),
  customer: z
    .object({ id: text, first_name: text, last_name: text, email: text, phone: text, default_address: address })
    .nullish(),
  shipping_address: address,
  billing_address: address,
  shipping_lines: z.array(z.object({ price: text, discounted_price: text, tax_lines: taxLines })).nullish(),
  line_items: z.array(
    z.object({
      id: text,
      sku: text,
      name: text,
      title: text,
      variant_id: text,
      quantity: z.number(),
      price: text,
      total_discount: text,
      discount_allocations: z.array(z.object({ amount: text })).nullish(),
      tax_lines: taxLines,
    }),
  ),
  fulfillments: z
    .array(
      z.object({
        id: text,
        status: text,
        created_at: text,
        updated_at: text,
        shipment_status: text,
        tracking_company: text,
        tracking_number: text,
        line_items: z.array(z.object({ id: text, quantity: z.number() })).nullish(),
      }),
    )
    .nullish(),
  transactions: z
    .array(
      z.object({
        id: text,
        kind: text,
        status: text,
        gateway: text,
        amount: text,
        parent_id: text,
        processed_at: text,
        created_at: text,
      }),
    )
    .nullish(),
  refunds: z
    .array(z.object({ transactions: z.array(z.object({ kind: text, status: text, amount: text })).nullish() }))
    .nullish(),
});
type ShopifyOrder = z.output<typeof orderShape>;

/** Makes our order of Shopify's. Throws a RowRefusal where the object is no such order. */
export function orderFromShopify(value: unknown, reading: Reading): OrderSent {
  const order = shaped(orderShape, value, 'import.no_shopify_order');
  const currency = order.currency || reading.currency;
  const money = (amount: string, field: string) => (amount === '' ? 0 : readAmount(amount, currency, field));
  const placed = timeOf(order.created_at);
  const lines = linesOf(order, money);
  const email = order.email || order.contact_email || order.customer?.email || undefined;
  const shipTo = addressFrom(order.shipping_address);
  const name = [order.customer?.first_name, order.customer?.last_name].filter(Boolean).join(' ');
  return {
    external_id: order.id,
    number: order.name || order.order_number,
    channel: channelOf(order.source_name),
    placed_at: placed?.toISOString() ?? order.created_at,
    cancelled_at: timeOf(order.cancelled_at)?.toISOString(),
    currency,
    email,
    address: shipTo,
    customer: {
      external_id: order.customer?.id || undefined,
      name: name || order.shipping_address?.name || order.billing_address?.name || email || order.name,
      email: order.customer?.email || email,
      phone: order.customer?.phone || order.phone || order.shipping_address?.phone || undefined,
      language: languageOf(order.customer_locale),
      address: shipTo ?? addressFrom(order.customer?.default_address),
    },
    shipping: shippingOf(order, money),
    lines,
    payments: paymentsOf(order, money),
    fulfilments: placed ? fulfilmentsOf(order, lines, placed, reading) : [],
  };
}

type Money = (amount: string, field: string) => number;

function linesOf(order: ShopifyOrder, money: Money): LineSent[] {
  return order.line_items.map((line, i) => {
    const at = `line_items.${i}`;
    const allocated = line.discount_allocations?.map((part) => money(part.amount, `${at}.discount_allocations`));
    const unit_price = money(line.price, `${at}.price`);
    // Where a discount was allotted to lines it is all in the allocations, the line's own and the order's.
    const discount = allocated?.length ? sum(allocated) : money(line.total_discount, `${at}.total_discount`);
    const title = (line.name || line.title || line.sku).slice(0, 200);
    return {
      external_id: line.id || String(i),
      sku: (line.sku || line.variant_id || title).slice(0, 80),
      title,
      quantity: line.quantity,
      unit_price,
      discount: Math.min(discount, unit_price * line.quantity),
      tax: order.taxes_included ? 0 : taxOf(line.tax_lines, money, at),
    };
  });
}

/** What was charged for shipping, with the tax on it: our tax belongs to goods. */
function shippingOf(order: ShopifyOrder, money: Money): number {
  return sum(
    (order.shipping_lines ?? []).map((line, i) => {
      const at = `shipping_lines.${i}`;
      const tax = order.taxes_included ? 0 : taxOf(line.tax_lines, money, at);
      return money(line.discounted_price || line.price, `${at}.price`) + tax;
    }),
  );
}

function taxOf(lines: z.output<typeof taxLines>, money: Money, at: string): number {
  return sum((lines ?? []).map((line) => money(line.price, `${at}.tax_lines`)));
}

const PAID = new Set(['paid', 'partially_refunded', 'refunded', 'partially_paid']);

/** The payments themselves where the file has them; else one that comes to what was paid. */
function paymentsOf(order: ShopifyOrder, money: Money): PaymentSent[] {
  const done = (order.transactions ?? []).filter((one) => one.status === 'success');
  const takings = done.filter((one) => one.kind === 'sale' || one.kind === 'capture');
  if (takings.length > 0) {
    const returned = done.filter((one) => one.kind === 'refund');
    return takings.map((one, i) => {
      const amount = money(one.amount, `transactions.${i}.amount`);
      const back = returned.filter((refund) => refund.parent_id === one.id || takings.length === 1);
      return {
        external_id: one.id,
        method: (one.gateway || 'shopify').slice(0, 40),
        label: (one.gateway || 'Shopify').slice(0, 80),
        amount,
        refunded: Math.min(amount, sum(back.map((refund) => money(refund.amount, 'transactions.amount')))),
        paid_at: timeOf(one.processed_at || one.created_at)?.toISOString(),
      };
    });
  }
  if (!PAID.has(order.financial_status)) return [];
  const amount = money(order.total_price, 'total_price') - money(order.total_outstanding, 'total_outstanding');
  if (amount <= 0) return [];
  const gateway = order.payment_gateway_names?.filter(Boolean).join(' + ') || 'shopify';
  const back = (order.refunds ?? [])
    .flatMap((refund) => refund.transactions ?? [])
    .filter((one) => one.kind === 'refund' && one.status === 'success')
    .map((one) => money(one.amount, 'refunds.transactions.amount'));
  const refunded = Math.min(amount, sum(back));
  return [{ external_id: 'payment', method: gateway.slice(0, 40), label: gateway.slice(0, 80), amount, refunded }];
}

function fulfilmentsOf(
  order: ShopifyOrder,
  lines: readonly LineSent[],
  placed: Date,
  reading: Reading,
): FulfilmentSent[] {
  const known = new Set(lines.map((line) => line.external_id));
  return (order.fulfillments ?? [])
    .filter(({ status }) => !['cancelled', 'error', 'failure'].includes(status))
    .flatMap((one, i) => {
      const parts = (one.line_items ?? []).filter((line) => known.has(line.id) && line.quantity > 0);
      if (parts.length === 0) return [];
      const shipped = timeOf(one.created_at);
      const delivered =
        one.shipment_status === 'delivered' ? timeOf(one.updated_at) : assumedDelivery(placed, shipped, reading);
      return [
        {
          external_id: one.id || String(i),
          carrier: one.tracking_company.slice(0, 40) || undefined,
          tracking: one.tracking_number.slice(0, 80) || undefined,
          shipped_at: shipped?.toISOString(),
          delivered_at: delivered?.toISOString(),
          lines: parts.map((line) => ({ line_external_id: line.id, quantity: line.quantity })),
        },
      ];
    });
}

function addressFrom(from: z.output<typeof address>) {
  if (!from) return undefined;
  return addressOf({
    name: from.name,
    line1: from.address1,
    line2: from.address2,
    city: from.city,
    region: from.province_code || from.province,
    postal_code: from.zip,
    country: from.country_code || from.country,
    phone: from.phone,
  });
}

function timeOf(written: string): Date | null {
  const at = written === '' ? null : new Date(written);
  return at && !Number.isNaN(at.getTime()) ? at : null;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((a, b) => a + b, 0);
}
