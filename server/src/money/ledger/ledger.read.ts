import type { AnswerOf, LedgerEntry, ledgerApi } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { pageOf, readCursor } from '../../platform/cursor.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Account } from './ledger.ts';

export type LedgerQuery = {
  cursor?: string;
  limit: number;
  brand_id?: string;
  return_id?: string;
  unit_id?: string;
  order_id?: string;
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
  return_code: string | null;
  order_id: string | null;
  order_number: string | null;
  unit_id: string | null;
  unit_lpn: string | null;
  closed: boolean;
  lines: { account: Account; amount: number }[];
};

// The plate of a unit is what its own events call it; the books do not reach into the warehouse.
const entryColumns = sql`
  e.id, e.at, e.brand_id, b.name as brand, e.memo, e.currency, e.cause, e.return_id, r.code as return_code,
  e.order_id, o.number as order_number, e.unit_id,
  (select v.data->>'lpn' from events v where v.workspace_id = e.workspace_id and v.unit_id = e.unit_id and v.data ? 'lpn' limit 1) as unit_lpn,
  exists (select from periods p where p.workspace_id = e.workspace_id and p.brand_id = e.brand_id and e.at < p.ends_at) as closed,
  (select json_agg(json_build_object('account', l.account, 'amount', l.amount) order by l.position)
    from ledger_lines l where l.workspace_id = e.workspace_id and l.entry_id = e.id) as lines`;
const entryTables = sql`
  ledger_entries e
  join brands b on b.workspace_id = e.workspace_id and b.id = e.brand_id
  left join returns r on r.workspace_id = e.workspace_id and r.id = e.return_id
  left join orders o on o.workspace_id = e.workspace_id and o.id = e.order_id`;

const entryOf = (row: Row): LedgerEntry => ({
  id: row.id,
  at: row.at.toISOString(),
  brand: { id: row.brand_id, name: row.brand },
  memo: row.memo,
  currency: row.currency,
  cause: row.cause,
  return_id: row.return_id,
  return: row.return_id && row.return_code ? { id: row.return_id, code: row.return_code } : null,
  order: row.order_id && row.order_number ? { id: row.order_id, number: row.order_number } : null,
  unit: row.unit_id ? { id: row.unit_id, lpn: row.unit_lpn ?? '' } : null,
  closed: row.closed,
  lines: row.lines.map((line) => ({
    account: line.account,
    amount: { amount: line.amount, currency: row.currency },
  })),
});

/** Days are the brand's where one brand is asked about, else UTC; both included. */
const between = (query: { brand_id?: string; from?: string; to?: string }) => {
  const zone = query.brand_id ? sql`b.time_zone` : sql`'UTC'`;
  return [
    ...(query.from ? [sql`e.at >= (${query.from}::date)::timestamp at time zone ${zone}`] : []),
    ...(query.to ? [sql`e.at < (${query.to}::date + 1)::timestamp at time zone ${zone}`] : []),
  ];
};

/** Entries, newest first. */
export async function listEntries(tx: Tx, ctx: Ctx, query: LedgerQuery) {
  const after = readCursor(query.cursor, ['at', 'id']);
  const where = [
    sql`e.workspace_id = ${ctx.workspaceId}`,
    ...(after ? [sql`(e.at, e.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`] : []),
    ...(query.brand_id ? [sql`e.brand_id = ${query.brand_id}`] : []),
    ...(query.return_id ? [sql`e.return_id = ${query.return_id}`] : []),
    ...(query.unit_id ? [sql`e.unit_id = ${query.unit_id}`] : []),
    ...(query.order_id ? [sql`e.order_id = ${query.order_id}`] : []),
    ...between(query),
    ...(query.account
      ? [
          sql`exists (select from ledger_lines x where x.workspace_id = e.workspace_id and x.entry_id = e.id and x.account = ${query.account})`,
        ]
      : []),
  ];
  const found = await sql<Row>`
    select ${entryColumns} from ${entryTables}
    where ${sql.join(where, sql` and `)} order by e.at desc, e.id desc limit ${query.limit + 1}`.execute(tx);
  const { rows, next_cursor } = pageOf(found.rows, query.limit, (row) => [row.at.toISOString(), row.id]);
  return { next_cursor, rows: rows.map(entryOf) };
}

type EventRow = {
  id: string;
  at: Date;
  type: string;
  subject_kind: string;
  subject_id: string;
  actor: AnswerOf<(typeof ledgerApi)['entry']>['brand'] & { kind: 'staff' | 'api_key' | 'buyer' | 'system' };
  data: Record<string, unknown>;
};

/**
 * One entry with the event that caused it: the cause names an event, or a subject and what became of it
 * (`refund.sent:<id of the refund>`). Throws `entry.not_found`.
 */
export async function readEntry(tx: Tx, ctx: Ctx, id: string): Promise<AnswerOf<(typeof ledgerApi)['entry']>> {
  const found = await sql<Row>`
    select ${entryColumns} from ${entryTables} where e.workspace_id = ${ctx.workspaceId} and e.id = ${id}`.execute(tx);
  const row = found.rows[0];
  if (!row) throw new Refusal('entry.not_found');
  return { ...entryOf(row), event: await causeOf(tx, ctx, row) };
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

async function causeOf(tx: Tx, ctx: Ctx, entry: Row) {
  const ids = entry.cause.match(UUID) ?? [];
  const type = entry.cause.split(':')[0]!;
  if (ids.length === 0) return null;
  const found = await sql<EventRow>`
    select v.id, v.at, v.type, v.subject_kind, v.subject_id, v.actor, v.data from events v
    where v.workspace_id = ${ctx.workspaceId}
      and (v.id = any (${ids}::uuid[]) or (v.subject_id = any (${ids}::uuid[]) and (v.type = ${type} or v.at <= ${entry.at})))
    order by v.id = any (${ids}::uuid[]) desc, v.type = ${type} desc, abs(extract(epoch from v.at - ${entry.at}::timestamptz)), v.id
    limit 1`.execute(tx);
  const event = found.rows[0];
  return event ? { ...event, at: event.at.toISOString() } : null;
}

type BalanceRow = { account: Account; currency: string; amount: number; debit: number; credit: number };

/** Balance of every account per currency, with what moved on both sides; the whole adds up to zero. */
export async function trialBalance(
  tx: Tx,
  ctx: Ctx,
  query: { brand_id?: string; from?: string; to?: string },
): Promise<AnswerOf<(typeof ledgerApi)['trialBalance']>> {
  const where = [
    sql`l.workspace_id = ${ctx.workspaceId}`,
    ...(query.brand_id ? [sql`e.brand_id = ${query.brand_id}`] : []),
    ...between(query),
  ];
  const found = await sql<BalanceRow>`
    select l.account, e.currency, sum(l.amount)::bigint as amount,
      coalesce(sum(l.amount) filter (where l.amount > 0), 0)::bigint as debit,
      coalesce(-sum(l.amount) filter (where l.amount < 0), 0)::bigint as credit
    from ledger_lines l join ledger_entries e on e.workspace_id = l.workspace_id and e.id = l.entry_id
    join brands b on b.workspace_id = e.workspace_id and b.id = e.brand_id
    where ${sql.join(where, sql` and `)} group by 1, 2 order by 1, 2`.execute(tx);
  const rows = found.rows;
  const money = (amount: number, currency: string) => ({ amount, currency });
  return {
    rows: rows.map(({ account, currency, amount, debit, credit }) => ({
      account,
      amount: money(amount, currency),
      debit: money(debit, currency),
      credit: money(credit, currency),
    })),
    totals: [...Map.groupBy(rows, (row) => row.currency)].map(([currency, of]) => {
      const sum = (pick: (row: BalanceRow) => number) => of.reduce((all, row) => all + pick(row), 0);
      const [debit, credit] = [sum((row) => row.debit), sum((row) => row.credit)];
      return {
        currency,
        debit: money(debit, currency),
        credit: money(credit, currency),
        difference: money(debit - credit, currency),
      };
    }),
  };
}
