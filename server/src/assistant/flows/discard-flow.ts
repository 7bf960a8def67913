import type { AnswerOf, assistant, FlowKey } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { flowDetail } from './flow-detail.ts';
import { keptFlow, lockFlow, writeDraft } from './flows.store.ts';

/** A manager drops what was changed of a flow; what runs stays as it is. Throws `brand.not_found`, `flow.no_draft`. */
export function discardFlow(
  ctx: Ctx,
  brandId: string,
  key: FlowKey,
): Promise<AnswerOf<(typeof assistant)['discardFlow']>> {
  return inWorkspace(ctx, async (tx) => {
    const brand = await brandOf(tx, brandId);
    await lockFlow(tx, ctx, brand.id, key);
    const { draft } = await keptFlow(tx, ctx, brand.id, key);
    if (!draft) throw new Refusal('flow.no_draft');
    await writeDraft(tx, ctx, { brandId: brand.id, key, draft: null });
    return flowDetail(tx, ctx, brand.id, key);
  });
}
