import type { CreditDetail, CreditExpiry, HeldCredit, StoreCredit } from '@recoup/contract';
import { sql } from 'kysely';
import { dayIn } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { pageOf, readCursor } from '../../platform/cursor.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { cleanCode } from './card-code.ts';
import { movesOfCredit, spendable, type Who } from './credit.ts';
import { CREDIT, type CreditMoveRow, type CreditRow, movesOfCreditId } from './credits.store.ts';
import { cashOutRight } from './end-credit.ts';

type Row = CreditRow & {
  approved_by: Who | null;
  created_at: Date;
  customer: string;
  brand: string;
  time_zone: string;
  order_number: string | null;
  return_code: string | null;
  redeemed: boolean;
};

const rowsWhere = (ctx: Ctx, where: ReturnType<typeof sql>) => sql<Row>`
  select s.*, c.name as customer, b.name as brand, b.time_zone, o.number as order_number, r.code as return_code,
    exists (select from credit_moves m where m.workspace_id = s.workspace_id and m.credit_id = s.id and m.kind = 'redeemed'
      and not exists (select from credit_moves g where g.workspace_id = m.workspace_id and g.credit_id = m.credit_id
        and g.kind = 'given_back' and g.reference = m.reference)) as redeemed
  from store_credits s
  join customers c on c.workspace_id = s.workspace_id and c.id = s.customer_id
  join brands b on b.workspace_id = s.workspace_id and b.id = s.brand_id
  left join orders o on o.workspace_id = s.workspace_id and o.id = s.order_id
  left join returns r on r.workspace_id = s.workspace_id and r.id = s.return_id
  where s.workspace_id = ${ctx.workspaceId} and ${where}`;

export type CreditQuery = {
  cursor?: string | undefined;
  limit: number;
  customer_id?: string | undefined;
  brand_id?: string | undefined;
  state?: string[] | undefined;
  q?: string | undefined;
};

/** Store credits, newest first. `q` is a whole code, or the name or order number a person remembers. */
export async function listCredits(tx: Tx, ctx: Ctx, query: CreditQuery) {
  const after = readCursor(query.cursor, ['id']);
  const q = query.q;
  const like = q === undefined ? '' : `%${q.replace(/[%_\\]/g, '\\$&')}%`;
  const { rows } = await rowsWhere(
    ctx,
    sql`${after ? sql`s.id < ${String(after[0])}` : sql`true`}
      and ${query.customer_id ? sql`s.customer_id = ${query.customer_id}` : sql`true`}
      and ${query.brand_id ? sql`s.brand_id = ${query.brand_id}` : sql`true`}
      and ${query.state ? sql`s.state = any (${query.state}::text[])` : sql`true`}
      and ${q === undefined ? sql`true` : sql`(s.code = ${cleanCode(CREDIT, q)} or s.code like ${`${cleanCode(CREDIT, q)}%`} or c.name ilike ${like} or o.number ilike ${like})`}
      order by s.id desc limit ${query.limit + 1}`,
  ).execute(tx);
  const { rows: shown, next_cursor } = pageOf(rows, query.limit, (row) => [row.id]);
  return { next_cursor, rows: shown.map((row) => shape(ctx, row)) };
}

/** Throws `credit.not_found`. */
export async function readCredit(tx: Tx, ctx: Ctx, id: string): Promise<CreditDetail> {
  const { rows } = await rowsWhere(ctx, sql`s.id = ${id}`).execute(tx);
  const row = rows[0];
  if (!row) throw new Refusal('credit.not_found');
  const history = await movesOfCreditId(tx, ctx, id);
  return { ...shape(ctx, row), history: history.map((move) => shapeMove(row, move, history)) };
}

/** What a holder sees: nothing of who it belongs to. Null where there is no such credit of the brand. */
export async function readHeld(tx: Tx, ctx: Ctx & { brandId: string }, typed: string): Promise<HeldCredit | null> {
  const hash = sql`sha256(decode(${cleanCode(CREDIT, typed)}, 'escape'))`;
  const { rows } = await rowsWhere(
    ctx,
    sql`s.code_hash = ${hash} and s.brand_id = ${ctx.brandId} and s.state not in ('asked', 'declined')`,
  ).execute(tx);
  const row = rows[0];
  if (!row) return null;
  const { code, state, balance, paid, bonus, expires_at, cash_out } = shape(ctx, row);
  const history = await movesOfCreditId(tx, ctx, row.id);
  return {
    code,
    state,
    balance,
    paid,
    bonus,
    expires_at,
    cash_out,
    history: history.map((move) => shapeMove(row, move, history)),
    time_zone: row.time_zone,
  };
}

export async function idOfHeld(tx: Tx, ctx: Ctx & { brandId: string }, typed: string): Promise<string | null> {
  const row = await tx
    .selectFrom('store_credits')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('brand_id', '=', ctx.brandId)
    .where('state', 'not in', ['asked', 'declined'])
    .where('code_hash', '=', sql<Buffer>`sha256(decode(${cleanCode(CREDIT, typed)}, 'escape'))`)
    .executeTakeFirst();
  return row?.id ?? null;
}

function shape(ctx: Ctx, row: Row): StoreCredit {
  const money = (amount: number) => ({ amount, currency: row.currency });
  const can = spendable(row, ctx.now);
  const cash_out = cashOutRight(row, dayIn(row.time_zone, ctx.now));
  const expiry = (at: Date | null, why: CreditRow['paid_expiry']): CreditExpiry => ({
    decided_by: why?.decided_by ?? 'brand',
    brand_months: why?.brand_months ?? 0,
    rule: why?.rule ?? null,
    jurisdiction: why?.jurisdiction ?? null,
    at: at?.toISOString() ?? null,
  });
  const over = row.state === 'active' && can.paid + can.bonus === 0;
  const open = row.state === 'asked' || row.state === 'declined';
  return {
    id: row.id,
    // A code that is not good yet is nobody's to read.
    code: open ? '—' : row.code,
    brand: { id: row.brand_id, name: row.brand },
    customer: { id: row.customer_id, name: row.customer },
    source: row.source,
    order: row.order_id && row.order_number ? { id: row.order_id, number: row.order_number } : null,
    return: row.return_id && row.return_code ? { id: row.return_id, code: row.return_code } : null,
    state: over ? 'expired' : row.state,
    amount: money(row.amount),
    balance: money(can.paid + can.bonus),
    paid: { amount: money(row.paid), balance: money(can.paid), expiry: expiry(row.paid_expires_at, row.paid_expiry) },
    bonus: {
      amount: money(row.bonus),
      balance: money(can.bonus),
      expiry: expiry(row.bonus_expires_at, row.bonus_expiry),
    },
    expires_at: nextEnd(row, can)?.toISOString() ?? null,
    cash_out: cash_out && { amount: money(cash_out.amount), rule: cash_out.rule },
    reason: row.reason,
    asked_by: row.source === 'goodwill' ? actorOf(row.asked_by) : null,
    approved_by: actorOf(row.approved_by),
    created_at: row.created_at.toISOString(),
    moves: movesOfCredit({ ...row, cash_out: cash_out !== null && row.order_id !== null }, ctx.actor),
  };
}

function nextEnd(row: Row, can: { paid: number; bonus: number }): Date | null {
  const ends = [can.paid > 0 ? row.paid_expires_at : null, can.bonus > 0 ? row.bonus_expires_at : null];
  const known = ends.filter((end) => end !== null).map((end) => end.getTime());
  return known.length > 0 ? new Date(Math.min(...known)) : null;
}

function shapeMove(row: Row, move: CreditMoveRow, all: readonly CreditMoveRow[]): CreditDetail['history'][number] {
  const money = (amount: number) => ({ amount, currency: row.currency });
  const named = move.kind === 'redeemed' || move.kind === 'given_back' || move.kind === 'cashed_out';
  return {
    id: move.id,
    at: move.at.toISOString(),
    kind: move.kind,
    change: money(move.paid + move.bonus),
    paid: money(move.paid),
    bonus: money(move.bonus),
    balance: money(move.balance),
    reference: named ? move.reference : null,
    given_back:
      move.kind === 'redeemed' &&
      all.some(({ kind, reference }) => kind === 'given_back' && reference === move.reference),
    reason: move.reason,
    by: actorOf(move.by)!,
  };
}

function actorOf(who: Who | null): StoreCredit['asked_by'] {
  if (who === null) return null;
  return { kind: who.kind as 'staff' | 'api_key' | 'buyer' | 'system', id: who.id, name: who.name };
}
