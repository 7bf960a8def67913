import type { ImportField, ImportJob, importSettings } from '@recoup/contract';
import type { z } from 'zod';
import type { BrandFacts } from '../../accounts/index.ts';
import type { Config } from '../../platform/config.ts';
import { readSheet, type SheetRow } from '../../platform/files/index.ts';
import { Refusal } from '../../platform/refusal.ts';
import { storageOf } from '../../uploads/index.ts';
import { isCurrency } from '../bulk/bounds.ts';
import { parse } from '../bulk/ndjson.ts';
import { RowRefusal } from '../bulk/rows.ts';
import type { What } from './column-names.ts';
import { jsonItems } from './json-items.ts';
import { type ImportRecord, type Reading, record } from './record.ts';
import { isShopifyCsv, shopifyCsvOrders } from './shopify-csv.ts';
import { orderFromShopify } from './shopify-orders.ts';
import { productFromShopify } from './shopify-products.ts';
import { type Mapping, tableRecords } from './table.ts';

type Settings = z.output<typeof importSettings>;

/** What the brand and the settings together say of amounts and days. Throws `input.currency`, `input.time_zone`. */
export function readingOf(settings: Settings, brand: Pick<BrandFacts, 'currency' | 'timeZone'>): Reading {
  const { currency = brand.currency, time_zone: zone = brand.timeZone } = settings;
  if (!isCurrency(currency)) throw new Refusal('input.currency');
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw new Refusal('input.time_zone');
  }
  return { currency, zone, dateOrder: settings.date_order, deliveredAfterDays: settings.delivered_after_days };
}

export type OpenFile = {
  kind: ImportJob['kind'];
  headers: string[];
  /** The records of the file, once; `mapping` counts for plain tables only. */
  records(mapping: Mapping, reading: Reading): AsyncIterable<ImportRecord>;
  /** The rows as they stand, for looking at; once, instead of the records. */
  rows(): AsyncIterable<SheetRow>;
};

const JSON_HEADERS = ['id', 'name', 'title'];

/**
 * Opens an uploaded file and tells what it is: Shopify's CSV by its columns, JSON by its type, anything else a table.
 * Throws `import.empty`, `import.unreadable`, and what reading a table throws.
 */
export async function openImportFile(
  config: Config,
  file: { file_key: string; file_type: string },
  what: What,
): Promise<OpenFile> {
  const storage = await storageOf(config);
  const stream = await storage.stream(file.file_key);
  if (file.file_type.includes('json')) {
    const items = numbered(jsonItems(stream));
    return {
      kind: 'shopify_json',
      headers: JSON_HEADERS,
      records: (_mapping, reading) => jsonRecords(items, what, reading),
      async *rows() {
        for await (const { row, text } of items) yield { row, cells: cellsOf(parse(text)) };
      },
    };
  }
  const sheet = await readSheet(stream);
  if (sheet.headers.length === 0) throw new Refusal('import.empty');
  const shopify = what === 'orders' && isShopifyCsv(sheet.headers);
  return {
    kind: shopify ? 'shopify_csv' : 'table',
    headers: sheet.headers,
    records: (mapping, reading) =>
      shopify ? shopifyCsvOrders(sheet.headers, sheet.rows, reading) : tableRecords(sheet.rows, mapping, what, reading),
    rows: () => sheet.rows,
  };
}

async function* numbered(items: AsyncIterable<string>): AsyncGenerator<{ row: number; text: string }> {
  let row = 0;
  for await (const text of items) {
    row += 1;
    yield { row, text };
  }
}

async function* jsonRecords(
  items: AsyncIterable<{ row: number; text: string }>,
  what: What,
  reading: Reading,
): AsyncGenerator<ImportRecord> {
  for await (const { row, text } of items) {
    const value = parse(text);
    yield record([{ row, cells: cellsOf(value) }], () => {
      if (value instanceof RowRefusal) throw value;
      return what === 'orders' ? orderFromShopify(value, reading) : productFromShopify(value, reading);
    });
  }
}

/** What an object is known by, in place of the cells of a row. */
function cellsOf(value: unknown): string[] {
  const found = (value ?? {}) as Record<string, unknown>;
  return JSON_HEADERS.map((key) =>
    ['string', 'number'].includes(typeof found[key]) ? String(found[key]).slice(0, 200) : '',
  );
}

/** The places of the fields in a row, by the columns as they were mapped; of two with one header the first counts. */
export function mappingOf(columns: readonly { field: ImportField | null }[]): Mapping {
  const places = new Map<ImportField, number>();
  columns.forEach(({ field }, i) => {
    if (field && !places.has(field)) places.set(field, i);
  });
  return places;
}
