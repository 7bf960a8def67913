import { sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';

// Lines and payments carry no brand: the order they belong to must be one that the actor sees.
const line = (ctx: Ctx, id: string) => sql`workspace_id = ${ctx.workspaceId} and id = ${id}
  and exists (select from orders o where o.workspace_id = order_lines.workspace_id and o.id = order_lines.order_id)`;
const payment = (ctx: Ctx, id: string) => sql`workspace_id = ${ctx.workspaceId} and id = ${id}
  and exists (select from orders o where o.workspace_id = payments.workspace_id and o.id = payments.order_id)`;

/** False when the line has fewer units left, or is not there. */
export async function addReturnQuantity(tx: Tx, ctx: Ctx, id: string, quantity: number): Promise<boolean> {
  const done = await sql`update order_lines set return_quantity = return_quantity + ${quantity}
    where ${line(ctx, id)} and ${quantity}::int > 0 and return_quantity + ${quantity} <= quantity`.execute(tx);
  return done.numAffectedRows === 1n;
}

export async function takeReturnQuantity(tx: Tx, ctx: Ctx, id: string, quantity: number): Promise<boolean> {
  const done = await sql`update order_lines set return_quantity = return_quantity - ${quantity}
    where ${line(ctx, id)} and ${quantity}::int >= 0 and return_quantity >= ${quantity}`.execute(tx);
  return done.numAffectedRows === 1n;
}

export async function leftOfLine(tx: Tx, ctx: Ctx, id: string): Promise<number | null> {
  const { rows } = await sql<{
    left: number;
  }>`select quantity - return_quantity as left from order_lines where ${line(ctx, id)}`.execute(tx);
  return rows[0]?.left ?? null;
}

export async function addRefunded(tx: Tx, ctx: Ctx, id: string, amount: number): Promise<boolean> {
  const done = await sql`update payments set refunded = refunded + ${amount}
    where ${payment(ctx, id)} and ${amount}::bigint >= 0 and refunded + ${amount} <= amount`.execute(tx);
  return done.numAffectedRows === 1n;
}

// What was given back past us and did not fit beside our own promises (`overdrawn`) moves in where room is made.
export async function takeRefunded(tx: Tx, ctx: Ctx, id: string, amount: number): Promise<boolean> {
  const done = await sql`update payments set refunded = least(amount, refunded + overdrawn - ${amount}::bigint),
      overdrawn = greatest(0, refunded + overdrawn - ${amount}::bigint - amount)
    where ${payment(ctx, id)} and ${amount}::bigint >= 0 and refunded >= ${amount}`.execute(tx);
  return done.numAffectedRows === 1n;
}

export async function setElsewhere(
  tx: Tx,
  ctx: Ctx,
  id: string,
  { amount, ours }: { amount: number; ours: number },
): Promise<number | null> {
  const { rows } = await sql<{ more: number }>`
    with before as (select id, refunded + overdrawn - ${ours}::bigint as known from payments where ${payment(ctx, id)} for no key update)
    update payments p set elsewhere = ${amount}, refunded = least(p.amount, ${ours}::bigint + ${amount}),
      overdrawn = greatest(0, ${ours}::bigint + ${amount} - p.amount)
    from before b where p.workspace_id = ${ctx.workspaceId} and p.id = b.id
    returning (${amount}::bigint - b.known)::bigint as more`.execute(tx);
  return rows[0]?.more ?? null;
}

export async function insertPayment(
  tx: Tx,
  ctx: Ctx,
  row: {
    id: string;
    order_id: string;
    charge_id: string;
    external_id: string;
    method: string;
    label: string;
    amount: number;
    currency: string;
    paid_at: Date;
  },
): Promise<string> {
  const kept = await tx
    .insertInto('payments')
    .values({ workspace_id: ctx.workspaceId, ...row })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'order_id', 'external_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (kept) return kept.id;
  const known = await tx
    .selectFrom('payments')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('order_id', '=', row.order_id)
    .where('external_id', '=', row.external_id)
    .executeTakeFirstOrThrow();
  return known.id;
}

export async function leftOfPayment(tx: Tx, ctx: Ctx, id: string): Promise<number | null> {
  const { rows } = await sql<{
    left: number;
  }>`select amount - refunded as left from payments where ${payment(ctx, id)}`.execute(tx);
  return rows[0]?.left ?? null;
}
