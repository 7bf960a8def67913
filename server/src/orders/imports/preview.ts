import type { importPreview } from '@recoup/contract';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { type Import, importAnswer, loadImport, problemsOf } from './imports.store.ts';

export type Preview = z.output<typeof importPreview>;

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

export function previewOf(job: Import): Preview {
  const { headers: _, ...reckoning } = job.reckoning;
  return { job: importAnswer(job), ...reckoning };
}
