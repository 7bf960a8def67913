import type { BuyerCharge, Charge as ChargeOnTheWire } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { pageOf, readCursor } from '../../platform/cursor.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { type ChargeState, movesOfCharge, unpaid } from './charge.ts';
import type { ChargeRow } from './charges.store.ts';
import { chargeLinkDays } from './settle-charge.ts';

const DAY_MS = 86_400_000;

type Row = ChargeRow & {
  brand: string;
  order_number: string;
  return_code: string | null;
  customer: string;
  paid_at: Date | null;
  failure: string | null;
  reason: string | null;
  waived_by: ChargeOnTheWire['waived_by'];
};
const rows = sql`
  select x.*, b.name as brand, o.number as order_number, t.code as return_code, c.name as customer
  from charges x
  join brands b on b.workspace_id = x.workspace_id and b.id = x.brand_id
  join orders o on o.workspace_id = x.workspace_id and o.id = x.order_id
  join customers c on c.workspace_id = x.workspace_id and c.id = x.customer_id
  left join returns t on t.workspace_id = x.workspace_id and t.id = x.return_id`;

function shown(ctx: Ctx, row: Row): ChargeOnTheWire {
  const { id, code, version, purpose, currency, state, gateway, reference, failure, title } = row;
  const at = (date: Date | null) => date?.toISOString() ?? null;
  return {
    id,
    code,
    version,
    brand: { id: row.brand_id, name: row.brand },
    purpose,
    return: row.return_id && row.return_code ? { id: row.return_id, code: row.return_code } : null,
    return_line_id: row.return_line_id,
    order: { id: row.order_id, number: row.order_number },
    customer: { id: row.customer_id, name: row.customer },
    title,
    amount: { amount: row.amount, currency },
    captured: row.captured === null ? null : { amount: row.captured, currency },
    state,
    gateway,
    reference,
    failure,
    wanted_at: row.wanted_at.toISOString(),
    asked_at: at(row.asked_at),
    paid_at: at(row.paid_at),
    expires_at: at(endOf(row)),
    capture_due: row.capture_due,
    waived_by: row.waived_by,
    reason: row.reason,
    moves: movesOfCharge(row, ctx.actor),
  };
}

function endOf(row: ChargeRow): Date | null {
  if (row.state === 'authorized') return row.hold_until;
  return row.state === 'asked' && row.asked_at ? new Date(row.asked_at.getTime() + chargeLinkDays * DAY_MS) : null;
}

/** Throws `charge.not_found`. */
export async function readCharge(tx: Tx, ctx: Ctx, id: string): Promise<ChargeOnTheWire> {
  const found = await sql<Row>`${rows} where x.workspace_id = ${ctx.workspaceId} and x.id = ${id}`.execute(tx);
  if (!found.rows[0]) throw new Refusal('charge.not_found');
  return shown(ctx, found.rows[0]);
}

export type ChargeQuery = {
  cursor?: string;
  limit: number;
  state?: ChargeState[];
  brand_id?: string;
  return_id?: string;
  q?: string;
};

/** Newest first. `q` finds by charge code, return code, order number or the beginning of a name. */
export async function listCharges(tx: Tx, ctx: Ctx, query: ChargeQuery) {
  const after = readCursor(query.cursor, ['at', 'id']);
  const where = [
    sql`x.workspace_id = ${ctx.workspaceId}`,
    ...(after ? [sql`(x.wanted_at, x.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`] : []),
    ...(query.state?.length ? [sql`x.state = any (${query.state})`] : []),
    ...(query.brand_id ? [sql`x.brand_id = ${query.brand_id}`] : []),
    ...(query.return_id ? [sql`x.return_id = ${query.return_id}`] : []),
    ...(query.q
      ? [
          sql`(x.code = ${query.q.toUpperCase()} or t.code = ${query.q.toUpperCase()} or o.number = ${query.q} or c.name ilike ${`${query.q.replace(/[%_\\]/g, '\\$&')}%`})`,
        ]
      : []),
  ];
  const found =
    await sql<Row>`${rows} where ${sql.join(where, sql` and `)} order by x.wanted_at desc, x.id desc limit ${query.limit + 1}`.execute(
      tx,
    );
  const { rows: some, next_cursor } = pageOf(found.rows, query.limit, (row) => [row.wanted_at.toISOString(), row.id]);
  return { rows: some.map((row) => shown(ctx, row)), next_cursor };
}

/** What a buyer is asked to pay for one order, without what ended before it was asked. */
export async function chargesForBuyer(tx: Tx, ctx: Ctx, orderId: string): Promise<BuyerCharge[]> {
  const found = await sql<ChargeRow>`
    select x.* from charges x where x.workspace_id = ${ctx.workspaceId} and x.order_id = ${orderId} and x.state <> 'void' order by x.id`.execute(
    tx,
  );
  return found.rows.map((row) => ({
    id: row.id,
    code: row.code,
    return_id: row.return_id,
    purpose: row.purpose,
    amount: { amount: row.amount, currency: row.currency },
    state: row.state,
    payable: unpaid.includes(row.state) && row.gateway !== 'manual' && row.state !== 'wanted',
    expires_at: endOf(row)?.toISOString() ?? null,
  }));
}
