import type { PolicyRules, Reason, VerdictOf } from '@recoup/contract';
import { type OrderFacts, type SwapVariant, variantsToSwap } from '../orders/index.ts';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { rulesInForce } from '../policies/index.ts';
import { type AskingBuyer, askingBuyer } from './returns.store.ts';
import { type OnHand, type PartOnHand, stockSide } from './sides.ts';
import { responsibleOf } from './verdicts/verdicts.store.ts';

/** The policy version that holds for an order line; null where none does. */
export type PolicyOfLine = { versionId: string; rules: PolicyRules } | null;

/** What goods, parts and swaps a remedy could send. Empty where it was not asked for: then those remedies are not offered. */
export type GoodsFacts = {
  parts: readonly PartOnHand[];
  /** Variants goods may be exchanged for. */
  variants: readonly SwapVariant[];
  /** By variant; what is missing here is not counted. */
  onHand: ReadonlyMap<string, OnHand>;
};

/** What a request is weighed by. */
export type AskFacts = {
  /** When it was, or is, asked for. */
  now: Date;
  /** When the offers are made, where that is later: their days count from it. */
  offeredOn?: Date;
  /** Of the brand. */
  zone: string;
  order: OrderFacts;
  policyOf(lineId: string): PolicyOfLine;
  /** Returns of this buyer that still stand, asked for within 365 days. */
  returnsLastYear: number;
  goods?: GoodsFacts;
  /** Who staff found responsible for a problem of a line; null where nobody looked. */
  responsibleFor?(lineId: string, reason: Reason): VerdictOf | null;
  /** What limits and signs of trouble rest on beside the request. */
  asking?: AskingBuyer;
};

/**
 * Which goods to look up: `everything` (parts, the other variants of what was bought, stock) for an answer that names
 * every remedy; for a request only what its remedies need, as each is a look into the tables.
 */
export type GoodsWanted = { parts: boolean; siblings: boolean; variantIds: readonly string[] };
export const everything: GoodsWanted = { parts: true, siblings: true, variantIds: [] };
const noGoodsWanted: GoodsWanted = { parts: false, siblings: false, variantIds: [] };

/** Loads what a request for this order is weighed by. Three statements, and up to three for the goods wanted. */
export async function askFacts(
  tx: Tx,
  ctx: Ctx,
  order: OrderFacts,
  wanted: GoodsWanted = noGoodsWanted,
): Promise<AskFacts> {
  const asking = await askingBuyer(tx, ctx, order.brand_id, order.customer.id);
  const inForce = await rulesInForce(tx, ctx, {
    brandId: order.brand_id,
    placedAt: order.placed_at,
    channel: order.channel,
    lines: order.lines,
  });
  const policies = new Map(order.lines.map((line, i) => [line.id, inForce[i] ?? null]));
  return {
    now: ctx.now,
    zone: asking.zone,
    order,
    policyOf: (lineId) => policies.get(lineId) ?? null,
    returnsLastYear: asking.returns_last_year,
    goods: await goodsFor(tx, ctx, order, wanted),
    responsibleFor: await responsibleFor(tx, ctx, order),
    asking,
  };
}

async function responsibleFor(tx: Tx, ctx: Ctx, order: OrderFacts): Promise<NonNullable<AskFacts['responsibleFor']>> {
  const found = await responsibleOf(
    tx,
    ctx,
    order.lines.map(({ id }) => id),
  );
  return (lineId, reason) =>
    found.find((one) => one.order_line_id === lineId && one.reason === reason)?.verdict ?? null;
}

async function goodsFor(tx: Tx, ctx: Ctx, order: OrderFacts, wanted: GoodsWanted): Promise<GoodsFacts> {
  const productIds = [...new Set(order.lines.flatMap((line) => line.product_id ?? []))];
  const own = order.lines.flatMap((line) => line.variant_id ?? []);
  const brandId = order.brand_id;
  const parts = wanted.parts && productIds.length > 0 ? await stockSide().parts(tx, ctx, { brandId, productIds }) : [];
  const variants = await variantsToSwap(tx, ctx, {
    brandId,
    variantIds: wanted.variantIds,
    productIds: wanted.siblings ? productIds : [],
  });
  const counted = [...new Set([...variants.map(({ id }) => id), ...(wanted.siblings ? own : [])])];
  const onHand =
    counted.length > 0
      ? await stockSide().variants(tx, ctx, { brandId, variantIds: counted })
      : new Map<string, OnHand>();
  return { parts, variants, onHand };
}
