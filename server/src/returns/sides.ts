/**
 * What modules above returns know about a return, as returns needs it: the goods at the dock and on the bench, the
 * money, what is in stock for a remedy, and help articles. Returns may not import them, so they are handed in once, by
 * app.ts; until then there are none.
 */
import type { AnswerOf, Disposition, Money, Photo, Reason, returns } from '@recoup/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';

export type ReturnUnit = AnswerOf<(typeof returns)['get']>['units'][number];

/** The goods of one return, for a list: the bin and the way out, where all its units share one. */
export type GoodsSummary = { bin: string | null; way: Disposition | null };
export type GoodsOfReturn = GoodsSummary & {
  units: ReturnUnit[];
  evidence: (Photo & { from: 'dock' | 'inspection'; type: string })[];
};
export type GoodsSide = {
  summaries(tx: Tx, ctx: Ctx, returnIds: readonly string[]): Promise<Map<string, GoodsSummary>>;
  ofReturn(tx: Tx, ctx: Ctx, returnId: string): Promise<GoodsOfReturn>;
  /** Is an outbound order of it still to leave? A return closes once nothing is. */
  leaving(tx: Tx, ctx: Ctx, returnId: string): Promise<boolean>;
  /** A condition over a returns row named `r`: a parcel of it lies at a dock, or units of it wait there. */
  atDock: RawBuilder<boolean>;
};

/** The money of one return. `not_owed`: nothing yet; `nothing_due`: looked at, and nothing is to be paid. Minor units. */
export type MoneyFacts = {
  state: 'not_owed' | 'owed' | 'second_person' | 'sending' | 'sent' | 'failed' | 'nothing_due';
  amount: Money | null;
  due: Date | null;
  refunds: {
    kind: 'refund' | 'store_credit' | 'keep_it';
    amount: Money;
    state: 'owed' | 'sending' | 'sent' | 'failed';
    to: string | null;
    due: Date | null;
    sent_at: Date | null;
    credit_code: string | null;
    credit_expires_at: Date | null;
  }[];
};
export type MoneySide = {
  facts(tx: Tx, ctx: Ctx, returnIds: readonly string[]): Promise<Map<string, MoneyFacts>>;
  /** A condition over a returns row named `r`: money of it is owed, on its way or failed. */
  open: RawBuilder<boolean>;
  /** Over the same row: by when the money still owed is due, else null. */
  due: RawBuilder<Date | null>;
};

export const noMoney: MoneyFacts = { state: 'not_owed', amount: null, due: null, refunds: [] };
export const noGoods: GoodsOfReturn = { bin: null, way: null, units: [], evidence: [] };

/** What can leave for a remedy: pieces free at the sites of the brand, and when more are expected (a day). */
export type OnHand = { in_stock: number; expected_on: string | null };
/** A part of a product, with the problems it is known to mend; a problem without a detail is mended whatever the detail. */
export type PartOnHand = OnHand & {
  id: string;
  product_id: string;
  sku: string;
  title: string;
  title_zh: string | null;
  title_es: string | null;
  /** Key of its small picture. */
  photo_key: string | null;
  /** Minor units of `currency`; null where nobody said. */
  price: number | null;
  currency: string;
  /** How many of it one product has. */
  per_product: number;
  mends: readonly { reason: Reason; detail: string | null }[];
};
export type StockSide = {
  /** Parts of these products that are in use, those that are out of stock too. */
  parts(tx: Tx, ctx: Ctx, of: { brandId: string; productIds: readonly string[] }): Promise<PartOnHand[]>;
  /** By variant. What is not in the answer is not counted here: nobody knows whether it is in stock. */
  variants(tx: Tx, ctx: Ctx, of: { brandId: string; variantIds: readonly string[] }): Promise<Map<string, OnHand>>;
};

/** Goods of a customer that came back otherwise than promised, as the dock and the bench found them. */
export type Trouble = {
  /** Units that were another product, or whose serial number was sold to somebody else. */
  serial_swaps: number;
  /** Parcels of theirs with nothing in them. */
  empty_boxes: number;
  /** Codes of the returns it happened in, newest first. */
  returns: string[];
};
export type TroubleSide = {
  ofCustomer(tx: Tx, ctx: Ctx, of: { customerId: string; since: Date }): Promise<Trouble>;
};
export const noTrouble: Trouble = { serial_swaps: 0, empty_boxes: 0, returns: [] };

/** Help articles of a brand, for settling a problem with guidance. Null where there is none of that id. */
export type GuideSide = {
  article(
    tx: Tx,
    ctx: Ctx,
    of: { brandId: string; id: string; language: string },
  ): Promise<{ id: string; title: string } | null>;
};

/** Threads with buyers, as far as a verdict names one. Throws `conversation.not_found`. */
export type ConversationSide = { check(tx: Tx, ctx: Ctx, id: string): Promise<void> };

let goods: GoodsSide = {
  summaries: async () => new Map(),
  ofReturn: async () => noGoods,
  leaving: async () => false,
  atDock: sql<boolean>`false`,
};
let money: MoneySide = {
  facts: async () => new Map(),
  open: sql<boolean>`false`,
  due: sql<Date | null>`null::timestamptz`,
};

let stock: StockSide = { parts: async () => [], variants: async () => new Map() };
let trouble: TroubleSide = { ofCustomer: async () => noTrouble };
let guides: GuideSide = { article: async () => null };
let conversations: ConversationSide = { check: async () => {} };

/** Called by app.ts, once, before the first request. */
export function setReadSides(sides: {
  goods?: GoodsSide;
  money?: MoneySide;
  stock?: StockSide;
  trouble?: TroubleSide;
  guides?: GuideSide;
  conversations?: ConversationSide;
}): void {
  goods = sides.goods ?? goods;
  money = sides.money ?? money;
  stock = sides.stock ?? stock;
  trouble = sides.trouble ?? trouble;
  guides = sides.guides ?? guides;
  conversations = sides.conversations ?? conversations;
}

export const goodsSide = (): GoodsSide => goods;
export const moneySide = (): MoneySide => money;
export const stockSide = (): StockSide => stock;
export const troubleSide = (): TroubleSide => trouble;
export const guideSide = (): GuideSide => guides;
export const conversationSide = (): ConversationSide => conversations;
