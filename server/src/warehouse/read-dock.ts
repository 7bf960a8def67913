import type { AnswerOf, warehouse } from '@recoup/contract';
import { dayIn, startOfDay } from '../platform/clock.ts';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';
import { worksAt } from './across-sites.ts';
import { dockCounts, nextDue, waitingAt, zoneOfSite } from './dock.store.ts';

/** What waits at a dock and what is on its way; "today" begins at midnight at the site. Throws `site.not_found`. */
export function readDock(ctx: Ctx, siteId: string): Promise<AnswerOf<(typeof warehouse)['dock']>> {
  return inWorkspace(ctx, async (tx) => {
    const zone = worksAt(ctx, siteId) ? await zoneOfSite(tx, ctx, siteId) : null;
    if (zone === null) throw new Refusal('site.not_found');
    const counts = await dockCounts(tx, ctx, siteId, startOfDay(zone, dayIn(zone, ctx.now)));
    const waiting = await waitingAt(tx, ctx, siteId);
    const due = await nextDue(tx, ctx, siteId);
    return {
      ...counts,
      waiting: waiting.map((row) => ({ ...row, arrived_at: row.arrived_at.toISOString() })),
      next_due: due.map((row) => ({ ...row, since: row.since.toISOString() })),
    };
  });
}
