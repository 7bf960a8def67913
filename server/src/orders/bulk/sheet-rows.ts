/** Small tables with a fixed set of columns: parts, counted stock. People name columns in English or Chinese, in any order. */
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { readSheet } from '../../platform/files/index.ts';
import { Refusal } from '../../platform/refusal.ts';
import { storageOf, useFiles } from '../../uploads/index.ts';
import { plain } from '../imports/column-names.ts';
import { type RawRow, RowRefusal } from './rows.ts';

/** Other names of each column, parted by commas; its own name is always among them. */
export type ColumnNames<F extends string> = Record<F, string>;
/** A cell by its column: trimmed; null where the column is not there or the cell is empty. */
export type Cells<F extends string> = (field: F) => string | null;

/** Which column each field stands in; of two with one name the first counts. Throws `import.columns_missing` with what is needed. */
export function placesOf<F extends string>(
  headers: readonly string[],
  names: ColumnNames<F>,
  needed: readonly F[],
): Map<F, number> {
  const known = new Map<string, F>();
  for (const field of Object.keys(names) as F[]) {
    for (const name of [field, ...names[field].split(', ')]) known.set(plain(name), field);
  }
  const places = new Map<F, number>();
  headers.forEach((header, i) => {
    const field = known.get(plain(header)) ?? known.get(plain(header.replace(/[(（[【].*$/u, '')));
    if (field && !places.has(field)) places.set(field, i);
  });
  const missing = needed.filter((field) => !places.has(field));
  if (missing.length > 0) throw new Refusal('import.columns_missing', { missing, found: headers.slice(0, 40) });
  return places;
}

/**
 * The rows of an uploaded sheet as `read` makes them; a row it refuses comes as its refusal. Rows are numbered as the
 * spreadsheet numbers them. Throws `file.not_found`, `import.columns_missing`, and what reading a table throws.
 */
export async function* sheetRows<F extends string>(
  ctx: Ctx,
  fileId: string,
  columns: { names: ColumnNames<F>; needed: readonly NoInfer<F>[] },
  read: (cells: Cells<F>) => unknown,
): AsyncGenerator<RawRow> {
  const [file] = await inWorkspace(ctx, (tx) => useFiles(tx, ctx, [fileId], { kinds: ['sheet'] }));
  const storage = await storageOf(ctx.config);
  const sheet = await readSheet(await storage.stream(file!.key));
  const places = placesOf(sheet.headers, columns.names, columns.needed);
  for await (const { row, cells } of sheet.rows) {
    const cellOf: Cells<F> = (field) => {
      const at = places.get(field);
      return at === undefined ? null : cells[at]?.trim() || null;
    };
    yield { row, value: readOr(() => read(cellOf)) };
  }
}

function readOr(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof RowRefusal) return error;
    throw error;
  }
}
