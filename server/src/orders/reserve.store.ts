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

export async function takeRefunded(tx: Tx, ctx: Ctx, id: string, amount: number): Promise<boolean> {
  const done = await sql`update payments set refunded = refunded - ${amount}
    where ${payment(ctx, id)} and ${amount}::bigint >= 0 and refunded >= ${amount}`.execute(tx);
  return done.numAffectedRows === 1n;
}

export async function leftOfPayment(tx: Tx, ctx: Ctx, id: string): Promise<number | null> {
  const { rows } = await sql<{
    left: number;
  }>`select amount - refunded as left from payments where ${payment(ctx, id)}`.execute(tx);
  return rows[0]?.left ?? null;
}
