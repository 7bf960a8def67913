import type { Account, Bookkeeper } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Moved } from './journal.ts';

type Span = { brandId: string; starts: Date; ends: Date; zone: string };

export async function movedIn(tx: Tx, ctx: Ctx, { brandId, starts, ends, zone }: Span): Promise<Moved[]> {
  const found = await sql<Moved>`
    select to_char(e.at at time zone ${zone}, 'YYYY-MM-DD') as day, e.currency, l.account,
      coalesce(sum(l.amount) filter (where l.amount > 0), 0)::bigint as debit,
      coalesce(-sum(l.amount) filter (where l.amount < 0), 0)::bigint as credit
    from ledger_entries e join ledger_lines l on l.workspace_id = e.workspace_id and l.entry_id = e.id
    where e.workspace_id = ${ctx.workspaceId} and e.brand_id = ${brandId} and e.at >= ${starts} and e.at < ${ends}
    group by 1, 2, 3 order by 1, 2, 3`.execute(tx);
  return found.rows;
}

export type LineRow = {
  at: Date;
  day: string;
  entry_id: string;
  memo: string;
  cause: string;
  return_code: string | null;
  order_number: string | null;
  account: Account;
  amount: number;
  currency: string;
};
export const MOST_LINES = 200_000;

/** Every line of a month, oldest first; one more than a file takes where there are too many. */
export async function linesIn(tx: Tx, ctx: Ctx, { brandId, starts, ends, zone }: Span): Promise<LineRow[]> {
  const found = await sql<LineRow>`
    select e.at, to_char(e.at at time zone ${zone}, 'YYYY-MM-DD') as day, e.id as entry_id, e.memo, e.cause,
      r.code as return_code, o.number as order_number, l.account, l.amount, e.currency
    from ledger_entries e join ledger_lines l on l.workspace_id = e.workspace_id and l.entry_id = e.id
    left join returns r on r.workspace_id = e.workspace_id and r.id = e.return_id
    left join orders o on o.workspace_id = e.workspace_id and o.id = e.order_id
    where e.workspace_id = ${ctx.workspaceId} and e.brand_id = ${brandId} and e.at >= ${starts} and e.at < ${ends}
    order by e.at, e.id, l.position limit ${MOST_LINES + 1}`.execute(tx);
  return found.rows;
}

export async function ownCodes(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  system: Bookkeeper,
): Promise<Map<string, { code: string; name: string }>> {
  const rows = await tx
    .selectFrom('account_codes')
    .select(['account', 'code', 'name'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .where('system', '=', system)
    .execute();
  return new Map(rows.map(({ account, ...code }) => [account, code]));
}

export async function saveCodes(
  tx: Tx,
  ctx: Ctx,
  brandId: string,
  system: Bookkeeper,
  rows: readonly { account: string; code: string; name: string }[],
): Promise<void> {
  const key = { workspace_id: ctx.workspaceId, brand_id: brandId, system };
  // Two who save at once: the second writes over the first, as if it had come later.
  const turn = `account codes ${ctx.workspaceId} ${brandId} ${system}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${turn}, 0))`.execute(tx);
  await tx
    .deleteFrom('account_codes')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', brandId)
    .where('system', '=', system)
    .execute();
  if (rows.length === 0) return;
  await tx
    .insertInto('account_codes')
    .values(rows.map((row) => ({ ...key, ...row })))
    .execute();
}
