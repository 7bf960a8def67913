import type { Site } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { record } from '../platform/record.ts';
import { Refusal } from '../platform/refusal.ts';
import { isWithin } from './scope.ts';
import { brandsOfSites, lockSite, siteAnswer, updateSite } from './sites.store.ts';

/**
 * A manager sends no more returns to a site; what is on its way or lies there is still worked on. Closing it twice
 * changes nothing. Throws `site.not_found`, `permission.not_allowed` for a site that is not theirs.
 */
export function archiveSite(ctx: Ctx, id: string): Promise<Site> {
  return inWorkspace(ctx, async (tx) => {
    const site = await lockSite(tx, id);
    if (!site) throw new Refusal('site.not_found');
    if (!isWithin([id], ctx.actor.siteIds)) throw new Refusal('permission.not_allowed', { needs: 'site' });
    const brands = await brandsOfSites(tx, [id]);
    if (site.archived_at) return siteAnswer(site, brands);
    const row = await updateSite(tx, id, { archived_at: ctx.now });
    await record(tx, ctx, [{ type: 'site.archived', subject: { kind: 'site', id }, site_id: id }]);
    return siteAnswer(row, brands);
  });
}
