import type { ImportJob } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { importAnswer, loadImport, updateImport } from './imports.store.ts';

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
