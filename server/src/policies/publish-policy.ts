import type { Policy } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { lockPolicy, publishDraft, readPolicy } from './policies.store.ts';
import { policySeenBy } from './policy.ts';

/**
 * A manager puts the draft in force for orders bought from now on; orders bought before keep the version of their day.
 * A published version never changes. Two who publish at once make one version: the second is told that there is
 * nothing to publish. Throws `policy.not_found`, `policy.archived`, `policy.nothing_to_publish`.
 */
export function publishPolicy(ctx: Ctx, id: string): Promise<Policy> {
  return inWorkspace(ctx, async (tx) => {
    const { name, brand_id, archived_at } = await lockPolicy(tx, ctx, id);
    if (archived_at) throw new Refusal('policy.archived');
    const version = await publishDraft(tx, ctx, id);
    if (version === null) throw new Refusal('policy.nothing_to_publish');
    const subject = { kind: 'policy', id };
    await record(tx, ctx, [{ type: 'policy.published', subject, brand_id, data: { name, version } }]);
    return policySeenBy(await readPolicy(tx, ctx, id), ctx.actor);
  });
}
