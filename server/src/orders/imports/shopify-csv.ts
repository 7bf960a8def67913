/** Shopify's export of orders as CSV: several rows an order, of which only the first carries what is the order's own. */
import type { ImportField } from '@recoup/contract';
import type { SheetRow } from '../../platform/files/index.ts';
import { RowRefusal } from '../bulk/rows.ts';
import { readAmount, readCount } from './amounts.ts';
import { readTime } from './dates.ts';
import {
  assumedDelivery,
  type FulfilmentSent,
  type ImportRecord,
  type LineSent,
  type OrderSent,
  type PaymentSent,
  type Reading,
  record,
} from './record.ts';
import { spreadDiscount, spreadTax } from './shares.ts';
import { addressOf, channelOf, lineNames } from './words.ts';

const TELLING = ['Name', 'Lineitem name', 'Lineitem quantity', 'Lineitem price', 'Financial Status'];
export function isShopifyCsv(headers: readonly string[]): boolean {
  return TELLING.every((header) => headers.includes(header));
}

/** Which of our fields a column of the export fills; shown, not to be changed. */
export const SHOPIFY_COLUMNS: Readonly<Record<string, ImportField>> = {
  Id: 'order.external_id',
  Name: 'order.number',
  'Created at': 'order.placed_at',
  Currency: 'order.currency',
  Source: 'order.channel',
  Shipping: 'order.shipping',
  Email: 'order.email',
  'Cancelled at': 'order.cancelled_at',
  'Shipping Name': 'customer.name',
  Phone: 'customer.phone',
  'Shipping Address1': 'address.line1',
  'Shipping Address2': 'address.line2',
  'Shipping City': 'address.city',
  'Shipping Province': 'address.region',
  'Shipping Zip': 'address.postal_code',
  'Shipping Country': 'address.country',
  'Lineitem sku': 'line.sku',
  'Lineitem name': 'line.title',
  'Lineitem quantity': 'line.quantity',
  'Lineitem price': 'line.unit_price',
  'Lineitem discount': 'line.discount',
  Taxes: 'line.tax',
  'Payment Method': 'payment.method',
  Total: 'payment.amount',
  'Fulfilled at': 'fulfilment.shipped_at',
};

type Get = (row: SheetRow, column: string) => string;

/** Reads the export order by order, as its rows come. */
export async function* shopifyCsvOrders(
  headers: readonly string[],
  rows: AsyncIterable<SheetRow>,
  reading: Reading,
): AsyncGenerator<ImportRecord> {
  const places = new Map(headers.map((header, i) => [header, i]));
  const get: Get = (row, column) => row.cells[places.get(column) ?? -1]?.trim() ?? '';
  let open: SheetRow[] = [];
  for await (const row of rows) {
    if (open.length > 0 && !goesOn(open[0]!, row, get)) {
      yield orderOf(open, get, reading);
      open = [];
    }
    open.push(row);
  }
  if (open.length > 0) yield orderOf(open, get, reading);
}

/** Rows after an order's first repeat its name and leave most of the rest empty. */
function goesOn(first: SheetRow, row: SheetRow, get: Get): boolean {
  const [name, id] = [get(row, 'Name'), get(row, 'Id')];
  return (name === '' || name === get(first, 'Name')) && (id === '' || id === get(first, 'Id'));
}

function orderOf(rows: SheetRow[], get: Get, reading: Reading): ImportRecord {
  const [first] = rows as [SheetRow];
  return record(rows, () => {
    const own = (column: string) => get(first, column);
    if (['Financial Status', 'Subtotal', 'Total'].every((column) => own(column) === '')) {
      throw new RowRefusal(
        'import.line_without_order',
        'Name',
        `${own('Name')}: the order's first row is missing above`,
      );
    }
    const currency = own('Currency') || reading.currency;
    const money = (row: SheetRow, column: string) => {
      const text = get(row, column);
      return text === '' ? 0 : readAmount(text, currency, column);
    };
    const time = (column: string) =>
      own(column) === '' ? null : readTime(own(column), reading.zone, reading.dateOrder, column);
    const placed = time('Created at') ?? time('Paid at');
    const placed_at = placed?.toISOString() ?? '';
    const { lines, shipping, total } = priced(rows, get, money);
    return {
      external_id: own('Id') || own('Name'),
      number: own('Name'),
      channel: channelOf(own('Source')),
      placed_at,
      cancelled_at: time('Cancelled at')?.toISOString(),
      currency,
      email: own('Email') || undefined,
      address: addressFrom(own, 'Shipping'),
      customer: {
        name: own('Shipping Name') || own('Billing Name') || own('Email') || own('Name'),
        email: own('Email') || undefined,
        phone: own('Phone') || own('Shipping Phone') || own('Billing Phone') || undefined,
        address: addressFrom(own, 'Shipping') ?? addressFrom(own, 'Billing'),
      },
      shipping,
      lines,
      payments: paymentsFrom(
        own,
        total,
        money(first, 'Refunded Amount'),
        money(first, 'Outstanding Balance'),
        time('Paid at'),
      ),
      fulfilments: placed === null ? [] : fulfilmentsFrom(rows, get, lines, placed, time('Fulfilled at'), reading),
    } satisfies OrderSent;
  });
}

function addressFrom(own: (column: string) => string, which: 'Shipping' | 'Billing') {
  return addressOf({
    name: own(`${which} Name`),
    line1: own(`${which} Address1`) || own(`${which} Street`),
    line2: own(`${which} Address2`),
    city: own(`${which} City`),
    region: own(`${which} Province`),
    postal_code: own(`${which} Zip`),
    country: own(`${which} Country`),
    phone: own(`${which} Phone`),
  });
}

/**
 * The export tells discounts and taxes of the whole order; ours belong to lines. What Subtotal lacks to the price of the
 * goods was discounted, by line where the export says so and the rest spread by value. Where Total is Subtotal and
 * Shipping alone, the prices include the tax, and no tax is added again. What then remains to Total is shipping (with
 * the tax, duty or tip on it), so that the order comes to what was charged.
 */
function priced(rows: readonly SheetRow[], get: Get, money: (row: SheetRow, column: string) => number) {
  const name = lineNames();
  const [first] = rows as [SheetRow];
  const bare = rows.map((row) => {
    const title = get(row, 'Lineitem name');
    const sku = get(row, 'Lineitem sku').slice(0, 80) || title.slice(0, 80);
    const unit_price = money(row, 'Lineitem price');
    const quantity = readCount(get(row, 'Lineitem quantity'), 'Lineitem quantity');
    const discount = Math.min(money(row, 'Lineitem discount'), unit_price * quantity);
    const taxable = get(row, 'Lineitem taxable') !== 'false';
    return { external_id: name(sku), sku, title: title.slice(0, 200), quantity, unit_price, discount, taxable };
  });
  const items = bare.reduce((sum, line) => sum + line.unit_price * line.quantity, 0);
  const byLine = bare.reduce((sum, line) => sum + line.discount, 0);
  const said = get(first, 'Subtotal') === '' ? null : money(first, 'Subtotal');
  const whole = said === null ? money(first, 'Discount Amount') : items - said;
  const more = spreadDiscount(bare, Math.max(0, whole - byLine));
  const discounted = bare.map((line, i) => ({ ...line, discount: line.discount + more[i]! }));
  const subtotal = items - discounted.reduce((sum, line) => sum + line.discount, 0);
  const charged = get(first, 'Total') === '' ? null : money(first, 'Total');
  const [taxes, postage] = [money(first, 'Taxes'), money(first, 'Shipping')];
  const included = charged !== null && charged === subtotal + postage;
  const taxParts = spreadTax(discounted, included ? 0 : taxes);
  const lines: LineSent[] = discounted.map(({ taxable: _, ...line }, i) => ({ ...line, tax: taxParts[i]! }));
  const tax = included ? 0 : taxes;
  const shipping = charged === null ? postage : Math.max(0, charged - subtotal - tax);
  return { lines, shipping, total: subtotal + shipping + tax };
}

function paymentsFrom(
  own: (column: string) => string,
  total: number,
  refunded: number,
  open: number,
  paid: Date | null,
): PaymentSent[] {
  const status = own('Financial Status').toLowerCase();
  const amounts: Record<string, number> = {
    paid: total,
    partially_refunded: total,
    refunded: total,
    partially_paid: total - open,
  };
  const amount = amounts[status] ?? 0;
  if (amount <= 0) return [];
  const method = own('Payment Method') || 'shopify';
  return [
    {
      external_id: 'payment',
      method: method.slice(0, 40),
      label: method.slice(0, 80),
      amount,
      refunded: Math.min(Math.max(refunded, 0), amount),
      paid_at: paid?.toISOString(),
    },
  ];
}

function fulfilmentsFrom(
  rows: readonly SheetRow[],
  get: Get,
  lines: readonly LineSent[],
  placed: Date,
  shipped: Date | null,
  reading: Reading,
): FulfilmentSent[] {
  const status = get(rows[0]!, 'Fulfillment Status').toLowerCase();
  const sent = lines.filter(
    (_line, i) => status === 'fulfilled' || get(rows[i]!, 'Lineitem fulfillment status').toLowerCase() === 'fulfilled',
  );
  if (sent.length === 0) return [];
  return [
    {
      external_id: 'fulfilment',
      shipped_at: shipped?.toISOString(),
      delivered_at: assumedDelivery(placed, shipped, reading)?.toISOString(),
      lines: sent.map((line) => ({ line_external_id: line.external_id, quantity: line.quantity })),
    },
  ];
}
