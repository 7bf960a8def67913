import { sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';

/** Held to the end of the transaction: two who start with a plan at once in one workspace make one set-up. */
export async function holdSetUp(tx: Tx, ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`set-up ${ctx.workspaceId}`}, 0))`.execute(tx);
}
