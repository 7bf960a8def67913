/**
 * What modules above the inbox know that a conversation needs: the returns of an order. The inbox may not import them,
 * so they are handed in once, by app.ts; until then there are none.
 */
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';

export type ReturnFacts = {
  id: string;
  code: string;
  stage: string;
  order_id: string;
  customer_id: string;
  brand_id: string;
  requested_at: Date;
};
export type ReturnsSide = {
  /** The returns of these orders, newest first. */
  ofOrders(tx: Tx, ctx: Ctx, orderIds: readonly string[]): Promise<ReturnFacts[]>;
  find(tx: Tx, ctx: Ctx, id: string): Promise<ReturnFacts | null>;
};

let returns: ReturnsSide = { ofOrders: async () => [], find: async () => null };

/** Called by app.ts, once, before the first request. */
export function setInboxSides(sides: { returns?: ReturnsSide }): void {
  if (sides.returns) returns = sides.returns;
}

export const returnsSide = (): ReturnsSide => returns;
