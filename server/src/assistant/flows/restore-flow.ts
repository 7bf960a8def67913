import type { AnswerOf, assistant, FlowKey } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { changesIn } from './changes.ts';
import { flowDetail } from './flow-detail.ts';
import { flowOfVersion, keptFlow, lockFlow, writeDraft } from './flows.store.ts';

/**
 * A manager makes an earlier version the draft, 0 being the flow as Recoup ships it, over the draft there is. Publishing it makes
 * a new version: what was in force is never changed. Throws `brand.not_found`, `flow.version_not_found`.
 */
export function restoreFlow(
  ctx: Ctx,
  brandId: string,
  key: FlowKey,
  version: number,
): Promise<AnswerOf<(typeof assistant)['restoreFlow']>> {
  return inWorkspace(ctx, async (tx) => {
    const brand = await brandOf(tx, brandId);
    await lockFlow(tx, ctx, brand.id, key);
    const earlier = await flowOfVersion(tx, ctx, brand.id, key, version);
    if (!earlier) throw new Refusal('flow.version_not_found', { version });
    const { live } = await keptFlow(tx, ctx, brand.id, key);
    await writeDraft(tx, ctx, { brandId: brand.id, key, draft: changesIn(live, earlier) > 0 ? earlier : null });
    return flowDetail(tx, ctx, brand.id, key);
  });
}
