/**
 * What a defence against a dispute needs of modules money may not import: what was said to the buyer, and what was found
 * when goods came back. Handed in once, by app.ts; until then there is nothing.
 */
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

export type Said = {
  at: Date;
  /** Who wrote: the buyer, or somebody for the brand. */
  from: 'buyer' | 'brand';
  name: string;
  channel: string;
  subject: string | null;
  text: string;
  /** The same in English or Chinese, where somebody or something translated it. */
  translations: { language: string; text: string }[];
};
export type Picture = { key: string; caption: string | null; at: Date | null; by: 'buyer' | 'brand' };
export type Inspected = {
  lpn: string;
  title: string;
  sku: string | null;
  serial: string | null;
  arrived_at: Date;
  inspected_at: Date | null;
  functional: string | null;
  cosmetic: string | null;
  grade: string | null;
  acceptance: string | null;
  failed: string[];
};

export type ConversationSide = {
  /** What was said with this buyer about this order, oldest first; notes of staff among themselves are not in it. */
  said(tx: Tx, ctx: Ctx, of: { orderId: string; most: number }): Promise<Said[]>;
  pictures(tx: Tx, ctx: Ctx, of: { orderId: string; most: number }): Promise<Picture[]>;
};
export type GoodsSide = {
  inspected(tx: Tx, ctx: Ctx, orderId: string): Promise<Inspected[]>;
  pictures(tx: Tx, ctx: Ctx, of: { orderId: string; most: number }): Promise<Picture[]>;
};

let conversation: ConversationSide = { said: async () => [], pictures: async () => [] };
let goods: GoodsSide = { inspected: async () => [], pictures: async () => [] };

/** Called by app.ts, once, before the first request. */
export function setDisputeSides(sides: { conversation?: ConversationSide; goods?: GoodsSide }): void {
  if (sides.conversation) conversation = sides.conversation;
  if (sides.goods) goods = sides.goods;
}
export const conversationSide = (): ConversationSide => conversation;
export const disputeGoodsSide = (): GoodsSide => goods;
