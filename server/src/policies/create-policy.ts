import type { Policy } from '@recoup/contract';
import { brandOf } from '../accounts/index.ts';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { record } from '../platform/record.ts';
import { insertPolicy, readPolicy, writeDraft } from './policies.store.ts';
import { checkDraft, type DraftInput, policySeenBy } from './policy.ts';

/**
 * A manager begins a policy for a brand, as a draft that holds for nobody until it is published. Money in the rules is
 * in minor units of the brand's currency. Throws `brand.not_found` and `input.invalid` for a season that ends before
 * it begins.
 */
export function createPolicy(ctx: Ctx, { brand_id, ...draft }: DraftInput & { brand_id: string }): Promise<Policy> {
  checkDraft(draft);
  const id = newId();
  return inWorkspace(ctx, async (tx) => {
    await brandOf(tx, brand_id);
    await insertPolicy(tx, ctx, { id, brand_id, name: draft.name });
    await writeDraft(tx, ctx, id, newId(), draft);
    const subject = { kind: 'policy', id };
    await record(tx, ctx, [{ type: 'policy.created', subject, brand_id, data: { name: draft.name } }]);
    return policySeenBy(await readPolicy(tx, ctx, id), ctx.actor);
  });
}
