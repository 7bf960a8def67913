import type { TrainingRow } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { checkIntent } from './known-intents.ts';
import { findTaught, lockTaught, rowOf, saveReview } from './training.store.ts';

/**
 * A manager takes what an agent taught as a training row, perhaps as another intent, or does not; either may be changed later.
 * Throws `training.not_found`, `intent.unknown`.
 */
export function reviewTraining(
  ctx: Ctx,
  id: string,
  { accept, intent: changed }: { accept: boolean; intent?: string },
): Promise<TrainingRow> {
  if (changed !== undefined) checkIntent(changed);
  return inWorkspace(ctx, async (tx) => {
    const row = await lockTaught(tx, ctx, id);
    const state = accept ? 'accepted' : 'rejected';
    const intent = changed ?? row.intent;
    if (row.state === state && row.intent === intent) return rowOf(row);
    await saveReview(tx, ctx, id, { state, intent });
    const subject = { kind: 'conversation', id: row.conversation_id };
    const data = { code: row.code, intent, accepted: accept };
    await record(tx, ctx, [{ type: 'training.reviewed', subject, brand_id: row.brand_id, data }]);
    return rowOf(await findTaught(tx, ctx, id));
  });
}
