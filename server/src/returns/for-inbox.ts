import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { readPortalToken } from '../platform/secrets.ts';
import { findOrder } from './find-order.ts';
import { orderPage, trackingPage } from './links.ts';

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

/** The return pages as the chat on a shop's page leads to them. */
export const portalForInbox = {
  async findOrder(
    ctx: Ctx & { brandId: string },
    asked: { number: string; proof: string; address: string },
  ): Promise<{ order_id: string }> {
    const { token } = await findOrder(ctx, asked);
    return { order_id: readPortalToken(ctx.config.secret, token, ctx.now).orderId };
  },
  orderUrl: (ctx: Ctx, of: { slug: string; brand_id: string; order_id: string }): string => orderPage(ctx, of.slug, of),
  returnUrl: (ctx: Ctx, of: { slug: string; brand_id: string; order_id: string; return_id: string }): string =>
    trackingPage(ctx, of.slug, of),
};
