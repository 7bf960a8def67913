/** Reading tables that people saved from Excel or an export: CSV and XLSX, as rows of plain text. */
import { Readable } from 'node:stream';
import { Refusal } from '../refusal.ts';
import { csvRows } from './csv.ts';
import { MAX_BYTES, MAX_WORKBOOK_BYTES } from './kinds.ts';
import { type Encoding, encodingOf } from './text.ts';
import { textType } from './type-of.ts';
import { xlsxRows } from './xlsx.ts';

/** `row` is the number Excel shows at the left, so that an error can be found again. `cells` has at least as many as there are headers. */
export type SheetRow = { row: number; cells: string[] };
export type Sheet = {
  format: 'csv' | 'xlsx';
  encoding: Encoding | null;
  headers: string[];
  rows: AsyncIterable<SheetRow>;
};

export type SheetLimits = { rows: number; columns: number; cell: number };
export const SHEET_LIMITS: SheetLimits = { rows: 200_000, columns: 200, cell: 32_767 };

/**
 * Opens a table for an import or its preview. The first row with anything in it is the headers; empty rows are passed over;
 * of a workbook the first sheet is read. Cells are text as Excel shows the value: dates `2026-11-17` or
 * `2026-11-17 09:42:00`, numbers without grouping, formulas by their last result.
 * Refusals at once or while the rows are read: `file.too_large {max_bytes}`, `file.type_not_allowed`, `file.unreadable {row?}`,
 * `file.too_many_rows {max_rows}`, `file.too_many_columns {max_columns, row}`, `file.cell_too_long {max_characters, row, column}`.
 */
export async function readSheet(input: Uint8Array | Readable, limits: SheetLimits = SHEET_LIMITS): Promise<Sheet> {
  const bytes = input instanceof Readable ? await collect(input, MAX_BYTES.sheet) : input;
  const magic = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  // The old .xls, and an .xlsx under a password, are both OLE files.
  if (magic === 'd0cf11e0')
    throw new Refusal('file.type_not_allowed', { found: 'application/vnd.ms-excel', allowed: ['sheet'] });
  const workbook = magic === '504b0304';
  const maxBytes = workbook ? MAX_WORKBOOK_BYTES : MAX_BYTES.sheet;
  if (bytes.length > maxBytes) throw new Refusal('file.too_large', { max_bytes: maxBytes });
  if (workbook) return withHeaders('xlsx', null, xlsxRows(bytes, limits), limits);
  const found = textType(bytes.subarray(0, 65_536));
  if (found !== null && found !== 'text/csv') throw new Refusal('file.type_not_allowed', { found, allowed: ['sheet'] });
  const encoding = encodingOf(bytes);
  if (encoding === null) throw new Refusal('file.type_not_allowed', { found: 'unknown', allowed: ['sheet'] });
  return withHeaders('csv', encoding, csvRows(bytes, encoding, limits), limits);
}

async function withHeaders(
  format: Sheet['format'],
  encoding: Encoding | null,
  all: AsyncGenerator<SheetRow>,
  limits: SheetLimits,
): Promise<Sheet> {
  const filled = nonEmpty(all, limits);
  const first = await filled.next();
  if (first.done) throw new Refusal('file.unreadable', { reason: 'no_rows' });
  const headers = first.value.cells.map((cell) => cell.trim());
  while (headers.at(-1) === '') headers.pop();
  return { format, encoding, headers, rows: padded(filled, headers.length) };
}

async function* nonEmpty(rows: AsyncGenerator<SheetRow>, limits: SheetLimits): AsyncGenerator<SheetRow> {
  let count = 0;
  for await (const { row, cells } of rows) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    // The headers are not counted among the rows.
    if (count > limits.rows) throw new Refusal('file.too_many_rows', { max_rows: limits.rows });
    count += 1;
    let width = cells.length;
    while (width > 0 && cells[width - 1] === '') width -= 1;
    if (width > limits.columns) throw new Refusal('file.too_many_columns', { max_columns: limits.columns, row });
    const column = cells.findIndex((cell) => cell.length > limits.cell);
    if (column >= 0) throw new Refusal('file.cell_too_long', { max_characters: limits.cell, row, column: column + 1 });
    yield { row, cells: cells.slice(0, width) };
  }
}

async function* padded(rows: AsyncGenerator<SheetRow>, width: number): AsyncGenerator<SheetRow> {
  for await (const { row, cells } of rows) {
    while (cells.length < width) cells.push('');
    yield { row, cells };
  }
}

async function collect(stream: Readable, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > maxBytes) throw new Refusal('file.too_large', { max_bytes: maxBytes });
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
