import type { Discount, HeldDiscount } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { may } from '../../platform/ctx.ts';
import { pageOf, readCursor } from '../../platform/cursor.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { cleanCode } from '../credits/card-code.ts';

export const DISCOUNT = 'NX';

export type DiscountRow = {
  id: string;
  brand_id: string;
  code: string;
  customer_id: string;
  order_id: string;
  return_id: string;
  return_line_id: string;
  percent: number;
  minimum: number | null;
  currency: string;
  state: 'active' | 'used' | 'expired' | 'void';
  expires_at: Date;
  created_at: Date;
  used_at: Date | null;
  used_reference: string | null;
  used_amount: number | null;
  used_off: number | null;
  void_reason: string | null;
};

type NewDiscount = Omit<
  DiscountRow,
  'state' | 'used_at' | 'used_reference' | 'used_amount' | 'used_off' | 'void_reason' | 'created_at'
>;

/** One a return line, whoever asks how often: the second finds the first and writes nothing. */
export async function insertDiscount(tx: Tx, ctx: Ctx, row: NewDiscount): Promise<boolean> {
  const kept = await tx
    .insertInto('discounts')
    .values({ workspace_id: ctx.workspaceId, ...row, state: 'active', created_at: ctx.now })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'return_line_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return kept !== undefined;
}

export type Found = { id: string } | { code: string } | { return_line_id: string };

/** Held to the end of the transaction. Throws `discount.not_found`. */
export async function lockDiscount(tx: Tx, ctx: Ctx, by: Found): Promise<DiscountRow> {
  const where =
    'id' in by
      ? sql<boolean>`id = ${by.id}`
      : 'code' in by
        ? sql<boolean>`code_hash = sha256(decode(${cleanCode(DISCOUNT, by.code)}, 'escape'))`
        : sql<boolean>`return_line_id = ${by.return_line_id}`;
  const row = await tx
    .selectFrom('discounts')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where(where)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('discount.not_found');
  return row as unknown as DiscountRow;
}

/** Without holding it. Throws `discount.not_found`. */
export async function findDiscount(tx: Tx, ctx: Ctx, code: string): Promise<DiscountRow> {
  const row = await tx
    .selectFrom('discounts')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('code_hash', '=', sql<Buffer>`sha256(decode(${cleanCode(DISCOUNT, code)}, 'escape'))`)
    .executeTakeFirst();
  if (!row) throw new Refusal('discount.not_found');
  return row as unknown as DiscountRow;
}

export async function saveDiscount(
  tx: Tx,
  ctx: Ctx,
  id: string,
  change: Partial<
    Pick<DiscountRow, 'state' | 'used_at' | 'used_reference' | 'used_amount' | 'used_off' | 'void_reason'>
  > & { void_by?: unknown },
): Promise<void> {
  const { void_by, ...plain } = change;
  await tx
    .updateTable('discounts')
    .set({ ...plain, ...(void_by ? { void_by: JSON.stringify(void_by) } : {}) })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Codes whose last day has passed, as many as one round takes off, each marked in the same statement. */
export async function expireDue(tx: Tx, ctx: Ctx, most: number): Promise<DiscountRow[]> {
  const { rows } = await sql<DiscountRow>`
    update discounts set state = 'expired' where workspace_id = ${ctx.workspaceId} and id in (
      select id from discounts where workspace_id = ${ctx.workspaceId} and state = 'active' and expires_at <= ${ctx.now}
      order by expires_at limit ${most} for update skip locked)
    returning *`.execute(tx);
  return rows;
}

/** The lines of a return that are settled by a discount, with the percent that was confirmed; and those that no longer are. */
export async function linesOf(tx: Tx, ctx: Ctx, returnId: string) {
  const { rows } = await sql<{
    line_id: string;
    remedy: string;
    percent: number | null;
    brand_id: string;
    order_id: string;
    customer_id: string;
    currency: string;
    approved_at: Date | null;
    stage: string;
  }>`
    select l.id as line_id, l.remedy, (l.offer -> 'discount' ->> 'percent')::int as percent,
      r.brand_id, r.order_id, r.customer_id, r.currency, r.approved_at, r.stage
    from returns r join return_lines l on l.workspace_id = r.workspace_id and l.return_id = r.id
    where r.workspace_id = ${ctx.workspaceId} and r.id = ${returnId} order by l.id`.execute(tx);
  return rows;
}

type Listed = DiscountRow & { brand: string; customer: string; order_number: string; return_code: string };
export type DiscountQuery = {
  cursor?: string | undefined;
  limit: number;
  brand_id?: string | undefined;
  customer_id?: string | undefined;
  return_id?: string | undefined;
  state?: string[] | undefined;
  q?: string | undefined;
};

const listed = (ctx: Ctx, where: ReturnType<typeof sql>) => sql<Listed>`
  select d.*, b.name as brand, c.name as customer, o.number as order_number, r.code as return_code
  from discounts d
  join brands b on b.workspace_id = d.workspace_id and b.id = d.brand_id
  join customers c on c.workspace_id = d.workspace_id and c.id = d.customer_id
  join orders o on o.workspace_id = d.workspace_id and o.id = d.order_id
  join returns r on r.workspace_id = d.workspace_id and r.id = d.return_id
  where d.workspace_id = ${ctx.workspaceId} and ${where}`;

/** Discount codes, newest first. */
export async function listDiscounts(tx: Tx, ctx: Ctx, query: DiscountQuery) {
  const after = readCursor(query.cursor, ['id']);
  const q = query.q;
  const like = q === undefined ? '' : `%${q.replace(/[%_\\]/g, '\\$&')}%`;
  const { rows } = await listed(
    ctx,
    sql`${after ? sql`d.id < ${String(after[0])}` : sql`true`}
      and ${query.brand_id ? sql`d.brand_id = ${query.brand_id}` : sql`true`}
      and ${query.customer_id ? sql`d.customer_id = ${query.customer_id}` : sql`true`}
      and ${query.return_id ? sql`d.return_id = ${query.return_id}` : sql`true`}
      and ${query.state ? sql`d.state = any (${query.state}::text[])` : sql`true`}
      and ${q === undefined ? sql`true` : sql`(d.code like ${`${cleanCode(DISCOUNT, q)}%`} or c.name ilike ${like} or o.number ilike ${like} or r.code ilike ${like})`}
      order by d.id desc limit ${query.limit + 1}`,
  ).execute(tx);
  const { rows: shown, next_cursor } = pageOf(rows, query.limit, (row) => [row.id]);
  return { next_cursor, rows: shown.map((row) => shape(ctx, row)) };
}

/** Throws `discount.not_found`. */
export async function readDiscount(tx: Tx, ctx: Ctx, id: string): Promise<Discount> {
  const { rows } = await listed(ctx, sql`d.id = ${id}`).execute(tx);
  if (!rows[0]) throw new Refusal('discount.not_found');
  return shape(ctx, rows[0]);
}

function shape(ctx: Ctx, row: Listed): Discount {
  const money = (amount: number) => ({ amount, currency: row.currency });
  const state = row.state === 'active' && row.expires_at <= ctx.now ? 'expired' : row.state;
  return {
    id: row.id,
    code: row.code,
    brand: { id: row.brand_id, name: row.brand },
    customer: { id: row.customer_id, name: row.customer },
    order: { id: row.order_id, number: row.order_number },
    return: { id: row.return_id, code: row.return_code },
    percent: row.percent,
    minimum: row.minimum === null ? null : money(row.minimum),
    state,
    expires_at: row.expires_at.toISOString(),
    created_at: row.created_at.toISOString(),
    used:
      row.used_at === null
        ? null
        : {
            at: row.used_at.toISOString(),
            reference: row.used_reference ?? '',
            order_amount: money(row.used_amount ?? 0),
            off: money(row.used_off ?? 0),
          },
    void_reason: row.void_reason,
    moves: state === 'active' && may(ctx.actor, 'money.approve') ? ['void'] : [],
  };
}

/** The codes of a return, as its buyer sees them. Throws `return.not_found` for a return of another order too. */
export async function heldDiscounts(
  tx: Tx,
  ctx: Ctx & { buyer: { orderId: string } },
  returnId: string,
): Promise<{ rows: HeldDiscount[]; time_zone: string }> {
  const { rows } = await sql<{ time_zone: string; held: DiscountRow[] }>`
    select b.time_zone, coalesce((select jsonb_agg(to_jsonb(d) order by d.id) from discounts d
      where d.workspace_id = r.workspace_id and d.return_id = r.id and d.state <> 'void'), '[]') as held
    from returns r join brands b on b.workspace_id = r.workspace_id and b.id = r.brand_id
    where r.workspace_id = ${ctx.workspaceId} and r.id = ${returnId} and r.order_id = ${ctx.buyer.orderId}`.execute(tx);
  const found = rows[0];
  if (!found) throw new Refusal('return.not_found');
  return {
    time_zone: found.time_zone,
    rows: found.held.map((row) => ({
      code: row.code,
      percent: row.percent,
      minimum: row.minimum === null ? null : { amount: row.minimum, currency: row.currency },
      state: row.state === 'active' && new Date(row.expires_at) <= ctx.now ? 'expired' : row.state,
      expires_at: new Date(row.expires_at).toISOString(),
    })),
  };
}
