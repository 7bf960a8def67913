import type { Ctx } from '../../platform/ctx.ts';
import { pageOf, readCursor } from '../../platform/cursor.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';

type NewCredit = {
  id: string;
  code: string;
  brand_id: string;
  customer_id: string;
  refund_id: string;
  amount: number;
  balance: number;
  currency: string;
  expires_at: Date | null;
  created_at: Date;
};

export async function insertCredit(tx: Tx, ctx: Ctx, credit: NewCredit): Promise<{ code: string }> {
  return tx
    .insertInto('store_credits')
    .values({ workspace_id: ctx.workspaceId, ...credit })
    .returning('code')
    .executeTakeFirstOrThrow();
}

/** Throws `credit.not_found`. */
export async function lockCredit(tx: Tx, ctx: Ctx, code: string) {
  const row = await tx
    .selectFrom('store_credits')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .where('code', '=', code.toUpperCase())
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('credit.not_found');
  return row;
}

/**
 * Takes `amount` off a locked credit unless `cause` is booked already (then `before` is null and nothing changes).
 * Where the balance does not reach, nothing is written and `before` tells what is left.
 */
export async function saveBalance(
  tx: Tx,
  ctx: Ctx,
  credit: { id: string; balance: number },
  amount: number,
  cause: string,
): Promise<{ before: number | null }> {
  const booked = await tx
    .selectFrom('ledger_entries')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('cause', '=', cause)
    .executeTakeFirst();
  if (booked) return { before: null };
  if (credit.balance >= amount) {
    await tx
      .updateTable('store_credits')
      .set({ balance: credit.balance - amount })
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', credit.id)
      .execute();
  }
  return { before: credit.balance };
}

export async function listCredits(
  tx: Tx,
  ctx: Ctx,
  query: { cursor?: string; limit: number; customer_id?: string; q?: string },
) {
  const after = readCursor(query.cursor, ['id']);
  const rows = await tx
    .selectFrom('store_credits as s')
    .innerJoin('customers as c', (join) =>
      join.onRef('c.workspace_id', '=', 's.workspace_id').onRef('c.id', '=', 's.customer_id'),
    )
    .innerJoin('brands as b', (join) =>
      join.onRef('b.workspace_id', '=', 's.workspace_id').onRef('b.id', '=', 's.brand_id'),
    )
    .select([
      's.id',
      's.code',
      's.amount',
      's.balance',
      's.currency',
      's.expires_at',
      's.created_at',
      'c.id as customer_id',
      'c.name as customer',
      'b.id as brand_id',
      'b.name as brand',
    ])
    .where('s.workspace_id', '=', ctx.workspaceId)
    .$if(after !== null, (q) => q.where('s.id', '<', String(after![0])))
    .$if(query.customer_id !== undefined, (q) => q.where('s.customer_id', '=', query.customer_id!))
    .$if(query.q !== undefined, (q) =>
      q.where('s.code', 'like', `${query.q!.toUpperCase().replace(/[%_\\]/g, '\\$&')}%`),
    )
    .orderBy('s.id', 'desc')
    .limit(query.limit + 1)
    .execute();
  const { rows: shown, next_cursor } = pageOf(rows, query.limit, (row) => [row.id]);
  return {
    next_cursor,
    rows: shown.map((row) => ({
      id: row.id,
      code: row.code,
      customer: { id: row.customer_id, name: row.customer },
      brand: { id: row.brand_id, name: row.brand },
      amount: { amount: row.amount, currency: row.currency },
      balance: { amount: row.balance, currency: row.currency },
      expires_at: row.expires_at?.toISOString() ?? null,
      created_at: row.created_at.toISOString(),
    })),
  };
}
