import { z } from 'zod';
import { inWorkspace } from '../platform/db.ts';
import { job } from '../platform/jobs.ts';
import { enqueue } from '../platform/record.ts';
import { storageOf } from './storage-of.ts';
import { forgetUnused } from './uploads.store.ts';

const DAY = 86_400_000;
const A_SWEEP = 500;

/** Every hour: files that nobody used within a day of their upload are forgotten, and their bytes deleted afterwards. */
export const sweepFiles = job({
  name: 'sweep-unused-files',
  cron: '41 * * * *',
  async run(ctx) {
    for (let more = true; more; ) {
      more = await inWorkspace(ctx, async (tx) => {
        const keys = await forgetUnused(tx, ctx, new Date(ctx.now.getTime() - DAY), A_SWEEP);
        if (keys.length > 0) await enqueue(tx, ctx, { job: deleteFiles.name, payload: { keys } });
        return keys.length >= A_SWEEP;
      });
    }
  },
});

/** Deleting what is gone already is no error, so it may run again. */
export const deleteFiles = job({
  name: 'delete-files',
  payload: z.object({ keys: z.array(z.string()) }),
  async run(ctx, { keys }) {
    const storage = await storageOf(ctx.config);
    for (const key of keys) await storage.delete(key);
  },
});
