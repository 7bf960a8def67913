import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { pageOf, readCursor } from '../../platform/cursor.ts';
import type { Tx } from '../../platform/db.ts';

export type LedgerQuery = {
  cursor?: string;
  limit: number;
  brand_id?: string;
  return_id?: string;
  account?: string;
  from?: string;
  to?: string;
};
type Row = {
  id: string;
  at: Date;
  brand_id: string;
  brand: string;
  memo: string;
  currency: string;
  cause: string;
  return_id: string | null;
  lines: { account: string; amount: number }[];
};

/** Entries, newest first. `from` and `to` are days in UTC, both included. */
export async function listEntries(tx: Tx, ctx: Ctx, query: LedgerQuery) {
  const after = readCursor(query.cursor, ['at', 'id']);
  const where = [
    sql`e.workspace_id = ${ctx.workspaceId}`,
    ...(after ? [sql`(e.at, e.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`] : []),
    ...(query.brand_id ? [sql`e.brand_id = ${query.brand_id}`] : []),
    ...(query.return_id ? [sql`e.return_id = ${query.return_id}`] : []),
    ...(query.from ? [sql`e.at >= ${query.from}::date`] : []),
    ...(query.to ? [sql`e.at < ${query.to}::date + 1`] : []),
    ...(query.account
      ? [
          sql`exists (select from ledger_lines x where x.workspace_id = e.workspace_id and x.entry_id = e.id and x.account = ${query.account})`,
        ]
      : []),
  ];
  const found = await sql<Row>`
    select e.id, e.at, e.brand_id, b.name as brand, e.memo, e.currency, e.cause, e.return_id,
      (select json_agg(json_build_object('account', l.account, 'amount', l.amount) order by l.position) from ledger_lines l where l.workspace_id = e.workspace_id and l.entry_id = e.id) as lines
    from ledger_entries e join brands b on b.workspace_id = e.workspace_id and b.id = e.brand_id
    where ${sql.join(where, sql` and `)} order by e.at desc, e.id desc limit ${query.limit + 1}`.execute(tx);
  const { rows, next_cursor } = pageOf(found.rows, query.limit, (row) => [row.at.toISOString(), row.id]);
  return {
    next_cursor,
    rows: rows.map(({ brand_id, brand, at, lines, ...row }) => ({
      ...row,
      at: at.toISOString(),
      brand: { id: brand_id, name: brand },
      lines: lines.map((line) => ({ account: line.account, amount: { amount: line.amount, currency: row.currency } })),
    })),
  };
}

/** Balance of every account per currency; the whole adds up to zero. */
export async function trialBalance(tx: Tx, ctx: Ctx, brandId: string | undefined) {
  const found = await sql<{ account: string; currency: string; amount: number }>`
    select l.account, e.currency, sum(l.amount)::bigint as amount
    from ledger_lines l join ledger_entries e on e.workspace_id = l.workspace_id and e.id = l.entry_id
    where l.workspace_id = ${ctx.workspaceId} ${brandId ? sql`and e.brand_id = ${brandId}` : sql``}
    group by 1, 2 order by 1, 2`.execute(tx);
  return found.rows.map(({ account, currency, amount }) => ({ account, amount: { amount, currency } }));
}
