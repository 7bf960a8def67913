import type { Policy } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { deleteDraft, lockPolicy, readPolicy } from './policies.store.ts';
import { policySeenBy } from './policy.ts';

/** A manager drops what they changed; the live version stays as it is. Throws `policy.not_found`, `policy.no_draft`. */
export function discardDraft(ctx: Ctx, id: string): Promise<Policy> {
  return inWorkspace(ctx, async (tx) => {
    const { name, brand_id } = await lockPolicy(tx, ctx, id);
    const version = await deleteDraft(tx, ctx, id);
    if (version === null) throw new Refusal('policy.no_draft');
    const subject = { kind: 'policy', id };
    await record(tx, ctx, [{ type: 'policy.draft_discarded', subject, brand_id, data: { name, version } }]);
    return policySeenBy(await readPolicy(tx, ctx, id), ctx.actor);
  });
}
