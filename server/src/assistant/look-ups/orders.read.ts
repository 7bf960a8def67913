/** Orders as look-ups show them: over the tables of lower modules, held to the ids in sight. */
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

export type SeenOrder = {
  id: string;
  number: string;
  placed_at: Date;
  title: string;
  /** Lines beside the first. */
  more: number;
};
export type Parcel = {
  carrier: string | null;
  tracking: string | null;
  shipped_at: Date | null;
  delivered_at: Date | null;
};

/** These orders of a brand, newest first. */
export async function seenOrders(tx: Tx, ctx: Ctx, brandId: string, ids: readonly string[]): Promise<SeenOrder[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<SeenOrder>`
    select o.id, o.number, o.placed_at, coalesce(l.title, o.number) as title, greatest(coalesce(l.lines, 1) - 1, 0)::int as more
    from orders o
    left join lateral (select (array_agg(l.title order by l.position, l.id))[1] as title, count(*)::int as lines
      from order_lines l where l.workspace_id = o.workspace_id and l.order_id = o.id) l on true
    where o.workspace_id = ${ctx.workspaceId} and o.brand_id = ${brandId} and o.id = any (${[...ids]}::uuid[])
    order by o.placed_at desc, o.id desc`.execute(tx);
  return rows;
}

/** The parcels of an order, the one that left last first. */
export async function parcelsOf(tx: Tx, ctx: Ctx, orderId: string): Promise<Parcel[]> {
  const { rows } = await sql<Parcel>`
    select f.carrier, f.tracking, f.shipped_at, f.delivered_at from fulfilments f
    where f.workspace_id = ${ctx.workspaceId} and f.order_id = ${orderId}
    order by f.shipped_at desc nulls last, f.id desc limit 20`.execute(tx);
  return rows;
}

export type Refunded = {
  kind: 'refund' | 'store_credit' | 'keep_it';
  amount: number;
  currency: string;
  state: 'owed' | 'sending' | 'sent' | 'failed';
  to: string | null;
  due_at: Date | null;
  sent_at: Date | null;
};

/** Money of an order that goes or went back, of its returns and of its calling off; the newest first. */
export async function refundsOf(tx: Tx, ctx: Ctx, orderId: string): Promise<Refunded[]> {
  const { rows } = await sql<Refunded>`
    select f.kind, f.amount, f.currency, f.state, p.label as "to", f.due_at, f.sent_at from refunds f
    left join payments p on p.workspace_id = f.workspace_id and p.id = f.payment_id
    where f.workspace_id = ${ctx.workspaceId} and f.order_id = ${orderId} and f.state <> 'void'
    order by f.id desc limit 20`.execute(tx);
  return rows;
}

/** The conversation's own order, where staff or the buyer linked one. */
export async function linkedOrder(tx: Tx, ctx: Ctx, conversationId: string | null): Promise<string | null> {
  if (conversationId === null) return null;
  const row = await tx
    .selectFrom('conversations')
    .select('order_id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', conversationId)
    .executeTakeFirst();
  return row?.order_id ?? null;
}
