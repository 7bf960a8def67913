import type { RemedyLimit } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { askerOf } from '../who.ts';
import { limitsOf, saveLimits } from './limits.store.ts';
import { startingLimits } from './limits.ts';

type Limits = { rows: RemedyLimit[] };

/** What each role may give alone for a brand, in minor units of its currency; the declared limits where it wrote none. Throws `brand.not_found`. */
export function readLimits(ctx: Ctx, brandId: string): Promise<Limits> {
  return inWorkspace(ctx, async (tx) => {
    await brandOf(tx, brandId);
    return { rows: (await limitsOf(tx, ctx, brandId)) ?? [...startingLimits] };
  });
}

/**
 * A manager writes what each role may give alone, all rows at once; none at all means no limits. What waits for a second
 * person goes on waiting. Throws `brand.not_found`, `limits.twice` where a role has two rows for one remedy.
 */
export function changeLimits(ctx: Ctx, brandId: string, rows: readonly RemedyLimit[]): Promise<Limits> {
  const seen = new Set<string>();
  for (const { role, remedy } of rows) {
    const key = `${role}:${remedy ?? ''}`;
    if (seen.has(key)) throw new Refusal('limits.twice', { role, remedy });
    seen.add(key);
  }
  return inWorkspace(ctx, async (tx) => {
    await brandOf(tx, brandId);
    await saveLimits(tx, ctx, brandId, rows, askerOf(ctx.actor));
    const subject = { kind: 'brand', id: brandId };
    await record(tx, ctx, [{ type: 'limits.changed', subject, brand_id: brandId, data: { rows: rows.length } }]);
    return { rows: [...rows] };
  });
}
