import type { Ask, Because, RemedyOffer, Verdict } from '@recoup/contract';
import { type OrderFacts, orderForReturn } from '../orders/index.ts';
import { dayIn, startOfDay } from '../platform/clock.ts';
import { type Ctx, may } from '../platform/ctx.ts';
import { inWorkspace, type Tx } from '../platform/db.ts';
import { type AskFacts, askFacts, type GoodsWanted } from './ask-facts.ts';
import { type Decided, decideRequest, type WantedLine, withCaution } from './decide-request.ts';
import { historyOf } from './limits/history.ts';
import { givenBefore, holdCounts } from './limits/limits.store.ts';
import { type GivenBefore, limitsFor } from './limits/limits.ts';
import { guideSide } from './sides.ts';
import { asBuyer, giverOf } from './who.ts';

export type Request = Ask & { override_reason?: string };
export type Weighed = { order: OrderFacts; facts: AskFacts; asker: Ctx; decided: Decided & { limits: Because[] } };

/**
 * What policy, limits and signs of trouble make of a request, before anything is written: the one path of asking and of
 * showing what asking would come to. With `lock` the order is held. Throws what `requestReturn` throws.
 */
export async function weighRequest(
  tx: Tx,
  ctx: Ctx,
  orderId: string,
  request: Request,
  { lock }: { lock: boolean },
): Promise<Weighed> {
  const order = await orderForReturn(tx, ctx, orderId, { lock });
  const facts = await askFacts(tx, ctx, order, goodsWantedBy(request.lines, order));
  const lines = await withGuides(tx, ctx, order, request);
  const plain = decideRequest(facts, lines, {
    who: ctx.buyer ? 'buyer' : 'staff',
    overrideReason: ctx.buyer ? null : (request.override_reason ?? null),
    mayOverride: may(ctx.actor, 'returns.override') && may(ctx.actor, 'returns.decide'),
  });
  const asker = asBuyer(ctx, order.customer);
  return { order, facts, asker, decided: await cautious(tx, asker, facts, plain) };
}

export type RequestPreview = {
  currency: string;
  /** What each line would get, and what that gives as limits count it: minor units of the currency. */
  lines: { order_line_id: string; title: string; quantity: number; offer: RemedyOffer; gives: number }[];
  /** Approved by asking; else a person must look, for these reasons. */
  approved: boolean;
  review: string[];
  /** What policy said, and every reason of it, limits and signs of trouble included. */
  answer: Verdict['answer'];
  because: Because[];
  /** Limits it goes beyond: another person must say yes. */
  limits: Because[];
  /** It steps outside the policy, with a reason that was said. */
  outside: boolean;
};

/** What this very request would come to, for whoever is to say yes to it first. Writes nothing. Throws what `requestReturn` throws. */
export function previewRequest(ctx: Ctx, orderId: string, request: Request): Promise<RequestPreview> {
  return inWorkspace(ctx, async (tx) => {
    const { order, decided } = await weighRequest(tx, ctx, orderId, request, { lock: false });
    const lines = decided.chosen.map(({ line, offer, gives }) => {
      return { order_line_id: line.line.id, title: line.line.title, quantity: line.quantity, offer, gives };
    });
    const { answer, because } = decided.considered.verdict;
    return {
      currency: order.currency,
      lines,
      approved: decided.review.length === 0,
      review: decided.review,
      answer,
      because,
      limits: decided.limits,
      outside: decided.overrideReason !== null,
    };
  });
}

/** Looks up no more than the chosen remedies need. */
function goodsWantedBy(lines: Request['lines'], order: OrderFacts): GoodsWanted {
  const swapped = lines.filter(({ remedy }) => remedy === 'exchange' || remedy === 'replacement');
  const own = (id: string) => order.lines.find((line) => line.id === id)?.variant_id ?? [];
  return {
    parts: lines.some(({ remedy }) => remedy === 'spare_part'),
    siblings: false,
    variantIds: [...new Set(swapped.flatMap((line) => line.choice?.variant_id ?? own(line.order_line_id)))],
  };
}

/** Help is offered by being chosen: with the article that helped, where one is named and is there. */
async function withGuides(tx: Tx, ctx: Ctx, order: OrderFacts, { lines, language }: Request): Promise<WantedLine[]> {
  const known = new Map<string, { id: string; title: string } | null>();
  for (const { remedy, choice } of lines) {
    if (remedy !== 'guidance' || !choice?.article_id || known.has(choice.article_id)) continue;
    const of = { brandId: order.brand_id, id: choice.article_id, language };
    known.set(choice.article_id, await guideSide().article(tx, ctx, of));
  }
  return lines.map((line) => {
    if (line.remedy !== 'guidance') return line;
    return { ...line, guide: (line.choice?.article_id && known.get(line.choice.article_id)) || null };
  });
}

/** Holds the request against what was given before; counts only where a limit or a sign can bear on it. */
async function cautious(tx: Tx, ctx: Ctx, facts: AskFacts, decided: Decided): Promise<Decided & { limits: Because[] }> {
  const asking = facts.asking;
  if (!asking) return { ...decided, limits: [] };
  const giving = decided.chosen.map(({ offer, gives }) => ({ remedy: offer.kind, gives }));
  const { order } = facts;
  let before: GivenBefore = { today: {}, toBuyer: {} };
  if (limitsFor(asking.limits, giving).length > 0) {
    const of = { brandId: order.brand_id, customerId: order.customer.id, giver: giverOf(ctx.actor) };
    const dayBegan = startOfDay(facts.zone, dayIn(facts.zone, ctx.now));
    await holdCounts(tx, ctx, of);
    before = await givenBefore(tx, ctx, { ...of, dayBegan, currency: order.currency, except: null });
  }
  // Staff who ask have looked at the buyer; a program has not.
  const history = ctx.actor.kind === 'staff' ? null : await historyOf(tx, ctx, facts);
  return withCaution(facts, decided, before, history);
}
