import type { IntentModel } from '@recoup/contract';
import { checkSeesAllBrands } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { changeModel, findModel, lockModels, modelOf } from './models.store.ts';

/**
 * A manager of all brands goes back to an earlier model, or takes one that was found worse all the same; it answers from the
 * next message on. Twice is once. Throws `permission.not_allowed`, `model.not_found`, `model.not_ready` where it never came to be.
 */
export function activateModel(ctx: Ctx, id: string): Promise<IntentModel> {
  checkSeesAllBrands(ctx.actor);
  return inWorkspace(ctx, async (tx) => {
    const all = await lockModels(tx, ctx);
    const model = await findModel(tx, ctx, id);
    if (model.state === 'live') return modelOf(model);
    if (model.state !== 'ready' && model.state !== 'worse')
      throw new Refusal('model.not_ready', { state: model.state });
    const live = all.find(({ state }) => state === 'live');
    if (live) await changeModel(tx, ctx, live.id, { state: 'ready' });
    await changeModel(tx, ctx, id, { state: 'live' });
    await record(tx, ctx, [{ type: 'intent_model.activated', subject: { kind: 'intent_model', id } }]);
    return modelOf({ ...model, state: 'live' });
  });
}
