import type { ImportField, importSettings } from '@recoup/contract';
import type { z } from 'zod';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { fieldsOf } from './column-names.ts';
import { checkNotStarted, type Import, loadImport, updateImport } from './imports.store.ts';
import { type Preview, previewOf } from './preview.ts';
import { reckon } from './reckon.ts';

/** Staff say which column is which, and how to read amounts and days; the whole file is counted again. Throws `import.not_found`, `import.already_started`, `import.column_unknown`, `import.field_twice`. */
export async function mapImport(
  ctx: Ctx,
  id: string,
  wanted: { columns: { header: string; field: ImportField | null }[]; settings: z.output<typeof importSettings> },
): Promise<Preview> {
  const { job, brand } = await inWorkspace(ctx, async (tx) => {
    const job = await loadImport(tx, ctx, id);
    return { job, brand: await brandOf(tx, job.brand_id) };
  });
  checkNotStarted(job);
  const columns = job.kind === 'table' ? remapped(job, wanted.columns) : job.reckoning.columns;
  const source = { file_key: job.file_key, file_type: job.file_type };
  const { reckoning, total } = await reckon(ctx.config, source, job.what, brand, columns, wanted.settings);
  return inWorkspace(ctx, async (tx) => {
    checkNotStarted(await loadImport(tx, ctx, id, { lock: true }));
    await updateImport(tx, ctx, id, { reckoning, total });
    return previewOf(await loadImport(tx, ctx, id));
  });
}

function remapped(job: Import, wanted: readonly { header: string; field: ImportField | null }[]): Preview['columns'] {
  const fields = new Map(wanted.map(({ header, field }) => [header, field]));
  const headers = new Set(job.reckoning.headers);
  const allowed = new Set(fieldsOf(job.what));
  const taken = new Set<ImportField>();
  for (const { header, field } of wanted) {
    if (!headers.has(header)) throw new Refusal('import.column_unknown', { header });
    if (field === null) continue;
    if (!allowed.has(field)) throw new Refusal('import.column_unknown', { header, field });
    if (taken.has(field)) throw new Refusal('import.field_twice', { field });
    taken.add(field);
  }
  return job.reckoning.columns.map((column) => {
    const field = fields.get(column.header);
    return field === undefined
      ? { ...column, field: taken.has(column.field!) ? null : column.field }
      : { ...column, field };
  });
}
