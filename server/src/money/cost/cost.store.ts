import type { CostLine } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { costAccounts } from '../ledger/ledger.ts';
import type { BookedLine } from './cost.ts';

type Row = Omit<BookedLine, 'from' | 'facts'> & {
  memo: string;
  basis: { from?: CostLine['from']; facts?: Record<string, unknown> };
};

/** What the ledger holds for a return on cost accounts, line by line, oldest first. */
export async function bookedFor(tx: Tx, ctx: Ctx, returnId: string): Promise<BookedLine[]> {
  const found = await sql<Row>`
    select e.id as entry_id, l.account, l.amount, e.currency, e.unit_id, e.at, e.memo, e.basis
    from ledger_entries e join ledger_lines l on l.workspace_id = e.workspace_id and l.entry_id = e.id
    where e.workspace_id = ${ctx.workspaceId} and e.return_id = ${returnId} and l.account = any (${[...costAccounts]})
    order by e.at, e.id, l.position`.execute(tx);
  return found.rows.map(({ memo, basis, ...row }) => ({
    ...row,
    from: basis.from ?? 'event',
    facts: { memo, ...basis.facts },
  }));
}
