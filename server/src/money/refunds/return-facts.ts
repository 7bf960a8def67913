import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { MoneyFacts, MoneySide } from '../../returns/index.ts';

type Row = {
  return_id: string;
  kind: 'refund' | 'store_credit' | 'keep_it';
  amount: number;
  currency: string;
  state: 'owed' | 'sending' | 'sent' | 'failed';
  waits_for_second: boolean;
  to: string | null;
  due_at: Date | null;
  sent_at: Date | null;
  credit_code: string | null;
  credit_expires_at: Date | null;
};

/** What hurts most comes first: a return with several refunds shows the state of the one that needs a person most. */
const urgency = ['failed', 'second_person', 'owed', 'sending', 'sent'] as const;

async function facts(tx: Tx, ctx: Ctx, returnIds: readonly string[]): Promise<Map<string, MoneyFacts>> {
  if (returnIds.length === 0) return new Map();
  const found = await sql<Row>`
    select f.return_id, f.kind, f.amount, f.currency, f.state, (f.needs_second and f.approved_by is null) as waits_for_second, p.label as "to", f.due_at, f.sent_at, s.code as credit_code, s.expires_at as credit_expires_at
    from refunds f
    left join payments p on p.workspace_id = f.workspace_id and p.id = f.payment_id
    left join store_credits s on s.workspace_id = f.workspace_id and s.refund_id = f.id
    where f.workspace_id = ${ctx.workspaceId} and f.return_id = any (${[...returnIds]}::uuid[]) and f.state <> 'void'
    order by f.id`.execute(tx);
  const byReturn = Map.groupBy(found.rows, (row) => row.return_id);
  return new Map([...byReturn].map(([id, rows]) => [id, summed(rows)]));
}

function summed(rows: Row[]): MoneyFacts {
  const stateOf = (row: Row) => (row.state === 'owed' && row.waits_for_second ? 'second_person' : row.state);
  const open = rows
    .filter((row) => row.state !== 'sent')
    .map((row) => row.due_at)
    .filter((due) => due !== null);
  return {
    state: urgency.find((state) => rows.some((row) => stateOf(row) === state)) ?? 'not_owed',
    amount: { amount: rows.reduce((sum, row) => sum + row.amount, 0), currency: rows[0]!.currency },
    due: open.length > 0 ? new Date(Math.min(...open.map((due) => due.getTime()))) : null,
    refunds: rows.map((row) => ({
      kind: row.kind,
      amount: { amount: row.amount, currency: row.currency },
      state: row.state,
      to: row.to,
      due: row.due_at,
      sent_at: row.sent_at,
      credit_code: row.credit_code,
      credit_expires_at: row.credit_expires_at,
    })),
  };
}

/** The money of a return, as the returns module shows and filters by it. Wired in app.ts. */
export const moneyFacts: MoneySide = {
  facts,
  open: sql<boolean>`exists (select from refunds f where f.workspace_id = r.workspace_id and f.return_id = r.id and f.state in ('owed', 'sending', 'failed'))`,
  due: sql<Date | null>`(select min(f.due_at) from refunds f where f.workspace_id = r.workspace_id and f.return_id = r.id and f.state in ('owed', 'failed'))`,
};
