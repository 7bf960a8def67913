import type { newSite, Site } from '@recoup/contract';
import type { z } from 'zod';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace, type Tx } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { listBrands } from './brands.store.ts';
import { checkSeesAllSites } from './scope.ts';
import { insertSite, type SiteBrandRow, setSiteBrands, siteAnswer } from './sites.store.ts';

/**
 * A manager opens a warehouse site and says which brands it takes; its first bins are made in answer to `site.opened`.
 * Throws `site.code_taken`, `brand.not_found`, `permission.not_allowed` for somebody who may see only some sites.
 */
export function createSite(ctx: Ctx, { brands, ...site }: z.output<typeof newSite>): Promise<Site> {
  checkSeesAllSites(ctx.actor);
  return inWorkspace(ctx, async (tx) => {
    const id = newId();
    const row = await insertSite(tx, { ...site, id, workspace_id: ctx.workspaceId, created_at: ctx.now });
    if (!row) throw new Refusal('site.code_taken');
    await setSiteBrands(tx, ctx.workspaceId, id, brands, await checkBrands(tx, brands));
    const data = { code: site.code, name: site.name };
    await record(tx, ctx, [{ type: 'site.opened', subject: { kind: 'site', id }, site_id: id, data }]);
    return siteAnswer(row, brands);
  });
}

/** The ids of all brands the actor may see; throws `brand.not_found` when one of `brands` is not among them, or named twice. */
export async function checkBrands(tx: Tx, brands: readonly SiteBrandRow[]): Promise<string[]> {
  const visible = (await listBrands(tx)).map(({ id }) => id);
  const stray = brands.find(({ brand_id }) => !visible.includes(brand_id));
  if (stray) throw new Refusal('brand.not_found', { brand_id: stray.brand_id });
  const twice = brands.find(({ brand_id }, index) => brands.findIndex((one) => one.brand_id === brand_id) !== index);
  if (twice) throw new Refusal('input.brand_twice', { brand_id: twice.brand_id });
  return visible;
}
