import type { BodyOf, inspections, Sop } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace, type Tx } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { seenBrandAndSite } from './rates.store.ts';
import { checkSteps } from './sop-steps.ts';
import { insertSop, insertVersion, listSops, lockSop, type SopRow } from './sops.store.ts';

/**
 * A manager adds a checklist for a category, of one brand or for all.
 * Throws `sop.bad_steps`, `brand.not_found`, `permission.not_allowed` (for all brands, by somebody who sees some).
 */
export function createSop(
  ctx: Ctx,
  { steps, usual_seconds, ...sop }: BodyOf<(typeof inspections)['createSop']>,
): Promise<Sop> {
  checkSteps(steps);
  return inWorkspace(ctx, async (tx) => {
    await checkBrand(tx, ctx, sop.brand_id);
    const id = newId();
    await insertSop(tx, ctx, { ...sop, id });
    await insertVersion(tx, ctx, { sop_id: id, version: 1, steps, usual_seconds });
    const data = { name: sop.name, category: sop.category, version: 1 };
    await record(tx, ctx, [{ type: 'sop.published', subject: { kind: 'sop', id }, brand_id: sop.brand_id, data }]);
    return readSop(tx, ctx, id);
  });
}

/**
 * A manager publishes a new version; inspections under way finish on the old one. Two at once make two versions.
 * Throws `sop.not_found`, `sop.bad_steps`, `permission.not_allowed`.
 */
export function publishSop(
  ctx: Ctx,
  id: string,
  { steps, usual_seconds }: BodyOf<(typeof inspections)['publishSop']>,
): Promise<Sop> {
  checkSteps(steps);
  return inWorkspace(ctx, async (tx) => {
    const sop = await lockSop(tx, ctx, id);
    if (!sop) throw new Refusal('sop.not_found');
    await checkBrand(tx, ctx, sop.brand_id);
    const version = (await readSop(tx, ctx, id)).version.version + 1;
    await insertVersion(tx, ctx, { sop_id: id, version, steps, usual_seconds });
    const answer = await readSop(tx, ctx, id);
    const data = { name: answer.name, category: answer.category, version };
    await record(tx, ctx, [{ type: 'sop.published', subject: { kind: 'sop', id }, brand_id: sop.brand_id, data }]);
    return answer;
  });
}

/** What holds for all brands is changed by people who see all of them. */
async function checkBrand(tx: Tx, ctx: Ctx, brandId: string | null): Promise<void> {
  if (brandId === null && ctx.actor.brandIds !== null)
    throw new Refusal('permission.not_allowed', { needs: 'all_brands' });
  const seen = await seenBrandAndSite(tx, ctx, { brand_id: brandId, site_id: null });
  if (!seen.brand) throw new Refusal('brand.not_found');
}

async function readSop(tx: Tx, ctx: Ctx, id: string): Promise<Sop> {
  return sopAnswer((await listSops(tx, ctx, id))[0]!);
}

export function sopAnswer(row: SopRow): Sop {
  const { version_id, version, steps, usual_seconds, published_at } = row;
  return {
    id: row.id,
    name: row.name,
    category: row.category,
    brand: row.brand_id && row.brand_name ? { id: row.brand_id, name: row.brand_name } : null,
    version: { id: version_id, version, steps, usual_seconds, published_at: published_at.toISOString() },
    archived_at: row.archived_at?.toISOString() ?? null,
  };
}
