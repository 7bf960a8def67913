import type { ImportJob } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { enqueue, record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { checkNotStarted, importAnswer, loadImport, updateImport } from './imports.store.ts';

/** Staff start an import as it was previewed; a job does it. Throws `import.not_found`, `import.already_started`, `import.fields_missing`. */
export function queueImport(ctx: Ctx, id: string): Promise<ImportJob> {
  return inWorkspace(ctx, async (tx) => {
    const job = await loadImport(tx, ctx, id, { lock: true });
    checkNotStarted(job);
    const missing = job.reckoning.missing_fields;
    if (missing.length > 0) throw new Refusal('import.fields_missing', { fields: missing });
    await updateImport(tx, ctx, id, { state: 'queued' });
    await enqueue(tx, ctx, { job: 'run-import', payload: { import_id: id }, key: `import:${id}`, queue: 'imports' });
    const data = { total: job.total };
    await record(tx, ctx, [{ type: 'import.queued', subject: { kind: 'import', id }, brand_id: job.brand_id, data }]);
    return importAnswer({ ...job, state: 'queued' });
  });
}
