import type { newSite, Site } from '@recoup/contract';
import type { z } from 'zod';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { checkBrands } from './create-site.ts';
import { isWithin } from './scope.ts';
import { brandsOfSites, lockSite, setSiteBrands, siteAnswer, updateSite } from './sites.store.ts';

/**
 * A manager changes a site's name, address or time zone, or the brands it takes. Somebody who sees only some brands
 * rules over those alone. Throws `site.not_found`, `brand.not_found`, `permission.not_allowed` for a site that is not theirs.
 */
export function changeSite(
  ctx: Ctx,
  id: string,
  { brands, ...change }: Partial<Omit<z.output<typeof newSite>, 'code'>>,
): Promise<Site> {
  return inWorkspace(ctx, async (tx) => {
    if (!(await lockSite(tx, id))) throw new Refusal('site.not_found');
    if (!isWithin([id], ctx.actor.siteIds)) throw new Refusal('permission.not_allowed', { needs: 'site' });
    const row = await updateSite(tx, id, change);
    if (brands) await setSiteBrands(tx, ctx.workspaceId, id, brands, await checkBrands(tx, brands));
    const data = { fields: [...Object.keys(change), ...(brands ? ['brands'] : [])] };
    await record(tx, ctx, [{ type: 'site.changed', subject: { kind: 'site', id }, site_id: id, data }]);
    return siteAnswer(row, await brandsOfSites(tx, [id]));
  });
}
