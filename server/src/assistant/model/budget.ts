import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { modelKeyOf, monthOf } from '../settings/settings.store.ts';
import { isResting, wentWell, wentWrong } from './breaker.ts';
import { capOf, costAtMost, costOf } from './cost.ts';
import { type Answered, type Ask, type LanguageModel, type ModelSettings, ModelTrouble, openModel } from './model.ts';
import { reserve, settle } from './spending.store.ts';

export type Question = Omit<Ask, 'signal'> & { brandId: string };
/** Why there is no answer: a trouble of the model's, or `over_budget`, `resting`, `incomplete`. */
export type Asked<T> = { answer: T } | { none: string };

/**
 * Asks a brand's model one thing, within its budget and its time. The most it may cost is put aside before, in a transaction
 * of its own, and settled after; a process that dies in between leaves it counted. Never called inside a transaction that
 * holds a lock, and never throws for what a model does: the offline assistant goes on in the same turn.
 */
export async function askModel<T>(
  ctx: Ctx,
  settings: ModelSettings,
  { brandId, ...question }: Question,
  how: (model: LanguageModel, ask: Ask) => Promise<Answered<T>>,
): Promise<Asked<T>> {
  const { kind, base_url, name } = settings;
  if (!name || (kind === 'openai_compatible' && !base_url)) return { none: 'incomplete' };
  const place = JSON.stringify([ctx.workspaceId, brandId, kind, base_url, name]);
  if (isResting(place, ctx.now)) return { none: 'resting' };
  const apart: Ctx = { ...ctx, tx: undefined };
  const amount = costAtMost(settings, question.instructions + question.prompt, question.most);
  const opened = await inWorkspace(apart, async (tx) => {
    const month = monthOf(await brandOf(tx, brandId), ctx.now);
    const isReserved = await reserve(tx, ctx, { brandId, month, amount, cap: capOf(settings.budget_per_month) });
    return { month, isReserved, key: await modelKeyOf(tx, ctx, brandId) };
  });
  if (!opened.isReserved) return { none: 'over_budget' };
  const settled = (cost: number) =>
    inWorkspace(apart, (tx) => settle(tx, ctx, { brandId, month: opened.month, reserved: amount, cost }));
  try {
    const model = openModel(ctx.config, { kind, base_url, name, key: opened.key });
    const { answer, usage } = await how(model, { ...question, signal: AbortSignal.timeout(settings.timeout_ms) });
    await settled(usage ? costOf(settings, usage) : amount);
    wentWell(place);
    return { answer };
  } catch (error) {
    if (!(error instanceof ModelTrouble)) throw error;
    // What was asked and not heard to its end may have to be paid for all the same.
    const isPaid = error.why === 'time_out' || error.why === 'too_long';
    await settled(error.usage ? costOf(settings, error.usage) : isPaid ? amount : 0);
    if (error.usage === null) wentWrong(place, ctx.now);
    ctx.log.warn({ brand_id: brandId, why: error.why }, 'the language model gave no answer');
    return { none: error.why };
  }
}
