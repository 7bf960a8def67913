import type { FulfilmentDraft, LineDraft, OrderDraft, PaymentDraft } from './order-draft.ts';
import { RowRefusal } from './rows.ts';

export type StoredLine = LineDraft & {
  id: string;
  variant_id: string | null;
  return_quantity: number;
  /** A return speaks of it, even one that no longer stands. */
  in_return: boolean;
};
export type StoredPayment = PaymentDraft & { id: string; in_refund: boolean };
export type StoredFulfilment = Omit<FulfilmentDraft, 'lines'> & {
  id: string;
  lines: { order_line_id: string; quantity: number; serials: string[]; batch: string | null }[];
};
export type StoredOrder = Omit<OrderDraft, 'row' | 'customer' | 'lines' | 'payments' | 'fulfilments' | 'email_key'> & {
  id: string;
  customer_id: string;
  /** Here, and not by the shop. */
  called_off?: boolean;
  lines: StoredLine[];
  payments: StoredPayment[];
  fulfilments: StoredFulfilment[];
};

/** What to write of a row. Ids of what is there already are kept, so that returns and refunds go on pointing to them. */
export type OrderChange = {
  outcome: 'created' | 'updated' | 'unchanged';
  id: string;
  /** The order's own columns are to be written. */
  order: boolean;
  lines: { insert: (LineDraft & { id: string })[]; update: (LineDraft & { id: string })[]; remove: string[] };
  payments: {
    insert: (PaymentDraft & { id: string })[];
    update: (PaymentDraft & { id: string })[];
    remove: string[];
  };
  fulfilments: {
    insert: (FulfilmentDraft & { id: string })[];
    update: (FulfilmentDraft & { id: string })[];
    remove: string[];
    /** Of these the lines are written anew. */
    relined: (FulfilmentDraft & { id: string })[];
  };
  /** Line ids by external id, as they will stand. */
  lineIds: Map<string, string>;
};

/**
 * Compares an order with what the shop now says of it. The row is the whole truth of the order, except where returns or
 * refunds already rest on it.
 *
 * Throws a RowRefusal: `order.line_has_return` (a line was taken away), `order.line_quantity_below_return`,
 * `order.payment_has_refund`, `order.payment_below_refund`, `order.currency_changed`.
 */
export function reconcile(
  stored: StoredOrder | null,
  wanted: OrderDraft,
  customerId: string,
  newId: () => string,
): OrderChange {
  if (!stored) return create(wanted, newId);
  checkCurrency(stored, wanted);
  const lines = reconcileLines(stored, wanted, newId);
  const payments = reconcilePayments(stored, wanted, newId);
  const fulfilments = reconcileFulfilments(stored, wanted, lines.ids, newId);
  const order = stored.customer_id !== customerId || !sameOrder(stored, wanted);
  const parts = [lines, payments, fulfilments];
  const touched = parts.some((part) => part.insert.length + part.update.length + part.remove.length > 0);
  const outcome = order || touched || fulfilments.relined.length > 0 ? 'updated' : 'unchanged';
  const { ids: lineIds, ...lineChanges } = lines;
  return { outcome, id: stored.id, order, lines: lineChanges, payments, fulfilments, lineIds };
}

function create(wanted: OrderDraft, newId: () => string): OrderChange {
  const id = newId();
  const lines = wanted.lines.map((line) => ({ ...line, id: newId() }));
  const fulfilments = wanted.fulfilments.map((fulfilment) => ({ ...fulfilment, id: newId() }));
  return {
    outcome: 'created',
    id,
    order: true,
    lines: { insert: lines, update: [], remove: [] },
    payments: { insert: wanted.payments.map((payment) => ({ ...payment, id: newId() })), update: [], remove: [] },
    fulfilments: { insert: fulfilments, update: [], remove: [], relined: fulfilments },
    lineIds: new Map(lines.map((line) => [line.external_id, line.id])),
  };
}

function checkCurrency(stored: StoredOrder, wanted: OrderDraft): void {
  if (stored.currency === wanted.currency) return;
  const rests = stored.lines.some((l) => l.in_return) || stored.payments.some((p) => p.in_refund || p.refunded > 0);
  if (!rests) return;
  const sentence = `the order is in ${stored.currency} and has returns or refunds in it`;
  throw new RowRefusal('order.currency_changed', 'currency', sentence);
}

function reconcileLines(stored: StoredOrder, wanted: OrderDraft, newId: () => string) {
  const known = new Map(stored.lines.map((line) => [line.external_id, line]));
  const ids = new Map<string, string>();
  const insert: (LineDraft & { id: string })[] = [];
  const update: (LineDraft & { id: string })[] = [];
  wanted.lines.forEach((line, i) => {
    const old = known.get(line.external_id);
    known.delete(line.external_id);
    const id = old?.id ?? newId();
    ids.set(line.external_id, id);
    if (!old) insert.push({ ...line, id });
    else {
      if (line.quantity < old.return_quantity) {
        const field = `lines.${i}.quantity`;
        const sentence = `${field}: ${old.return_quantity} of line ${line.external_id} are promised back already`;
        throw new RowRefusal('order.line_quantity_below_return', field, sentence);
      }
      if (!sameIn(old, line, LINE_COLUMNS)) update.push({ ...line, id });
    }
  });
  for (const gone of known.values()) {
    if (gone.in_return || gone.return_quantity > 0) {
      const sentence = `line ${gone.external_id} is missing, but a return stands on it`;
      throw new RowRefusal('order.line_has_return', 'lines', sentence);
    }
  }
  return { insert, update, remove: [...known.values()].map((line) => line.id), ids };
}

function reconcilePayments(stored: StoredOrder, wanted: OrderDraft, newId: () => string) {
  const known = new Map(stored.payments.map((payment) => [payment.external_id, payment]));
  const insert: (PaymentDraft & { id: string })[] = [];
  const update: (PaymentDraft & { id: string })[] = [];
  wanted.payments.forEach((payment, i) => {
    const old = known.get(payment.external_id);
    known.delete(payment.external_id);
    if (!old) {
      insert.push({ ...payment, id: newId() });
      return;
    }
    if (payment.amount < old.refunded) {
      const field = `payments.${i}.amount`;
      throw new RowRefusal('order.payment_below_refund', field, `${field}: ${old.refunded} went back of it already`);
    }
    // Ours and the shop's refunds may be the same money or not; what has gone back is at least the larger count.
    const next = { ...payment, refunded: Math.max(payment.refunded, old.refunded) };
    if (!sameIn(old, next, PAYMENT_COLUMNS)) update.push({ ...next, id: old.id });
  });
  for (const gone of known.values()) {
    if (gone.in_refund || gone.refunded > 0) {
      const sentence = `payment ${gone.external_id} is missing, but a refund stands on it`;
      throw new RowRefusal('order.payment_has_refund', 'payments', sentence);
    }
  }
  return { insert, update, remove: [...known.values()].map((payment) => payment.id) };
}

function reconcileFulfilments(
  stored: StoredOrder,
  wanted: OrderDraft,
  lineIds: Map<string, string>,
  newId: () => string,
): OrderChange['fulfilments'] {
  const known = new Map(stored.fulfilments.map((fulfilment) => [fulfilment.external_id, fulfilment]));
  const change: OrderChange['fulfilments'] = { insert: [], update: [], remove: [], relined: [] };
  for (const fulfilment of wanted.fulfilments) {
    const old = known.get(fulfilment.external_id);
    known.delete(fulfilment.external_id);
    const next = { ...fulfilment, id: old?.id ?? newId() };
    if (!old) change.insert.push(next);
    else if (!sameIn(old, fulfilment, FULFILMENT_COLUMNS)) change.update.push(next);
    if (!old || !sameFulfilmentLines(old, fulfilment, lineIds)) change.relined.push(next);
  }
  change.remove = [...known.values()].map((fulfilment) => fulfilment.id);
  return change;
}

function sameFulfilmentLines(old: StoredFulfilment, wanted: FulfilmentDraft, lineIds: Map<string, string>): boolean {
  if (old.lines.length !== wanted.lines.length) return false;
  const known = new Map(old.lines.map((line) => [line.order_line_id, line]));
  return wanted.lines.every((line) => {
    const was = known.get(lineIds.get(line.line) ?? '');
    return was && was.quantity === line.quantity && was.batch === line.batch && sameList(was.serials, line.serials);
  });
}

const ORDER_COLUMNS = [
  'number',
  'number_key',
  'channel',
  'email',
  'postal_key',
  'placed_at',
  'cancelled_at',
  'currency',
  'items_total',
  'discount_total',
  'shipping_total',
  'tax_total',
  'total',
] as const;
const LINE_COLUMNS = ['sku', 'title', 'quantity', 'unit_price', 'discount', 'tax', 'final_sale', 'position'] as const;
const PAYMENT_COLUMNS = ['method', 'label', 'amount', 'refunded', 'currency', 'paid_at'] as const;
const FULFILMENT_COLUMNS = ['carrier', 'tracking', 'shipped_at', 'delivered_at'] as const;

function sameOrder(stored: StoredOrder, wanted: OrderDraft): boolean {
  return sameIn(stored, wanted, ORDER_COLUMNS) && sameRecord(stored.address, wanted.address);
}

function sameIn<K extends string>(a: { [key in K]: unknown }, b: { [key in K]: unknown }, keys: readonly K[]): boolean {
  return keys.every((key) => same(a[key], b[key]));
}

function same(a: unknown, b: unknown): boolean {
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  return a === b;
}

/** Equal whatever the order of the keys; what is undefined is not there. */
export function sameRecord(a: object | null, b: object | null): boolean {
  if (a === null || b === null) return a === b;
  const [left, right] = [a, b].map((one) => Object.entries(one).filter(([, value]) => value !== undefined));
  return left!.length === right!.length && left!.every(([key, value]) => (b as Record<string, unknown>)[key] === value);
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}
