import { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { enqueue } from '../../platform/record.ts';
import { goingConversations, overdueConversations } from './clocks.store.ts';
import { keepClocks } from './keep-clocks.ts';

const BATCH = 200;

/** After a change of promises or hours: what runs is reckoned anew, by jobs, some conversations at a time. */
export function reckonAllAnew(tx: Tx, ctx: Ctx): Promise<void> {
  return enqueue(tx, ctx, { job: 'reckon-clocks-anew' });
}

/** Parts the conversations that may have a running clock into batches. */
const partJob = job({
  name: 'reckon-clocks-anew',
  run: (ctx) =>
    inWorkspace(ctx, async (tx) => {
      const ids = await goingConversations(tx, ctx);
      for (let from = 0; from < ids.length; from += BATCH) {
        const conversation_ids = ids.slice(from, from + BATCH);
        await enqueue(tx, ctx, { job: 'reckon-clocks-of', payload: { conversation_ids } });
      }
    }),
});

const batchJob = job({
  name: 'reckon-clocks-of',
  payload: z.object({ conversation_ids: z.array(z.uuid()) }),
  async run(ctx, { conversation_ids }) {
    for (const id of conversation_ids) await keepClocks(ctx, id);
  },
});

/** Looks at a conversation when its next clock counts as running out, or runs out. Called before that by our clock, it leaves it to the sweep. */
const ringJob = job({
  name: 'ring-clocks',
  payload: z.object({ conversation_id: z.uuid(), at: z.iso.datetime() }),
  async run(ctx, { conversation_id, at }) {
    if (ctx.now >= new Date(at)) await keepClocks(ctx, conversation_id);
  },
});

/** What no job looked at in time, as after a long stop of the machine, is looked at now. */
const sweepJob = job({
  name: 'sweep-clocks',
  cron: '*/5 * * * *',
  async run(ctx) {
    const ids = await inWorkspace(ctx, (tx) => overdueConversations(tx, ctx));
    for (const id of ids) await keepClocks(ctx, id);
  },
});

export const clockJobs = [partJob, batchJob, ringJob, sweepJob];
