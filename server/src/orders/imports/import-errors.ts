import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { writeCsv } from '../../platform/files/index.ts';
import type { FileAnswer } from '../../platform/http.ts';
import { leftOut, loadImport } from './imports.store.ts';

const A_PAGE = 1000;
/** Added to the file's own columns; an import leaves them out again. */
export const REASON_COLUMNS = ['Recoup: row', 'Recoup: reason', 'Recoup: code'];

/**
 * The rows an import left out, in the columns of the file they came in, with the row's number there and the reason. All
 * rows of an order are there, so that the file may be mended and imported by itself. Throws `import.not_found`.
 */
export async function importErrors(ctx: Ctx, id: string): Promise<FileAnswer> {
  const { file_name, reckoning } = await inWorkspace(ctx, (tx) => loadImport(tx, ctx, id));
  const { headers } = reckoning;
  async function* rows() {
    for (let after = 0; ; ) {
      const page = await inWorkspace(ctx, (tx) => leftOut(tx, ctx, id, after, A_PAGE));
      for (const { row, cells, message, code } of page) {
        yield [...headers.map((_header, i) => cells[i] ?? ''), row, message, code];
      }
      if (page.length < A_PAGE) return;
      after = page.at(-1)!.row;
    }
  }
  return {
    body: writeCsv([...headers, ...REASON_COLUMNS], rows()),
    type: 'text/csv; charset=utf-8',
    name: `${file_name.replace(/\.[^.]*$/, '')} errors.csv`,
  };
}
