import type { ImportField, ImportJob, importPreview, importSettings } from '@recoup/contract';
import type { z } from 'zod';
import { brandOf } from '../../accounts/index.ts';
import { type Ctx, may } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { enqueue, record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { useFiles } from '../../uploads/index.ts';
import { openBrand } from '../bulk/open-brand.ts';
import type { What } from './column-names.ts';
import { fieldsOf } from './column-names.ts';
import { type Import, importAnswer, insertImport, loadImport, problemsOf, updateImport } from './imports.store.ts';
import { guessReading, reckon } from './reckon.ts';

export type Preview = z.output<typeof importPreview>;

/**
 * Staff open an uploaded file for import: it is read whole and counted, and how its columns are meant is guessed.
 * Nothing of it is written. Returns the preview.
 *
 * Throws `brand.not_found`, `brand.archived`, `file.not_found`, `import.empty`, `import.unreadable`, what reading a table
 * throws (`file.…`), and `permission.not_allowed` for products without the right to them.
 */
export async function startImport(
  ctx: Ctx,
  { brand_id, file_id, what }: { brand_id: string; file_id: string; what: What },
): Promise<Preview> {
  if (what === 'products' && !may(ctx.actor, 'products.write')) {
    throw new Refusal('permission.not_allowed', { needs: 'products.write' });
  }
  const { brand, file } = await inWorkspace(ctx, async (tx) => {
    const [found] = await useFiles(tx, ctx, [file_id], { kinds: ['sheet'] });
    return { brand: await openBrand(tx, brand_id), file: found! };
  });
  const source = { file_key: file.key, file_type: file.type };
  const { kind, columns, settings } = await guessReading(ctx.config, source, what);
  const { reckoning, total } = await reckon(ctx.config, source, what, brand, columns, settings);
  const id = newId();
  return inWorkspace(ctx, async (tx) => {
    await insertImport(tx, ctx, { id, brand_id, kind, what, file_id, file_name: file.name, reckoning, total });
    await record(tx, ctx, [
      { type: 'import.opened', subject: { kind: 'import', id }, brand_id, data: { file_name: file.name, kind, what } },
    ]);
    return previewOf(await loadImport(tx, ctx, id));
  });
}

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
  notStarted(job);
  const columns = job.kind === 'table' ? remapped(job, wanted.columns) : job.reckoning.columns;
  const source = { file_key: job.file_key, file_type: job.file_type };
  const { reckoning, total } = await reckon(ctx.config, source, job.what, brand, columns, wanted.settings);
  return inWorkspace(ctx, async (tx) => {
    notStarted(await loadImport(tx, ctx, id, { lock: true }));
    await updateImport(tx, ctx, id, { reckoning, total });
    return previewOf(await loadImport(tx, ctx, id));
  });
}

function notStarted(job: Import): void {
  if (job.state !== 'mapping') throw new Refusal('import.already_started', { state: job.state });
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

/** Staff start an import as it was previewed; a job does it. Throws `import.not_found`, `import.already_started`, `import.fields_missing`. */
export function runImport(ctx: Ctx, id: string): Promise<ImportJob> {
  return inWorkspace(ctx, async (tx) => {
    const job = await loadImport(tx, ctx, id, { lock: true });
    notStarted(job);
    const missing = job.reckoning.missing_fields;
    if (missing.length > 0) throw new Refusal('import.fields_missing', { fields: missing });
    await updateImport(tx, ctx, id, { state: 'queued' });
    await enqueue(tx, ctx, { job: 'run-import', payload: { import_id: id }, key: `import:${id}`, queue: 'imports' });
    const data = { total: job.total };
    await record(tx, ctx, [{ type: 'import.queued', subject: { kind: 'import', id }, brand_id: job.brand_id, data }]);
    return importAnswer({ ...job, state: 'queued' });
  });
}

/** Staff stop an import; what is written stays, and a batch under way is finished. One that ended already stays as it ended. Throws `import.not_found`. */
export function cancelImport(ctx: Ctx, id: string): Promise<ImportJob> {
  return inWorkspace(ctx, async (tx) => {
    const job = await loadImport(tx, ctx, id, { lock: true });
    if (['done', 'failed', 'cancelled'].includes(job.state)) return importAnswer(job);
    await updateImport(tx, ctx, id, { state: 'cancelled', finished_at: ctx.now });
    const subject = { kind: 'import', id };
    await record(tx, ctx, [{ type: 'import.cancelled', subject, brand_id: job.brand_id, data: { done: job.done } }]);
    return importAnswer({ ...job, state: 'cancelled', finished_at: ctx.now });
  });
}

/** An import as its page shows it: how its file is read, or how far it got and what was left out. Throws `import.not_found`. */
export function readImport(ctx: Ctx, id: string): Promise<Preview> {
  return inWorkspace(ctx, async (tx) => {
    const job = await loadImport(tx, ctx, id);
    const preview = previewOf(job);
    return job.state === 'mapping' || job.failed_rows === 0
      ? preview
      : { ...preview, problems: await problemsOf(tx, ctx, id) };
  });
}

function previewOf(job: Import): Preview {
  const { headers: _, ...reckoning } = job.reckoning;
  return { job: importAnswer(job), ...reckoning };
}
