import type { PolicyRules } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { readCandidates } from './policies.store.ts';
import { policyFor } from './scope.ts';

export type InForce = { policyId: string; versionId: string; version: number; name: string; rules: PolicyRules };

/**
 * The policy version that holds for each line of an order, in the order given; null where the brand has none for it.
 * One statement, however many lines. `channel`, SKU and category are matched without regard to case. Throws
 * `brand.not_found`.
 */
export async function rulesInForce(
  tx: Tx,
  ctx: Ctx,
  order: { brandId: string; placedAt: Date; channel: string; lines: readonly { sku: string; category: string }[] },
): Promise<(InForce | null)[]> {
  const { zone, rows } = await readCandidates(tx, ctx, order.brandId, order.placedAt);
  const candidates = rows.map((row) => ({
    ...row,
    publishedAt: new Date(row.publishedAt),
    archivedAt: row.archivedAt ? new Date(row.archivedAt) : null,
  }));
  return order.lines.map(({ sku, category }) => {
    const found = policyFor(candidates, { placedAt: order.placedAt, zone, channel: order.channel, sku, category });
    if (!found) return null;
    const { policyId, versionId, version, name, rules } = found;
    return { policyId, versionId, version, name, rules };
  });
}
