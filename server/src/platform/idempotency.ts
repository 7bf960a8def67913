import { createHash } from 'node:crypto';
import type { Ctx } from './ctx.ts';
import { inWorkspace } from './db.ts';
import { job } from './jobs.ts';
import { NO_WORKSPACE } from './limits.ts';
import { Refusal } from './refusal.ts';

/** What a keyed request answered: for the first time, or again. */
export type Answered = { replayed: boolean; answer: unknown };

/** What makes two requests the same: method, path and parsed body. */
export function fingerprint(method: string, url: string, body: unknown): Buffer {
  return createHash('sha256')
    .update(`${method} ${url}\n${JSON.stringify(body) ?? ''}`)
    .digest();
}

/**
 * Does `work` once per key and actor, however often the request comes and in however many processes at a time.
 * The key is written first, in the same transaction as the work: a twin waits for it and then gets the stored answer.
 * A refused request rolls back and leaves no key, so it may be mended and sent again.
 *
 * Throws `input.idempotency_key` for a key that is none, `idempotency.key_reused` for a key that came with another request.
 */
export function once(ctx: Ctx, key: string, request: Buffer, work: (ctx: Ctx) => Promise<unknown>): Promise<Answered> {
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw new Refusal('input.idempotency_key');
  const actor = `${ctx.actor.kind}:${ctx.buyer?.orderId ?? ctx.actor.id}`;
  const row = { workspace_id: ctx.workspaceId, actor, key };
  return inWorkspace(ctx, async (tx) => {
    const first = await tx
      .insertInto('idempotency_keys')
      .values({ ...row, request_hash: request, created_at: ctx.now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key')
      .executeTakeFirst();
    if (first) {
      const answer = await work({ ...ctx, tx });
      await tx
        .updateTable('idempotency_keys')
        .set({ status: 200, answer: JSON.stringify(answer) })
        .where((eb) => eb.and(row))
        .execute();
      return { replayed: false, answer };
    }
    const stored = await tx
      .selectFrom('idempotency_keys')
      .select(['request_hash', 'answer'])
      .where((eb) => eb.and(row))
      .executeTakeFirstOrThrow();
    if (!stored.request_hash.equals(request)) throw new Refusal('idempotency.key_reused');
    return { replayed: true, answer: stored.answer };
  });
}

/** Keys are kept for 7 days and counts of attempts for one. */
export const sweepJob = job({
  name: 'sweep-keys-and-attempts',
  cron: '17 * * * *',
  async run(ctx) {
    const ago = (days: number) => new Date(ctx.now.getTime() - days * 86_400_000);
    for (const workspaceId of [ctx.workspaceId, NO_WORKSPACE]) {
      await inWorkspace({ ...ctx, workspaceId }, async (tx) => {
        const mine = { workspace_id: workspaceId };
        const old = tx.deleteFrom('idempotency_keys').where((eb) => eb.and(mine));
        await old.where('created_at', '<', ago(7)).execute();
        const counts = tx.deleteFrom('attempts').where((eb) => eb.and(mine));
        await counts.where('window_start', '<', ago(1)).execute();
      });
    }
  },
});
