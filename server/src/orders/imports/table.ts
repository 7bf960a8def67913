/** A plain table whose columns were mapped to our fields: one row a line of an order, or one row a variant. */
import type { ImportField } from '@recoup/contract';
import type { SheetRow } from '../../platform/files/index.ts';
import { isCurrency } from '../bulk/bounds.ts';
import { RowRefusal } from '../bulk/rows.ts';
import { readAmount, readCount, readYesNo } from './amounts.ts';
import type { What } from './column-names.ts';
import { readTime } from './dates.ts';
import {
  assumedDelivery,
  type FulfilmentSent,
  type ImportRecord,
  type LineSent,
  type OrderSent,
  type PaymentSent,
  type ProductSent,
  type Reading,
  record,
} from './record.ts';
import { addressOf, channelOf, countryCode, languageOf, lineNames } from './words.ts';

/** Which column fills a field: its place in the row. */
export type Mapping = ReadonlyMap<ImportField, number>;

/** The fields without which nothing can be read. */
export function missingFields(mapping: Mapping, what: What): ImportField[] {
  const needed: (ImportField | [ImportField, ImportField])[] =
    what === 'orders'
      ? [
          ['order.number', 'order.external_id'],
          'order.placed_at',
          ['line.sku', 'line.title'],
          'line.quantity',
          'line.unit_price',
        ]
      : [['product.title', 'product.title_zh'], 'variant.sku'];
  return needed.flatMap((need) => {
    const ways = Array.isArray(need) ? need : [need];
    return ways.some((field) => mapping.has(field)) ? [] : [ways[0]!];
  });
}

/**
 * Reads a table record by record. Rows of one order (product) belong together wherever they stand in the table, so the
 * whole of it is gathered first.
 */
export async function* tableRecords(
  rows: AsyncIterable<SheetRow>,
  mapping: Mapping,
  what: What,
  reading: Reading,
): AsyncGenerator<ImportRecord> {
  const keys: ImportField[] =
    what === 'orders'
      ? ['order.external_id', 'order.number']
      : ['product.external_id', 'product.title', 'product.title_zh'];
  const groups = new Map<string, SheetRow[]>();
  for await (const row of rows) {
    const key = keys.map((field) => cellOf(row, mapping, field)).find((cell) => cell !== '') ?? `\0${row.row}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const read = what === 'orders' ? orderOf : productOf;
  for (const group of groups.values()) yield record(group, () => read(group, mapping, reading));
}

function cellOf(row: SheetRow, mapping: Mapping, field: ImportField): string {
  const at = mapping.get(field);
  return at === undefined ? '' : (row.cells[at]?.trim() ?? '');
}

/** Reads cells of a group: of one row, or the first that says anything where the fact is the whole order's. */
function reader(group: readonly SheetRow[], mapping: Mapping) {
  const cell = (row: SheetRow, field: ImportField) => cellOf(row, mapping, field);
  const first = (field: ImportField) => group.map((row) => cell(row, field)).find((text) => text !== '') ?? '';
  const needed = (text: string, field: ImportField) => {
    if (text === '') throw new RowRefusal('field.missing', field, `${field} is empty`);
    return text;
  };
  return { cell, first, needed };
}

function orderOf(group: readonly SheetRow[], mapping: Mapping, reading: Reading): OrderSent {
  const { cell, first, needed } = reader(group, mapping);
  const time = (text: string, field: ImportField) =>
    text === '' ? null : readTime(text, reading.zone, reading.dateOrder, field);
  const currency = first('order.currency').toUpperCase() || reading.currency;
  if (!isCurrency(currency))
    throw new RowRefusal('order.currency_unknown', 'order.currency', `${currency} is no currency of ISO 4217`);
  const money = (text: string, field: ImportField) => (text === '' ? 0 : readAmount(text, currency, field));
  const number = needed(first('order.number') || first('order.external_id'), 'order.number');
  const placed = time(needed(first('order.placed_at'), 'order.placed_at'), 'order.placed_at')!;
  const name = lineNames();
  const lines = group.map((row): LineSent => {
    const title = cell(row, 'line.title') || cell(row, 'line.sku');
    const sku = needed(cell(row, 'line.sku') || title, 'line.sku').slice(0, 80);
    return {
      external_id: cell(row, 'line.external_id') || name(sku),
      sku,
      title: title.slice(0, 200),
      quantity: readCount(needed(cell(row, 'line.quantity'), 'line.quantity'), 'line.quantity'),
      unit_price: money(needed(cell(row, 'line.unit_price'), 'line.unit_price'), 'line.unit_price'),
      // Some tables write a discount as a negative number.
      discount: Math.abs(money(cell(row, 'line.discount'), 'line.discount')),
      tax: money(cell(row, 'line.tax'), 'line.tax'),
    };
  });
  const shipping = money(first('order.shipping'), 'order.shipping');
  const email = first('order.email') || undefined;
  const address = addressOf({
    name: first('customer.name'),
    line1: first('address.line1'),
    line2: first('address.line2'),
    city: first('address.city'),
    region: first('address.region'),
    postal_code: first('address.postal_code'),
    country: first('address.country'),
    phone: first('customer.phone'),
  });
  return {
    external_id: first('order.external_id') || number,
    number,
    channel: channelOf(first('order.channel')),
    placed_at: placed.toISOString(),
    cancelled_at: time(first('order.cancelled_at'), 'order.cancelled_at')?.toISOString(),
    currency,
    email,
    address,
    customer: {
      name: first('customer.name') || email || number,
      email,
      phone: first('customer.phone') || undefined,
      language: languageOf(first('customer.language')),
      address,
    },
    shipping,
    lines,
    payments: paymentsOf(first, money, lines, shipping),
    fulfilments: fulfilmentsOf(group, cell, time, lines, placed, reading),
  };
}

function paymentsOf(
  first: (field: ImportField) => string,
  money: (text: string, field: ImportField) => number,
  lines: readonly LineSent[],
  shipping: number,
): PaymentSent[] {
  const [method, label, said] = [first('payment.method'), first('payment.label'), first('payment.amount')];
  if (method === '' && label === '' && said === '') return [];
  const total = lines.reduce(
    (sum, line) => sum + line.unit_price * line.quantity - (line.discount ?? 0) + (line.tax ?? 0),
    shipping,
  );
  return [
    {
      external_id: 'payment',
      method: (method || 'unknown').slice(0, 40),
      label: (label || method || 'Payment').slice(0, 80),
      amount: said === '' ? total : money(said, 'payment.amount'),
    },
  ];
}

/** Rows with one tracking number left together. Rows that say nothing of a parcel are one, if a delivery is to be assumed. */
function fulfilmentsOf(
  group: readonly SheetRow[],
  cell: (row: SheetRow, field: ImportField) => string,
  time: (text: string, field: ImportField) => Date | null,
  lines: readonly LineSent[],
  placed: Date,
  reading: Reading,
): FulfilmentSent[] {
  const parcels = new Map<string, FulfilmentSent>();
  group.forEach((row, i) => {
    const tracking = cell(row, 'fulfilment.tracking').slice(0, 80);
    const carrier = cell(row, 'fulfilment.carrier').slice(0, 40);
    const shipped = time(cell(row, 'fulfilment.shipped_at'), 'fulfilment.shipped_at');
    const said = time(cell(row, 'fulfilment.delivered_at'), 'fulfilment.delivered_at');
    const serials = cell(row, 'fulfilment.serials')
      .split(/[,;，；、|\s]+/u)
      .filter(Boolean);
    const batch = cell(row, 'fulfilment.batch') || undefined;
    const delivered = said ?? assumedDelivery(placed, shipped, reading);
    if (tracking === '' && !shipped && !delivered && serials.length === 0 && !batch) return;
    const key = tracking || 'fulfilment';
    const parcel = parcels.get(key) ?? { external_id: key, lines: [] };
    parcels.set(key, parcel);
    parcel.carrier ??= carrier || undefined;
    parcel.tracking ??= tracking || undefined;
    parcel.shipped_at ??= shipped?.toISOString();
    parcel.delivered_at ??= delivered?.toISOString();
    const line = lines[i]!;
    parcel.lines.push({ line_external_id: line.external_id, quantity: line.quantity, serials, batch });
  });
  return [...parcels.values()];
}

function productOf(group: readonly SheetRow[], mapping: Mapping, reading: Reading): ProductSent {
  const { cell, first, needed } = reader(group, mapping);
  const title = needed(first('product.title') || first('product.title_zh'), 'product.title');
  return {
    external_id: (first('product.external_id') || title).slice(0, 120),
    title,
    title_zh: first('product.title_zh') || undefined,
    category: first('product.category') || undefined,
    variants: group.map((row) => {
      const text = (field: ImportField) => cell(row, field) || undefined;
      const sku = needed(cell(row, 'variant.sku'), 'variant.sku');
      const currency = cell(row, 'variant.currency').toUpperCase() || reading.currency;
      if (!isCurrency(currency))
        throw new RowRefusal('order.currency_unknown', 'variant.currency', `${currency} is no currency of ISO 4217`);
      const money = (field: ImportField) =>
        cell(row, field) === '' ? undefined : readAmount(cell(row, field), currency, field);
      const count = (field: ImportField) => (cell(row, field) === '' ? undefined : readCount(cell(row, field), field));
      const yesNo = (field: ImportField) => (cell(row, field) === '' ? undefined : readYesNo(cell(row, field), field));
      const origin = text('variant.origin_country');
      const barcode = cell(row, 'variant.upc');
      const prices = {
        A: money('variant.resale_a'),
        B: money('variant.resale_b'),
        C: money('variant.resale_c'),
        D: money('variant.resale_d'),
      };
      return {
        external_id: text('variant.external_id') ?? sku,
        sku,
        title: text('variant.title'),
        // A column of barcodes holds both kinds.
        upc: barcode === '' || /^\d{8}(\d{5})?$/.test(barcode) ? undefined : barcode.padStart(12, '0'),
        ean: text('variant.ean') ?? (/^\d{8}(\d{5})?$/.test(barcode) ? barcode : undefined),
        asin: text('variant.asin')?.toUpperCase(),
        fnsku: text('variant.fnsku')?.toUpperCase(),
        price: money('variant.price'),
        unit_cost: money('variant.unit_cost'),
        currency,
        weight_g: count('variant.weight_g'),
        hts_code: text('variant.hts_code'),
        origin_country: origin === undefined ? undefined : (countryCode(origin) ?? origin),
        warranty_months: count('variant.warranty_months'),
        lithium_battery: yesNo('variant.lithium_battery'),
        tracks_serial: yesNo('variant.tracks_serial'),
        final_sale: yesNo('variant.final_sale'),
        hygiene: yesNo('variant.hygiene'),
        resale: Object.fromEntries(Object.entries(prices).filter(([, price]) => price !== undefined)),
      };
    }),
  };
}
