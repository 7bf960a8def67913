/**
 * What modules above returns know about a return, as returns needs it: the goods at the dock and on the bench, and the
 * money. Returns may not import them, so they are handed in once, by app.ts; until then there are none.
 */
import type { AnswerOf, Disposition, Money, Photo, returns } from '@recoup/contract';
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

let goods: GoodsSide = {
  summaries: async () => new Map(),
  ofReturn: async () => noGoods,
  atDock: sql<boolean>`false`,
};
let money: MoneySide = {
  facts: async () => new Map(),
  open: sql<boolean>`false`,
  due: sql<Date | null>`null::timestamptz`,
};

/** Called by app.ts, once, before the first request. */
export function setReadSides(sides: { goods?: GoodsSide; money?: MoneySide }): void {
  if (sides.goods) goods = sides.goods;
  if (sides.money) money = sides.money;
}

export const goodsSide = (): GoodsSide => goods;
export const moneySide = (): MoneySide => money;
