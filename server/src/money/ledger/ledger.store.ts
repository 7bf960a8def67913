import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import type { Line } from './ledger.ts';

export type Entry = {
  brand_id: string;
  currency: string;
  memo: string;
  /** The event or intent that caused it. */
  cause: string;
  order_id?: string | null;
  return_id?: string | null;
  unit_id?: string | null;
  /** Where the figure comes from, where it is not the event's own amount. */
  basis?: Basis;
  lines: readonly Line[];
};
export type Basis = { from: 'event' | 'manual' | 'rate' | 'history' | 'prior'; facts: Record<string, unknown> };

/**
 * Books entries; a cause that is booked already changes nothing. One statement for all. An entry without lines is not
 * written. What belongs to a month that is closed is dated to the first instant after it.
 */
export async function book(tx: Tx, ctx: Ctx, entries: readonly Entry[]): Promise<void> {
  const rows = entries
    .filter((entry) => entry.lines.length > 0)
    .map(({ lines, ...entry }) => ({
      id: newId(),
      at: ctx.now.toISOString(),
      ...entry,
      lines: lines.map((line, position) => ({ position, ...line })),
    }));
  if (rows.length === 0) return;
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as g (id uuid, brand_id uuid, at timestamptz, currency text, memo text, cause text, order_id uuid, return_id uuid, unit_id uuid, basis jsonb, lines jsonb)
    ), kept as (
      insert into ledger_entries (workspace_id, id, brand_id, at, currency, memo, cause, order_id, return_id, unit_id, basis)
      select ${ctx.workspaceId}::uuid, id, brand_id,
        greatest(at, (select max(p.ends_at) from periods p where p.workspace_id = ${ctx.workspaceId} and p.brand_id = given.brand_id)),
        currency, memo, cause, order_id, return_id, unit_id, coalesce(basis, '{}') from given
      on conflict (workspace_id, cause) do nothing
      returning id
    )
    insert into ledger_lines (workspace_id, entry_id, position, account, amount)
    select ${ctx.workspaceId}::uuid, kept.id, l.position, l.account, l.amount
    from kept join given using (id), jsonb_to_recordset(given.lines) as l (position smallint, account text, amount bigint)`.execute(
    tx,
  );
}

export async function isBooked(tx: Tx, ctx: Ctx, cause: string): Promise<boolean> {
  const row = await tx
    .selectFrom('ledger_entries')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('cause', '=', cause)
    .executeTakeFirst();
  return row !== undefined;
}
