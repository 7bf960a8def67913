import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { type ApiKey, apiKeyAnswer, lockKey, revokeKey } from './keys.store.ts';

/** An owner stops a key, from its next request on. Stopping it twice changes nothing. Throws `api_key.not_found`. */
export function revokeApiKey(ctx: Ctx, id: string): Promise<ApiKey> {
  return inWorkspace(ctx, async (tx) => {
    const key = await lockKey(tx, id);
    if (!key) throw new Refusal('api_key.not_found');
    if (key.revoked_at) return apiKeyAnswer(key);
    const row = await revokeKey(tx, id, ctx.now);
    await record(tx, ctx, [{ type: 'api_key.revoked', subject: { kind: 'api_key', id }, data: { name: key.name } }]);
    return apiKeyAnswer(row);
  });
}
