import type {
  AnswerOf,
  Because,
  RankedRemedy,
  RemedyKind,
  RemedyQuestion,
  remediesApi,
  Signal,
} from '@recoup/contract';
import { type OrderFacts, orderForReturn } from '../../orders/index.ts';
import { dayIn, startOfDay } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { partsThatMend } from '../../policies/index.ts';
import {
  type AskedLine,
  type AskFacts,
  askFacts,
  availabilityOf,
  type Considered,
  type ConsideredLine,
  considerAsk,
  everything,
  exchangesFor,
  givenBefore,
  lockReturn,
  overLimits,
  partsFor,
  signalsFor,
  valueGiven,
} from '../../returns/index.ts';
import { fileUrlOr } from '../../uploads/index.ts';
import { pastOf } from '../learned/history.read.ts';
import { dutyOf } from './duty-of.ts';
import { candidateOf, type Footing, problemOf } from './problem-of.ts';
import { rankRemedies } from './rank-remedies.ts';
import { goodsOf, homeOf } from './remedies.store.ts';
import { type Guide, guidesSide, recoverySide } from './sides.ts';

type Answer = AnswerOf<(typeof remediesApi)['ask']>;
export type Answered = Answer & { considered: Considered; signals: Signal[] };

/**
 * Staff ask, beside a conversation or on an order: what may this buyer be given for this problem? Every remedy that
 * policy, warranty and stock allow, with what offering it is expected to cost the brand, line by line, cheapest fair one
 * first. Where policy says no, what staff could give by stepping outside it, and each says so. Writes nothing.
 *
 * With `return_id` as if that return had not claimed its units, to change what one of its lines gets.
 *
 * Throws `order.not_found`, `order.line_not_found`, `return.not_found`, `return.more_than_ordered`.
 */
export function askRemedies(ctx: Ctx, orderId: string, question: RemedyQuestion): Promise<Answer> {
  return inWorkspace(ctx, async (tx) => {
    const { lines, signals } = await answerFor(tx, ctx, orderId, question);
    return { lines, signals };
  });
}

/** The one path of staff and buyers. */
export async function answerFor(tx: Tx, ctx: Ctx, orderId: string, question: RemedyQuestion): Promise<Answered> {
  const order = await withoutClaims(tx, ctx, await orderForReturn(tx, ctx, orderId), question.return_id);
  const wanted = question.lines.flatMap(({ exchange_to }) => exchange_to ?? []);
  const facts = await askFacts(tx, ctx, order, { ...everything, variantIds: wanted });
  const guides = await guidesOf(tx, ctx, facts, question);
  const asks = question.lines.map(({ exchange_to, detail, responsible, ...line }, i): AskedLine => {
    const [guide] = guides[i] ?? [];
    return {
      ...line,
      detail: detail ?? null,
      ...(responsible && !ctx.buyer ? { responsible } : {}),
      ...(exchange_to ? { choice: { variant_id: exchange_to } } : {}),
      ...(guide ? { guide: { id: guide.article_id, title: guide.title } } : {}),
    };
  });
  const considered = withPartsAtHand(facts, asks, considerAsk(facts, asks));
  checkLeft(considered);
  const footing = await footingOf(tx, ctx, facts, considered);
  const limits = await limitsOn(tx, ctx, facts, question.return_id ?? null);
  return {
    considered,
    signals: await signalsFor(tx, ctx, facts),
    lines: considered.lines.map((line, i) => answerLine(ctx, facts, footing, limits, line, guides[i] ?? [])),
  };
}

/** The order as it was before a return of it claimed its units. Throws `return.not_found`, for another order's too. */
async function withoutClaims(tx: Tx, ctx: Ctx, order: OrderFacts, returnId: string | undefined): Promise<OrderFacts> {
  if (!returnId) return order;
  const at = await lockReturn(tx, ctx, returnId);
  if (at.order_id !== order.id) throw new Refusal('return.not_found', { id: returnId });
  const own = (id: string) =>
    at.lines.filter((line) => line.order_line_id === id).reduce((sum, line) => sum + line.quantity, 0);
  const lines = order.lines.map((line) => ({
    ...line,
    return_quantity: Math.max(0, line.return_quantity - own(line.id)),
  }));
  return { ...order, lines };
}

/** Where the part made for the problem is out of stock and another that mends it is there, that one is offered. */
function withPartsAtHand(facts: AskFacts, asks: readonly AskedLine[], considered: Considered): Considered {
  const instead = considered.lines.map((of) => {
    const offer = of.offers.find(({ kind }) => kind === 'spare_part');
    if (!offer || availabilityOf(facts, offer).available) return null;
    const problem = { reason: of.reason ?? ('other' as const), detail: of.detail ?? null };
    const there = partsFor(facts, of).filter((part) => part.in_stock >= part.per_product * of.quantity);
    const [part] = partsThatMend(there, problem);
    return part ? [{ part_id: part.id, quantity: part.per_product * of.quantity }] : null;
  });
  if (instead.every((parts) => parts === null)) return considered;
  return considerAsk(
    facts,
    asks.map((ask, i) => (instead[i] ? { ...ask, choice: { ...ask.choice, parts: instead[i] } } : ask)),
  );
}

/** What was asked for already cannot be asked for again. */
function checkLeft({ lines }: Considered): void {
  const short = lines.find(({ left, quantity }) => quantity > left);
  if (short) throw new Refusal('return.more_than_ordered', { line: short.line.id, left: short.left });
}

async function guidesOf(tx: Tx, ctx: Ctx, { order }: AskFacts, question: RemedyQuestion): Promise<Guide[][]> {
  const problems = question.lines.map(({ order_line_id, reason, detail }) => {
    const line = order.lines.find(({ id }) => id === order_line_id);
    if (!line) throw new Refusal('order.line_not_found', { line: order_line_id });
    const { sku, title, category } = line;
    return { sku, title, category, reason, detail: detail ?? null };
  });
  return guidesSide().forProblems(tx, ctx, { brandId: order.brand_id, language: order.customer.language, problems });
}

async function footingOf(tx: Tx, ctx: Ctx, { order }: AskFacts, { lines }: Considered): Promise<Footing> {
  const leaves = lines.flatMap(({ offers }) => offers.flatMap(({ goods }) => goods ?? []));
  const ids = (kind: 'variant' | 'part') => leaves.flatMap((one) => (one.kind === kind ? one.id : []));
  const own = lines.flatMap(({ line }) => line.variant_id ?? []);
  const goods = await goodsOf(tx, ctx, {
    variantIds: [...new Set([...own, ...ids('variant')])],
    partIds: [...new Set(ids('part'))],
  });
  const past = await pastOf(tx, ctx, {
    brandId: order.brand_id,
    customerId: order.customer.id,
    currency: order.currency,
    reasons: [...new Set(lines.flatMap(({ reason }) => reason ?? []))],
  });
  const recovery = await recoverySide().ofBrand(tx, ctx, order.brand_id);
  const home = await homeOf(tx, ctx, order.brand_id);
  const duty = await dutyOf(tx, ctx, { goods: [...goods.values()], home });
  return { order, goods, past, recovery, home, duty };
}

/** What of an offer goes beyond what the one who asks may give alone. */
type Limits = (of: ConsideredLine, offer: RankedRemedy['offer']) => Because[];

async function limitsOn(tx: Tx, ctx: Ctx, facts: AskFacts, except: string | null): Promise<Limits> {
  const { asking, order, zone, now } = facts;
  if (!asking || asking.limits.role === null) return () => [];
  const before = await givenBefore(tx, ctx, {
    brandId: order.brand_id,
    customerId: order.customer.id,
    giver: ctx.actor.personId ?? ctx.actor.id,
    dayBegan: startOfDay(zone, dayIn(zone, now)),
    currency: order.currency,
    except,
  });
  return (of, offer) =>
    overLimits(asking.limits, [{ remedy: offer.kind, gives: valueGiven(facts, of, offer) }], before, order.currency);
}

/** What puts working goods in the buyer's hands, or settles it without them going back. */
const mending: readonly RemedyKind[] = ['guidance', 'spare_part', 'replacement', 'exchange', 'repair', 'keep_it'];

function answerLine(
  ctx: Ctx,
  facts: AskFacts,
  footing: Footing,
  limits: Limits,
  of: ConsideredLine,
  guides: readonly Guide[],
): Answer['lines'][number] {
  const { order } = facts;
  const money = (amount: number | null) => (amount === null ? null : { amount, currency: order.currency });
  const offered = of.offers.flatMap(({ kind, goods }) =>
    kind === 'spare_part' ? (goods ?? []).map(({ id }) => id) : [],
  );
  const parts = partsFor(facts, of).sort((a, b) => Number(offered.includes(b.id)) - Number(offered.includes(a.id)));
  const stock = new Map(of.offers.map((offer) => [offer, availabilityOf(facts, offer)]));
  const candidates = of.offers.map((offer) => {
    const { available, expected_on } = stock.get(offer)!;
    const notes: Because[] = [];
    if (!available) {
      const skus = (offer.goods ?? []).map(({ sku }) => sku);
      // What else would put it right and can be done now.
      const instead = of.offers.filter((one) => mending.includes(one.kind) && stock.get(one)!.available);
      const facts = { expected_on, skus, instead: instead.map(({ kind }) => kind) };
      notes.push({ rule: 'stock', code: 'out_of_stock', facts });
    }
    if (of.verdict.answer === 'no') notes.push({ rule: 'policy', code: 'policy.outside', facts: {} });
    return candidateOf(offer, footing, { available, notes, second_person: limits(of, offer) });
  });
  const remedies = rankRemedies(problemOf(of, footing), candidates);
  const plain = remedies.find(({ kind, fallback }) => kind === 'refund' && fallback);
  return {
    order_line_id: of.line.id,
    verdict: of.verdict,
    evidence_needed: of.evidence_needed,
    remedies,
    return_cost: of.verdict.answer === 'no' ? null : (plain?.cost_if_taken ?? null),
    parts: parts.map((part) => ({
      part_id: part.id,
      sku: part.sku,
      title: part.title,
      title_zh: part.title_zh,
      title_es: part.title_es,
      photo_url: fileUrlOr(ctx, part.photo_key),
      price: part.currency === order.currency ? money(part.price) : null,
      per_product: part.per_product,
      mends: part.mends_it,
      in_stock: part.in_stock,
      expected_on: part.expected_on,
    })),
    exchange_for: exchangesFor(facts, of).map(({ variant, difference, onHand }) => ({
      variant_id: variant.id,
      sku: variant.sku,
      title: variant.title,
      options: variant.options,
      photo_url: fileUrlOr(ctx, variant.photo_key),
      price: variant.currency === order.currency ? money(variant.price) : null,
      difference: { amount: difference, currency: order.currency },
      in_stock: onHand?.in_stock ?? null,
      expected_on: onHand?.expected_on ?? null,
    })),
    guides: [...guides],
  };
}
