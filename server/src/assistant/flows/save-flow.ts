import type { AnswerOf, assistant, Flow, FlowKey } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { changesIn } from './changes.ts';
import { flowDetail } from './flow-detail.ts';
import { keptFlow, lockFlow, writeDraft } from './flows.store.ts';

/**
 * A manager keeps what they changed of a flow; what runs stays as it is, and a draft that changes nothing is none. It may have
 * problems: the answer names them, and it cannot be published with them. Throws `brand.not_found`, `flow.other_key`.
 */
export function saveFlow(
  ctx: Ctx,
  brandId: string,
  key: FlowKey,
  draft: Flow,
): Promise<AnswerOf<(typeof assistant)['saveFlow']>> {
  if (draft.key !== key) throw new Refusal('flow.other_key', { key: draft.key });
  return inWorkspace(ctx, async (tx) => {
    const brand = await brandOf(tx, brandId);
    await lockFlow(tx, ctx, brand.id, key);
    const { live } = await keptFlow(tx, ctx, brand.id, key);
    await writeDraft(tx, ctx, { brandId: brand.id, key, draft: changesIn(live, draft) > 0 ? draft : null });
    return flowDetail(tx, ctx, brand.id, key);
  });
}
