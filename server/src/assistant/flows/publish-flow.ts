import type { AnswerOf, assistant, FlowKey } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { changesIn } from './changes.ts';
import { checkFlow } from './check-flow.ts';
import { flowDetail } from './flow-detail.ts';
import { keptFlows, lockFlow, putInForce } from './flows.store.ts';

/**
 * A manager puts a draft in force for what buyers say from now on: a talk that is under way is read by it from its next turn.
 * Two who publish at once make one version; the second is told that there is no draft. Throws `brand.not_found`,
 * `flow.no_draft`, `flow.has_problems` with what is wrong.
 */
export function publishFlow(
  ctx: Ctx,
  brandId: string,
  key: FlowKey,
): Promise<AnswerOf<(typeof assistant)['publishFlow']>> {
  return inWorkspace(ctx, async (tx) => {
    const brand = await brandOf(tx, brandId);
    await lockFlow(tx, ctx, brand.id, key);
    const all = await keptFlows(tx, ctx, brand.id);
    const kept = all.find((one) => one.key === key);
    if (!kept?.draft) throw new Refusal('flow.no_draft');
    const problems = checkFlow(
      kept.draft,
      all.map(({ live }) => live),
    );
    if (problems.length > 0) throw new Refusal('flow.has_problems', { problems });
    const version = kept.version + 1;
    const changes = changesIn(kept.live, kept.draft);
    await putInForce(tx, ctx, { brandId: brand.id, key, flow: kept.draft, version, changes });
    const subject = { kind: 'brand', id: brand.id };
    await record(tx, ctx, [{ type: 'flow.published', subject, brand_id: brand.id, data: { key, version, changes } }]);
    return flowDetail(tx, ctx, brand.id, key);
  });
}
