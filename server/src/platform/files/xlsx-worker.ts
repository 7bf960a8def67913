/** The thread that reads a workbook. See xlsx.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { type CellValue, readSheet } from 'read-excel-file/node';
import { Refusal } from '../refusal.ts';
import type { SheetLimits, SheetRow } from './sheet.ts';
import { packPlain, readDirectory, unpack } from './zip.ts';

export type WorkerTask = { bytes: Uint8Array; limits: SheetLimits };
export type WorkerAnswer = { rows: SheetRow[]; last: boolean } | { refusal: string; details: Record<string, unknown> };

const BATCH = 1_000;

async function read({ bytes, limits }: WorkerTask): Promise<string[][]> {
  // The reader trusts sizes as it meets them; it is given an archive that was unpacked under our own limits.
  const parts = readDirectory(bytes)
    .filter(({ name }) => /^(xl\/.*|\[Content_Types\])\.xml$|\.rels$/.test(name))
    .map((entry) => ({ name: entry.name, bytes: unpack(bytes, entry) }));
  for (const { name, bytes: xml } of parts) if (name.startsWith('xl/worksheets/')) checkExtent(xml, limits);
  const rows = await readSheet<string>(packPlain(parts), 1, { trim: false, parseNumber: numberText });
  return rows.map((row) => row.map(cellText));
}

/**
 * The reader fills every gap: one cell at XFD1048576 would become seventeen billion. Positions are therefore read first, and
 * a sheet that reaches too far is refused.
 */
function checkExtent(xml: Buffer, limits: SheetLimits) {
  const text = xml.toString('latin1');
  for (const [, tag] of text.matchAll(/<(?:[\w.-]+:)?(?:row|c)(?=[\s/>])((?:[^>"']|"[^"]*"|'[^']*')*)>/g)) {
    const [, reference] = tag?.match(/\sr\s*=\s*["']([^"']*)["']/) ?? [];
    if (reference === undefined) continue;
    const [, letters = '', digits = ''] = reference.match(/^([A-Z]{0,3})(\d{1,7})$/) ?? [];
    if (digits === '') throw new Refusal('file.unreadable');
    // Empty rows are passed over and not counted, so a table may begin low on its sheet; within reason.
    if (Number(digits) > limits.rows * 2) throw new Refusal('file.too_many_rows', { max_rows: limits.rows });
    const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
    if (column > 16_384) throw new Refusal('file.unreadable');
  }
}

/** Excel keeps 15 digits and writes 19.99 as 19.989999999999998; shown, and meant, is 19.99. */
function numberText(raw: string): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  return text.includes('e') ? rounded.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 }) : text;
}

function cellText(value: CellValue<string> | null): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) {
    const [day = '', time = ''] = new Date(Math.round(value.getTime() / 1000) * 1000)
      .toISOString()
      .slice(0, 19)
      .split('T');
    if (day < '1900-01-01') return time;
    return time === '00:00:00' ? day : `${day} ${time}`;
  }
  return String(value);
}

let rows: string[][] | null = null;
let at = 0;
parentPort!.on('message', async () => {
  try {
    rows ??= await read(workerData as WorkerTask);
    const batch = rows.slice(at, at + BATCH).map((cells, i) => ({ row: at + i + 1, cells }));
    at += BATCH;
    answer({ rows: batch, last: at >= rows.length });
  } catch (error) {
    if (error instanceof Refusal) answer({ refusal: error.code, details: error.details });
    else answer({ refusal: 'file.unreadable', details: {} });
  }
});

function answer(message: WorkerAnswer) {
  parentPort!.postMessage(message);
}
