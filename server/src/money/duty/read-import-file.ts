import { dutyApi } from '@recoup/contract';
import type { FastifyRequest } from 'fastify';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { readSheet, type Sheet } from '../../platform/files/index.ts';
import { Refusal } from '../../platform/refusal.ts';
import { oneFileOf } from '../../uploads/index.ts';
import { digitsOf } from '../exports/layouts.ts';
import { enter, type GivenEntry } from './enter-import.ts';

const COLUMNS = ['entry_number', 'date', 'port', 'sku', 'quantity', 'value', 'duty'] as const;
type Column = (typeof COLUMNS)[number];
type Row = Record<Column, string> & { row: number };
type Failed = { row: number; code: string; facts: Record<string, unknown> };

/**
 * Staff hand in a table of imports, one row a line; rows of one entry number make one entry, which is entered whole or not
 * at all. `value` and `duty` are in the brand's currency with a decimal point, for the whole line.
 *
 * Throws `brand.not_found`, `input.media_type`, `file.missing`, `file.too_many`, `import_entry.columns_missing`, and what
 * reading a table throws.
 */
export async function readImportFile(ctx: Ctx, brandId: string, req: FastifyRequest) {
  const { currency } = await inWorkspace(ctx, (tx) => brandOf(tx, brandId));
  const rows = await rowsOf(await sheetOf(req));
  const failed: Failed[] = [];
  let added = 0;
  for (const [number, lines] of Map.groupBy(rows, (row) => row.entry_number.trim())) {
    const entry = entryOf(brandId, number, lines, digitsOf(currency), failed);
    if (!entry) continue;
    try {
      await inWorkspace(ctx, (tx) => enter(tx, ctx, entry));
      added += 1;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      failed.push({ row: lines[0]!.row, code: error.code, facts: error.details });
    }
  }
  return { added, failed: failed.sort((a, b) => a.row - b.row).slice(0, 200) };
}

async function sheetOf(req: FastifyRequest): Promise<Sheet> {
  const bytes = await oneFileOf(req, (part) => part.toBuffer());
  return readSheet(bytes, { rows: 20_000, columns: 50, cell: 500 });
}

async function rowsOf(sheet: Sheet): Promise<Row[]> {
  const places = new Map(sheet.headers.map((head, place) => [head.trim().toLowerCase().replaceAll(' ', '_'), place]));
  const missing = COLUMNS.filter((column) => !places.has(column));
  if (missing.length > 0) throw new Refusal('import_entry.columns_missing', { columns: missing });
  const rows: Row[] = [];
  for await (const { row, cells } of sheet.rows) {
    const cell = (column: Column) => (cells[places.get(column)!] ?? '').trim();
    rows.push({
      row,
      ...(Object.fromEntries(COLUMNS.map((column) => [column, cell(column)])) as Record<Column, string>),
    });
  }
  return rows;
}

/** Null where a row of it cannot be read; why goes to `failed`. */
function entryOf(brandId: string, number: string, rows: Row[], digits: number, failed: Failed[]): GivenEntry | null {
  const given = {
    brand_id: brandId,
    number,
    on: rows[0]!.date.slice(0, 10),
    port: rows[0]!.port,
    lines: rows.map((row) => ({
      sku: row.sku,
      quantity: whole(row.quantity),
      value: minor(row.value, digits),
      duty: minor(row.duty, digits),
    })),
  };
  const other = rows.find((row) => row.date.slice(0, 10) !== given.on || row.port !== given.port);
  if (other) {
    failed.push({ row: other.row, code: 'import_entry.rows_differ', facts: { number } });
    return null;
  }
  const read = dutyApi.addImportEntry.body.safeParse(given);
  if (read.success) return read.data;
  for (const { path } of read.error.issues.slice(0, 20)) {
    const line = path[0] === 'lines' && typeof path[1] === 'number' ? path[1] : 0;
    const column = path[0] === 'lines' ? path[2] : path[0];
    failed.push({
      row: rows[line]!.row,
      code: 'import_entry.unreadable',
      facts: { column: String(column ?? 'lines') },
    });
  }
  return null;
}

const whole = (text: string) =>
  /^\d{1,9}$/.test(text.replaceAll(',', '')) ? Number(text.replaceAll(',', '')) : Number.NaN;

/** `1,234.50` as minor units; NaN where it is no amount, or finer than the currency. */
function minor(text: string, digits: number): number {
  const found = /^\$?(\d{1,3}(?:,\d{3})*|\d{1,11})(?:\.(\d+))?$/.exec(text);
  if (!found) return Number.NaN;
  const fraction = (found[2] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) return Number.NaN;
  return Number(found[1]!.replaceAll(',', '') + fraction.padEnd(digits, '0'));
}
