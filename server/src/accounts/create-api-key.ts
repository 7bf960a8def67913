import { randomInt } from 'node:crypto';
import type { Permission } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { hashOfKey } from './callers.ts';
import { type ApiKey, apiKeyAnswer, insertKey } from './keys.store.ts';
import { checkHoldsAll, isWithin } from './scope.ts';
import { checkScopeExists } from './scope-exists.ts';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `rk_` and 43 characters: 256 random bits. Only its SHA-256 is kept, which is enough for a secret nobody can guess. */
function newSecret(): string {
  return `rk_${Array.from({ length: 43 }, () => BASE62[randomInt(62)]).join('')}`;
}

/**
 * An owner makes a key for a program. Its scopes and brands cannot go beyond the maker's own. The secret is in this
 * answer and nowhere else. Throws `staff.above_own_role.not_allowed`, `staff.outside_own_scope.not_allowed`, `brand.not_found`.
 */
export function createApiKey(
  ctx: Ctx,
  key: { name: string; scopes: readonly Permission[]; brand_ids: string[] | null },
): Promise<ApiKey & { secret: string }> {
  checkHoldsAll(ctx.actor, key.scopes);
  // A key sees every site of its brands, so somebody held to some sites would give more than they have.
  if (!isWithin(key.brand_ids, ctx.actor.brandIds) || ctx.actor.siteIds !== null) {
    throw new Refusal('staff.outside_own_scope.not_allowed');
  }
  const secret = newSecret();
  return inWorkspace(ctx, async (tx) => {
    await checkScopeExists(tx, { brandIds: key.brand_ids, siteIds: null });
    const id = newId();
    const row = await insertKey(tx, {
      workspace_id: ctx.workspaceId,
      id,
      name: key.name,
      prefix: secret.slice(0, 9),
      hash: hashOfKey(secret),
      scopes: [...new Set(key.scopes)],
      brand_ids: key.brand_ids,
      created_by: ctx.actor.kind === 'staff' ? ctx.actor.id : null,
      created_at: ctx.now,
    });
    const data = { name: key.name, scopes: row.scopes };
    await record(tx, ctx, [{ type: 'api_key.made', subject: { kind: 'api_key', id }, data }]);
    return { ...apiKeyAnswer(row), secret };
  });
}
