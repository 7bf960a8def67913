import { type Address, type OrderInput, orderInput } from '@recoup/contract';
import { emailKey, numberKey, postalKey } from '../keys.ts';
import { isCurrency, isSensibleTime, MOST_MONEY } from './bounds.ts';
import { type CustomerDraft, customerDraft } from './customer-draft.ts';
import { RowRefusal, readRow } from './rows.ts';

export type LineDraft = {
  external_id: string;
  sku: string;
  title: string;
  quantity: number;
  unit_price: number;
  discount: number;
  tax: number;
  final_sale: boolean;
  position: number;
};
export type PaymentDraft = {
  external_id: string;
  method: string;
  label: string;
  amount: number;
  /** What the shop says has gone back already. */
  refunded: number;
  currency: string;
  paid_at: Date;
};
export type FulfilmentLineDraft = { line: string; quantity: number; serials: string[]; batch: string | null };
export type FulfilmentDraft = {
  external_id: string;
  carrier: string | null;
  tracking: string | null;
  shipped_at: Date | null;
  delivered_at: Date | null;
  lines: FulfilmentLineDraft[];
};
export type OrderDraft = {
  row: number;
  external_id: string;
  number: string;
  number_key: string;
  channel: string;
  email: string | null;
  email_key: string | null;
  address: Address | null;
  postal_key: string | null;
  placed_at: Date;
  cancelled_at: Date | null;
  currency: string;
  items_total: number;
  discount_total: number;
  shipping_total: number;
  tax_total: number;
  total: number;
  customer: CustomerDraft;
  lines: LineDraft[];
  payments: PaymentDraft[];
  fulfilments: FulfilmentDraft[];
};

/**
 * Makes of a row what would be written of it, with its totals: total = items − discounts + shipping + tax, in minor
 * units of the order's currency. Throws a RowRefusal for what the contract's schema or the order's own sums forbid.
 */
export function orderDraft(row: number, value: unknown): OrderDraft {
  const input = readRow(orderInput, value);
  const number_key = numberKey(input.number);
  if (number_key === '') throw new RowRefusal('order.number', 'number', 'number has no letter or digit');
  if (!isCurrency(input.currency)) {
    throw new RowRefusal('order.currency_unknown', 'currency', `${input.currency} is no currency of ISO 4217`);
  }
  const placed_at = time(input.placed_at, 'placed_at');
  const lines = linesOf(input);
  const email = input.email ?? input.customer.email ?? null;
  return {
    row,
    external_id: input.external_id,
    number: input.number,
    number_key,
    channel: input.channel,
    email,
    email_key: email === null ? null : emailKey(email),
    address: input.address ?? null,
    postal_key: input.address ? postalKey(input.address.postal_code) : null,
    placed_at,
    cancelled_at: maybeTime(input.cancelled_at, 'cancelled_at'),
    currency: input.currency,
    ...totalsOf(lines, input.shipping),
    customer: customerDraft(input.customer, value, `order:${input.external_id}`),
    lines,
    payments: paymentsOf(input, placed_at),
    fulfilments: fulfilmentsOf(input, lines),
  };
}

type Totals = Pick<OrderDraft, 'items_total' | 'discount_total' | 'shipping_total' | 'tax_total' | 'total'>;

/** Throws a RowRefusal where the order comes to more than an amount on the wire can be. */
export function totalsOf(lines: readonly LineDraft[], shipping: number): Totals {
  let items = 0;
  let discount = 0;
  let tax = 0;
  for (const line of lines) {
    items += line.unit_price * line.quantity;
    discount += line.discount;
    tax += line.tax;
  }
  const total = items - discount + shipping + tax;
  if (items > MOST_MONEY || total > MOST_MONEY) {
    throw new RowRefusal('order.total_too_large', null, `the order comes to more than ${MOST_MONEY} minor units`);
  }
  return { items_total: items, discount_total: discount, shipping_total: shipping, tax_total: tax, total };
}

function linesOf(input: OrderInput): LineDraft[] {
  onlyOnce(input.lines, 'lines');
  return input.lines.map((line, position) => {
    if (line.discount > line.unit_price * line.quantity) {
      const field = `lines.${position}.discount`;
      throw new RowRefusal('order.discount_above_price', field, `${field} is more than the line's price`);
    }
    return { ...line, position };
  });
}

function paymentsOf(input: OrderInput, placed_at: Date): PaymentDraft[] {
  onlyOnce(input.payments, 'payments');
  return input.payments.map(({ paid_at, ...payment }, i) => {
    if (payment.refunded > payment.amount) {
      const field = `payments.${i}.refunded`;
      throw new RowRefusal('order.refunded_above_paid', field, `${field} is more than was paid`);
    }
    return {
      ...payment,
      currency: input.currency,
      paid_at: maybeTime(paid_at, `payments.${i}.paid_at`) ?? placed_at,
    };
  });
}

function fulfilmentsOf(input: OrderInput, lines: readonly LineDraft[]): FulfilmentDraft[] {
  onlyOnce(input.fulfilments, 'fulfilments');
  const left = new Map(lines.map((line) => [line.external_id, line.quantity]));
  return input.fulfilments.map((fulfilment, i) => ({
    external_id: fulfilment.external_id,
    carrier: fulfilment.carrier ?? null,
    tracking: fulfilment.tracking ?? null,
    shipped_at: maybeTime(fulfilment.shipped_at, `fulfilments.${i}.shipped_at`),
    delivered_at: maybeTime(fulfilment.delivered_at, `fulfilments.${i}.delivered_at`),
    lines: fulfilment.lines.map(({ line_external_id: line, quantity, serials, batch }, j) => {
      const field = `fulfilments.${i}.lines.${j}`;
      if (fulfilment.lines.findIndex((other) => other.line_external_id === line) < j) {
        throw new RowRefusal('order.fulfilment_line_twice', field, `${field}: line ${line} stands twice in one parcel`);
      }
      const open = left.get(line);
      if (open === undefined) throw new RowRefusal('order.fulfilment_line_unknown', field, `${field}: no line ${line}`);
      if (quantity > open) {
        throw new RowRefusal('order.fulfilled_more_than_ordered', field, `${field}: more than was ordered of ${line}`);
      }
      left.set(line, open - quantity);
      if (serials.length > quantity || new Set(serials).size < serials.length) {
        throw new RowRefusal('order.serials', `${field}.serials`, `${field}: more serials than units, or one twice`);
      }
      return { line, quantity, serials, batch: batch ?? null };
    }),
  }));
}

function onlyOnce(parts: readonly { external_id: string }[], name: string): void {
  if (parts.length < 2) return;
  const seen = new Set<string>();
  parts.forEach(({ external_id }, i) => {
    if (seen.has(external_id)) {
      const field = `${name}.${i}.external_id`;
      throw new RowRefusal('order.external_id_twice', field, `${field}: ${external_id} stands twice in ${name}`);
    }
    seen.add(external_id);
  });
}

function time(text: string, field: string): Date {
  const at = new Date(text);
  if (!isSensibleTime(at)) throw new RowRefusal('field.time', field, `${field}: ${text} lies outside 1970 to 2100`);
  return at;
}
function maybeTime(text: string | undefined, field: string): Date | null {
  return text === undefined ? null : time(text, field);
}
