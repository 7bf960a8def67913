import type { RelayFailure, RelayTransport } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';

export type CheckRow = {
  url: string;
  region: string;
  transport: RelayTransport;
  works: boolean;
  milliseconds: number | null;
  failure: RelayFailure | null;
};
export type KeptCheck = CheckRow & { from_where: 'browser' | 'server'; at: string; by: { name: string } };

/** Kept so long: what a relay did last month mends nothing. */
const KEEP_DAYS = 30;

export async function keepChecks(
  tx: Tx,
  ctx: Ctx,
  from_where: 'browser' | 'server',
  checks: readonly CheckRow[],
): Promise<void> {
  const { kind, id, name } = ctx.actor;
  const at = ctx.now.toISOString();
  const rows = checks.map((check) => ({
    ...check,
    workspace_id: ctx.workspaceId,
    id: newId(),
    from_where,
    at,
    by: JSON.stringify({ kind, id, name }),
  }));
  if (rows.length > 0) await tx.insertInto('relay_checks').values(rows).execute();
  const before = new Date(ctx.now.getTime() - KEEP_DAYS * 86_400_000);
  await tx.deleteFrom('relay_checks').where('workspace_id', '=', ctx.workspaceId).where('at', '<', before).execute();
}

/** The last check of each server, from here and from a browser. */
export async function lastChecks(tx: Tx, ctx: Ctx): Promise<KeptCheck[]> {
  const rows = await tx
    .selectFrom('relay_checks')
    .distinctOn(['url', 'from_where'])
    .select(['url', 'region', 'transport', 'from_where', 'works', 'milliseconds', 'failure', 'at', 'by'])
    .where('workspace_id', '=', ctx.workspaceId)
    .orderBy('url')
    .orderBy('from_where')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows as unknown as KeptCheck[];
}

/** The region that answered this person's browser soonest, of what it found in the last day. */
export async function nearestRegion(tx: Tx, ctx: Ctx, staffId: string): Promise<string | null> {
  const since = new Date(ctx.now.getTime() - 86_400_000);
  const row = await tx
    .selectFrom('relay_checks')
    .select('region')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('from_where', '=', 'browser')
    .where('works', '=', true)
    .where('milliseconds', 'is not', null)
    .where('region', '<>', '')
    .where('at', '>', since)
    .where(sql<string>`"by" ->> 'id'`, '=', staffId)
    .groupBy('region')
    .orderBy((eb) => eb.fn.min('milliseconds'))
    .limit(1)
    .executeTakeFirst();
  return row?.region ?? null;
}

/** Whether this member of staff is in the call, is rung by it, or could still take it. Null: there is no such call for them. */
export async function mayUseRelays(tx: Tx, ctx: Ctx, callId: string, staffId: string): Promise<boolean | null> {
  const row = await tx
    .selectFrom('calls as c')
    .select((eb) => [
      'c.stage',
      'c.staff_id',
      eb
        .exists(
          eb
            .selectFrom('call_parts as p')
            .select('p.id')
            .whereRef('p.workspace_id', '=', 'c.workspace_id')
            .whereRef('p.call_id', '=', 'c.id')
            .where('p.staff_id', '=', staffId)
            .where('p.left_at', 'is', null),
        )
        .as('is_in'),
    ])
    .where('c.workspace_id', '=', ctx.workspaceId)
    .where('c.id', '=', callId)
    .executeTakeFirst();
  if (!row) return null;
  const open = ['scheduled', 'waiting', 'ringing', 'live'].includes(row.stage);
  // What nobody has yet may be taken by whoever sees it.
  return open && (row.is_in === true || row.staff_id === staffId || row.stage !== 'live');
}
