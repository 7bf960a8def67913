/** Tables for people to take away: lists, errors of an import, figures. */
import { Readable } from 'node:stream';
import writeXlsxFile from 'write-excel-file/node';
import { plainCell, safeCell } from './cell.ts';

export type Cell = string | number | null;
type Rows = Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;

/** CSV as Excel opens it everywhere: UTF-8 with its mark, CRLF (RFC 4180), and no cell that a spreadsheet would run as a formula. */
export function writeCsv(headers: readonly string[], rows: Rows): Readable {
  return Readable.from(csvLines(headers, rows));
}

async function* csvLines(headers: readonly string[], rows: Rows): AsyncGenerator<string> {
  yield `\ufeff${csvLine(headers)}`;
  for await (const row of rows) yield csvLine(row);
}

function csvLine(cells: readonly Cell[]): string {
  return `${cells
    .map((cell) => {
      const text = safeCell(cell);
      return /[",\r\n;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    })
    .join(',')}\r\n`;
}

/** XLSX: text is text (never a formula), numbers are numbers, the header row stays in view. For up to some ten thousand rows: it is made in memory. */
export async function writeXlsx(table: {
  sheet: string;
  headers: readonly string[];
  rows: readonly (readonly Cell[])[];
}): Promise<Buffer> {
  const header = table.headers.map((text) => ({ value: plainCell(text), type: String, fontWeight: 'bold' as const }));
  const body = table.rows.map((row) =>
    row.map((cell) =>
      cell === null
        ? null
        : typeof cell === 'number'
          ? { value: cell, type: Number }
          : { value: plainCell(cell), type: String },
    ),
  );
  const columns = table.headers.map((text, i) => ({
    width: Math.min(
      48,
      Math.max(10, ...[text, ...table.rows.slice(0, 200).map((row) => String(row[i] ?? ''))].map(displayWidth)) + 2,
    ),
  }));
  // Excel's own rule for the names of sheets.
  const sheet =
    table.sheet
      .replace(/[\\/?*[\]:']/g, ' ')
      .trim()
      .slice(0, 31) || 'Sheet1';
  return writeXlsxFile([header, ...body], { sheet, columns, stickyRowsCount: 1 }).toBuffer();
}

/** Chinese characters take two places. */
function displayWidth(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0);
}
