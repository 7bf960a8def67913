import type { Policy } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { lockPolicy, readPolicy, writeDraft } from './policies.store.ts';
import { checkDraft, type DraftInput, policySeenBy } from './policy.ts';

/**
 * A manager saves what they changed. The first change after a publication makes the next version as a draft; the live
 * version stays in force. The name belongs to the policy and changes at once. Throws `policy.not_found`,
 * `policy.archived`, and `input.invalid` for a season that ends before it begins.
 */
export function saveDraft(ctx: Ctx, id: string, draft: DraftInput): Promise<Policy> {
  checkDraft(draft);
  return inWorkspace(ctx, async (tx) => {
    const { brand_id, archived_at } = await lockPolicy(tx, ctx, id);
    if (archived_at) throw new Refusal('policy.archived');
    await writeDraft(tx, ctx, id, newId(), draft);
    const subject = { kind: 'policy', id };
    await record(tx, ctx, [{ type: 'policy.changed', subject, brand_id, data: { name: draft.name } }]);
    return policySeenBy(await readPolicy(tx, ctx, id), ctx.actor);
  });
}
