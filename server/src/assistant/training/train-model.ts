import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { record } from '../../platform/record.ts';
import { changeModel, liveModelId, lockModels, packedOf } from './models.store.ts';
import { acceptedRows } from './training.store.ts';
import { verdict } from './training.ts';
import type { Trained, TrainingTask } from './training-thread.ts';

/** Rows of agents that are learned at most, the newest. */
const MOST_TAUGHT = 20_000;
/** A training takes half a minute; one that takes this long stands still. */
const LONGEST_MS = 20 * 60_000;

/**
 * Trains with what was accepted and puts the model live where it is not worse on the kept test set; else it is kept, and
 * nothing changes. Run again after a worker was killed in the middle, it begins anew; where training itself fails the model says
 * so, and another may be begun.
 */
export async function trainModel(
  ctx: Ctx,
  id: string,
  run: (task: TrainingTask) => Promise<Trained> = inThread,
): Promise<void> {
  const task = await inWorkspace(ctx, async (tx) => {
    const model = (await lockModels(tx, ctx)).find((one) => one.id === id);
    if (model?.state !== 'training') return null;
    const live = await liveModelId(tx, ctx);
    return {
      taught: await acceptedRows(tx, ctx, MOST_TAUGHT),
      live: live === null ? null : await packedOf(tx, ctx, live),
    };
  });
  if (!task) return;
  const answer = await run(task).catch((error: Error) => error);
  await inWorkspace(ctx, async (tx) => {
    const all = await lockModels(tx, ctx);
    // Given up as lost meanwhile, or done by a second run of this job.
    if (all.find((one) => one.id === id)?.state !== 'training') return;
    if (answer instanceof Error) {
      ctx.log.error({ error: answer }, 'a training failed');
      await changeModel(tx, ctx, id, { state: 'failed', failure: answer.message.slice(0, 300) });
      await record(tx, ctx, [event(id, { state: 'failed' })]);
      return;
    }
    const state = verdict(answer.figures, answer.live);
    const before = all.find((one) => one.state === 'live');
    if (state === 'live' && before) await changeModel(tx, ctx, before.id, { state: 'ready' });
    const { packed, rows, figures } = answer;
    await changeModel(tx, ctx, id, { state, packed, figures, row_count: rows, taught: task.taught.length });
    await record(tx, ctx, [event(id, { state, accuracy: figures.accuracy, taught: task.taught.length })]);
  });
}

const event = (id: string, data: Record<string, unknown>) => ({
  type: 'intent_model.trained',
  subject: { kind: 'intent_model', id },
  data,
});

/** Half a minute of one core, beside the event loop. */
export function inThread(task: TrainingTask): Promise<Trained> {
  const thread = new Worker(new URL('training-thread.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  });
  return new Promise<Trained>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('training took too long')), LONGEST_MS);
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`training ended early (${code})`)));
    thread.once('exit', () => clearTimeout(late));
  }).finally(() => thread.terminate());
}

export const retrainJob = job({
  name: 'assistant.retrain',
  payload: z.object({ model_id: z.uuid() }),
  run: (ctx, { model_id }) => trainModel(ctx, model_id),
});
