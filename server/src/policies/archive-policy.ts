import type { Policy } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { lockPolicy, readPolicy, setArchived } from './policies.store.ts';
import { policySeenBy } from './policy.ts';

/**
 * A manager takes a policy out of use for new orders; what was bought before keeps it. Done twice it changes nothing.
 * Throws `policy.not_found`.
 */
export function archivePolicy(ctx: Ctx, id: string): Promise<Policy> {
  return inWorkspace(ctx, async (tx) => {
    const { name, brand_id, archived_at } = await lockPolicy(tx, ctx, id);
    if (!archived_at) {
      await setArchived(tx, ctx, id);
      await record(tx, ctx, [{ type: 'policy.archived', subject: { kind: 'policy', id }, brand_id, data: { name } }]);
    }
    return policySeenBy(await readPolicy(tx, ctx, id), ctx.actor);
  });
}
