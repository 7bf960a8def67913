import type { AnswerOf, assistant } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { settingsOf } from '../settings/settings.store.ts';
import { askModel } from './budget.ts';

/**
 * A manager asks the model one small question, on or not, to see that address, name and key are right. It costs what it
 * costs and counts in the budget. Throws `brand.not_found`, `assistant.model_incomplete`.
 */
export async function testModel(ctx: Ctx, brandId: string): Promise<AnswerOf<(typeof assistant)['testModel']>> {
  const { model } = await inWorkspace(ctx, (tx) => settingsOf(tx, ctx, brandId));
  const began = performance.now();
  const asked = await askModel(
    ctx,
    model,
    {
      brandId,
      instructions:
        'You are asked by a shop that wants to know whether you can be reached. Answer in one short sentence.',
      prompt: 'Say in one sentence, in English, that you are here.',
      most: 200,
    },
    (one, ask) => one.write(ask),
  );
  if ('none' in asked && asked.none === 'incomplete') throw new Refusal('assistant.model_incomplete');
  const ms = Math.round(performance.now() - began);
  if ('none' in asked) return { ok: false, ms, failure: asked.none, sample: null };
  return { ok: true, ms, failure: null, sample: asked.answer.slice(0, 300) };
}
