import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { Refusal } from '../refusal.ts';
import type { SheetLimits, SheetRow } from './sheet.ts';
import { decodePieces, type Encoding } from './text.ts';

/** Reads a CSV row by row. A comma, semicolon, tab or bar between the cells is found out; quotes in odd places are taken as they stand. */
export async function* csvRows(bytes: Uint8Array, encoding: Encoding, limits: SheetLimits): AsyncGenerator<SheetRow> {
  const pieces = decodePieces(bytes, encoding);
  const first = pieces.next().value ?? '';
  // Excel's own first line saying which sign parts the cells: `sep=;`
  const declared = first.match(/^sep=(.)\r?\n/);
  const start = declared ? first.slice(declared[0].length) : first;
  const parser = Readable.from(joined(start, pieces)).pipe(
    parse({
      delimiter: declared?.[1] ?? delimiterOf(start),
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: limits.cell * limits.columns,
    }),
  );
  let row = declared ? 1 : 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row += 1;
      yield { row, cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const reason =
      error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE'
        ? { reason: 'quote_not_closed' }
        : {};
    // The error overtakes the rows that were read before it; its own count says where it stands.
    const whole = Number(error.records ?? 0) + (declared ? 1 : 0);
    throw new Refusal('file.unreadable', { row: whole + 1, ...reason });
  } finally {
    parser.destroy();
  }
}

function* joined(start: string, rest: Iterable<string>): Generator<string> {
  yield start;
  yield* rest;
}

/** The sign that stands outside quotes the same number of times in most of the first lines. */
export function delimiterOf(text: string): string {
  const lines = text
    .slice(0, 65_536)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 30);
  let best = { sign: ',', score: 0 };
  for (const sign of [',', ';', '\t', '|']) {
    const counts = lines.map((line) => line.split(sign).length - 1);
    const inHeader = counts[0] ?? 0;
    const alike = counts.filter((count) => count === inHeader).length;
    const score = inHeader === 0 ? 0 : alike * 100 + inHeader;
    if (score > best.score) best = { sign, score };
  }
  return best.sign;
}
