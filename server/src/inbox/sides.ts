/**
 * What modules above the inbox know that a conversation needs: the returns of an order. The inbox may not import them,
 * so they are handed in once, by app.ts; until then there are none.
 */
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import type { Channel } from './channel.ts';

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

/** The buyer's return pages: proving an order there, and links that open them already signed in. */
export type PortalSide = {
  /** By its number and e-mail or ZIP, within the limits of the pages themselves. Throws `order.not_found`, `guess.too_many`. */
  findOrder(
    ctx: Ctx & { brandId: string },
    asked: { number: string; proof: string; address: string },
  ): Promise<{ order_id: string }>;
  orderUrl(ctx: Ctx, of: { slug: string; brand_id: string; order_id: string }): string;
  returnUrl(ctx: Ctx, of: { slug: string; brand_id: string; order_id: string; return_id: string }): string;
};

/** Who answers before a person does. */
export type AssistantSide = {
  /** Does the assistant hold what begins on this channel now? */
  answersFirst(tx: Tx, ctx: Ctx, of: { brand_id: string; channel: Channel }): Promise<boolean>;
};

/** Live video with buyers. */
export type CallsSide = {
  /** Does the widget of a brand show the button? */
  offersCalls(tx: Tx, ctx: Ctx, brandId: string): Promise<boolean>;
  /** The calls that were held in a conversation: what happened in them stands in its thread. */
  ofConversation(tx: Tx, ctx: Ctx, conversationId: string): Promise<string[]>;
};

let assistant: AssistantSide = { answersFirst: async () => false };
let calls: CallsSide = { offersCalls: async () => false, ofConversation: async () => [] };
let portal: PortalSide | null = null;
let returns: ReturnsSide = { ofOrders: async () => [], find: async () => null };

/** Called by app.ts, once, before the first request. */
export function setInboxSides(sides: {
  returns?: ReturnsSide;
  portal?: PortalSide;
  assistant?: AssistantSide;
  calls?: CallsSide;
}): void {
  if (sides.calls) calls = sides.calls;
  if (sides.assistant) assistant = sides.assistant;
  if (sides.returns) returns = sides.returns;
  if (sides.portal) portal = sides.portal;
}

export const assistantSide = (): AssistantSide => assistant;
export const callsSide = (): CallsSide => calls;
export const returnsSide = (): ReturnsSide => returns;
export function portalSide(): PortalSide {
  if (!portal) throw new Error('nobody told the inbox of the return pages');
  return portal;
}
