/**
 * What modules that money may not import know that the one question needs: what goods bring at the bench, and help
 * articles. Handed in once, by app.ts; until then nothing is known. Stock, parts and signs of trouble come with what a
 * request is weighed by (`returns`).
 */
import type { BuyerLanguage, Disposition, Grade, Reason, StaffLanguage } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

/** Goods as the reckoning of ways out looks at them. Money in minor units. */
export type GoodsToSell = {
  sku: string | null;
  known: boolean;
  price: number | null;
  resale: Record<Grade, number | null>;
  unit_cost: number | null;
  lithium_battery: boolean;
  hygiene: boolean;
  recalled: boolean;
};
export type ByGrade = Record<Grade, { way: Disposition; net: number }>;
export type RecoveryFacts = {
  labor_per_hour: number;
  outbound_freight: number;
  own: boolean;
  byGrade(goods: GoodsToSell, opened: boolean, currency: string): ByGrade;
};
export type RecoverySide = { ofBrand(tx: Tx, ctx: Ctx, brandId: string): Promise<RecoveryFacts> };

export type Guide = {
  article_id: string;
  slug: string;
  title: string;
  /** The beginning of its words. */
  summary: string;
  url: string;
  photo_url: string | null;
  minutes: number;
};
/** A problem help is sought for. */
export type GuideQuestion = { sku: string; title: string; category: string; reason: Reason; detail: string | null };
export type GuidesSide = {
  /** For each problem the published articles that may solve it, the likeliest first, a few at most. */
  forProblems(
    tx: Tx,
    ctx: Ctx,
    of: { brandId: string; language: BuyerLanguage | StaffLanguage; problems: readonly GuideQuestion[] },
  ): Promise<Guide[][]>;
};

const nothing = { way: 'hold' as const, net: 0 };
let recovery: RecoverySide = {
  ofBrand: async () => ({
    labor_per_hour: 0,
    outbound_freight: 0,
    own: false,
    byGrade: () => ({ A: nothing, B: nothing, C: nothing, D: nothing }),
  }),
};
let guides: GuidesSide = { forProblems: async (_tx, _ctx, { problems }) => problems.map(() => []) };

/** Called by app.ts, once, before the first request. */
export function setRemedySides(sides: { recovery?: RecoverySide; guides?: GuidesSide }): void {
  recovery = sides.recovery ?? recovery;
  guides = sides.guides ?? guides;
}
export const recoverySide = (): RecoverySide => recovery;
export const guidesSide = (): GuidesSide => guides;
