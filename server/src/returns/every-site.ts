import { sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';

/**
 * Opens the rest of a transaction of site-bound staff to all sites: the goods of a return they may decide about can be
 * sent to any. Called once what they act on was found within their own sites.
 */
export async function openEverySite(tx: Tx, ctx: Ctx): Promise<void> {
  if (ctx.actor.siteIds !== null) await sql`select set_config('app.sites', '*', true)`.execute(tx);
}
