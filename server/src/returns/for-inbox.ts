import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';

type ReturnFacts = {
  id: string;
  code: string;
  stage: string;
  order_id: string;
  customer_id: string;
  brand_id: string;
  requested_at: Date;
};

const facts = (tx: Tx, ctx: Ctx) =>
  tx
    .selectFrom('returns')
    .select(['id', 'code', 'stage', 'order_id', 'customer_id', 'brand_id', 'requested_at'])
    .where('workspace_id', '=', ctx.workspaceId);

/** What conversations with buyers must know of returns. */
export const returnsForInbox = {
  /** The returns of these orders, newest first. */
  async ofOrders(tx: Tx, ctx: Ctx, orderIds: readonly string[]): Promise<ReturnFacts[]> {
    if (orderIds.length === 0) return [];
    return facts(tx, ctx)
      .where('order_id', 'in', orderIds)
      .orderBy('requested_at', 'desc')
      .orderBy('id', 'desc')
      .execute();
  },
  async find(tx: Tx, ctx: Ctx, id: string): Promise<ReturnFacts | null> {
    return (await facts(tx, ctx).where('id', '=', id).executeTakeFirst()) ?? null;
  },
};
