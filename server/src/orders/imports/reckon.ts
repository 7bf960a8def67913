import { setImmediate } from 'node:timers/promises';
import type { ImportJob, importColumn, importSettings } from '@recoup/contract';
import type { z } from 'zod';
import type { BrandFacts } from '../../accounts/index.ts';
import type { Config } from '../../platform/config.ts';
import type { SheetRow } from '../../platform/files/index.ts';
import { Refusal } from '../../platform/refusal.ts';
import { orderDraft } from '../bulk/order-draft.ts';
import { emptyBatch, type RawRow, type RowReader, rowReader } from '../bulk/row-batches.ts';
import { productReader } from '../bulk/upsert-products.ts';
import { guessColumns, type What } from './column-names.ts';
import { guessDateOrder } from './dates.ts';
import type { Reckoning } from './imports.store.ts';
import { mappingOf, type OpenFile, openImportFile, readingOf } from './open-file.ts';
import { SHOPIFY_COLUMNS } from './shopify-csv.ts';
import { missingFields } from './table.ts';

type Column = z.output<typeof importColumn>;
type Settings = z.output<typeof importSettings>;
type File = { file_key: string; file_type: string };

const SHOWN_ROWS = 20;
const SAMPLES = 3;
const SAMPLED_ROWS = 500;

/** Guesses how a file is to be read: its kind, its columns, and the order of its dates where they give it away. */
export async function guessReading(
  config: Config,
  file: File,
  what: What,
): Promise<{ kind: ImportJob['kind']; columns: Column[]; settings: Settings }> {
  const open = await openImportFile(config, file, what);
  const rows = await firstRows(open, SAMPLED_ROWS);
  if (rows.length === 0) throw new Refusal('import.empty');
  const samples = open.headers.map((_header, i) => samplesOf(rows, i));
  const columns = columnsOf(open, what).map((column, i) => ({ ...column, samples: samples[i]!.slice(0, SAMPLES) }));
  const dates = columns.flatMap(({ field }, i) => (field?.endsWith('_at') ? samples[i]! : []));
  const date_order = guessDateOrder(dates) ?? 'iso';
  return { kind: open.kind, columns, settings: { date_order, delivered_after_days: null } };
}

function columnsOf({ kind, headers }: OpenFile, what: What): Omit<Column, 'samples'>[] {
  if (kind === 'shopify_json') return [];
  if (kind === 'table') return guessColumns(headers, what).map((guess, i) => ({ header: headers[i]!, ...guess }));
  return headers.map((header) => {
    const field = SHOPIFY_COLUMNS[header] ?? null;
    return { header, field, sure: field ? 'known' : 'none' };
  });
}

async function firstRows(open: OpenFile, count: number): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of open.rows()) {
    rows.push(row);
    if (rows.length >= count) break;
  }
  return rows;
}

function samplesOf(rows: readonly SheetRow[], column: number): string[] {
  return [...new Set(rows.map((row) => row.cells[column]?.trim().slice(0, 120) ?? '').filter(Boolean))].slice(0, 50);
}

/**
 * Reads a whole file as an import would and counts what would come of it; nothing is written. The same reading the
 * import itself does, so that what the preview says is what will happen.
 */
export async function reckon(
  config: Config,
  file: File,
  what: What,
  brand: Pick<BrandFacts, 'currency' | 'timeZone'>,
  columns: Column[],
  settings: Settings,
): Promise<{ reckoning: Reckoning; total: number }> {
  const reading = readingOf(settings, brand);
  const open = await openImportFile(config, file, what);
  const mapping = mappingOf(columns);
  const missing_fields = open.kind === 'table' ? missingFields(mapping, what) : [];
  const reckoning: Reckoning = {
    headers: open.headers,
    columns,
    settings,
    rows: [],
    would: { orders: 0, lines: 0, products: 0, variants: 0, failed: 0 },
    problems: [],
    missing_fields,
  };
  if (missing_fields.length > 0) {
    reckoning.rows = (await firstRows(open, SHOWN_ROWS)).map((row) => row.cells);
    return { reckoning, total: 0 };
  }
  const problems = new Map<string, Reckoning['problems'][number]>();
  const read = reader(what);
  let total = 0;
  for await (const found of open.records(mapping, reading)) {
    total += 1;
    for (const { cells } of found.rows) if (reckoning.rows.length < SHOWN_ROWS) reckoning.rows.push(cells);
    const { errors, parts } = read(found);
    count(reckoning.would, what, parts);
    for (const { code, field, message } of errors) {
      const key = `${code} ${field?.replace(/\d+/g, 'n')}`;
      const before = problems.get(key);
      if (before) before.rows += found.rows.length;
      else problems.set(key, { code, field, message, rows: found.rows.length, example_row: found.row });
    }
    if (total % 50 === 0) await setImmediate();
  }
  if (total === 0) throw new Refusal('import.empty');
  reckoning.problems = [...problems.values()].sort((a, b) => b.rows - a.rows).slice(0, 50);
  return { reckoning, total };
}

/** Reads one record after the other; `parts` is null for one that would be left out. */
function reader(what: What) {
  const read = what === 'orders' ? intoBatch(rowReader(orderDraft)) : intoBatch(productReader());
  return (found: RawRow) => {
    const { drafts, errors, parts } = read(found);
    return { errors, parts: drafts > 0 ? parts : null };
  };
}

function intoBatch<D>(read: RowReader<D>) {
  return (found: RawRow) => {
    const batch = emptyBatch<D>();
    read(found, batch);
    return { ...batch, drafts: batch.drafts.length };
  };
}

function count(would: Reckoning['would'], what: What, parts: number | null): void {
  if (parts === null) would.failed += 1;
  else if (what === 'orders') {
    would.orders += 1;
    would.lines += parts;
  } else {
    would.products += 1;
    would.variants += parts;
  }
}
