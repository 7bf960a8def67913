import type { IntentModel } from '@recoup/contract';
import { checkSeesAllBrands } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { enqueue } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { readShipped } from '../intents/shipped.ts';
import { changeModel, findModel, insertModel, lockModels, modelOf } from './models.store.ts';
import { reviewedSince } from './training.store.ts';
import { LOST_AFTER_MS } from './training.ts';

/**
 * A manager of all brands, whose buyers it will understand, has a model trained with what was accepted; a job does it, one at
 * a time in a workspace. The shipped model stands in the list from then on, to go back to. Throws `permission.not_allowed`,
 * `model.training_now`, `model.nothing_new`.
 */
export function retrain(ctx: Ctx): Promise<IntentModel> {
  checkSeesAllBrands(ctx.actor);
  return inWorkspace(ctx, async (tx) => {
    const before = await lockModels(tx, ctx);
    const running = before.find(({ state }) => state === 'training');
    if (running) {
      if (ctx.now.getTime() - running.trained_at.getTime() < LOST_AFTER_MS) throw new Refusal('model.training_now');
      await changeModel(tx, ctx, running.id, { state: 'failed', failure: 'lost' });
    }
    const last = before.find(({ state, by }) => state !== 'failed' && state !== 'training' && by.id !== null);
    if (!(await reviewedSince(tx, ctx, last?.trained_at ?? null))) throw new Refusal('model.nothing_new');
    if (before.length === 0) {
      const { head } = readShipped();
      await insertModel(tx, ctx, {
        state: 'live',
        by: { id: null, name: 'Recoup' },
        row_count: head.rows,
        figures: head.figures,
      });
    }
    const id = await insertModel(tx, ctx, { state: 'training', by: { id: ctx.actor.id, name: ctx.actor.name } });
    await enqueue(tx, ctx, { job: 'assistant.retrain', payload: { model_id: id }, key: `retrain:${id}` });
    return modelOf(await findModel(tx, ctx, id));
  });
}
