/** What policy says to a request, before anything is done about it. Preview and request share it. Pure. */
import type {
  Because,
  PolicyRules,
  Reason,
  RemedyChoice,
  RemedyKind,
  RemedyOffer,
  Verdict,
  VerdictOf,
} from '@recoup/contract';
import type { LineFacts, OrderFacts, SwapVariant } from '../orders/index.ts';
import { dayIn } from '../platform/clock.ts';
import { split } from '../platform/money.ts';
import { Refusal } from '../platform/refusal.ts';
import {
  differenceOf,
  eligibility,
  mends,
  type OfferLine,
  offersFor,
  type SwapFor,
  WITHOUT_POLICY,
} from '../policies/index.ts';
import type { AskFacts, PolicyOfLine } from './ask-facts.ts';
import type { OnHand, PartOnHand } from './sides.ts';

export type { AskFacts, PolicyOfLine } from './ask-facts.ts';

export type AskedLine = {
  order_line_id: string;
  quantity: number;
  /** Null before the buyer has said; then there is a verdict, but no offers yet. */
  reason: Reason | null;
  opened: boolean | null;
  /** The category's own word within the reason. */
  detail?: string | null;
  /** Which parts, or what it is to be exchanged for, where that was said. */
  choice?: Pick<RemedyChoice, 'parts' | 'variant_id'>;
  /** Staff ask as if this were found, before it is written; left out, what was found counts. */
  responsible?: VerdictOf;
  /** Help that is known (null: by word of mouth); left out where there is none to offer. */
  guide?: { id: string; title: string } | null;
};

export type ConsideredLine = AskedLine & {
  line: LineFacts;
  /** Units that may still be asked for, without this request. */
  left: number;
  policy: PolicyOfLine;
  verdict: Verdict;
  evidence_needed: boolean;
  offers: RemedyOffer[];
  /** What was paid for the units asked, with tax, in minor units. */
  paid: number;
};

export type Considered = {
  lines: ConsideredLine[];
  /** Of the whole request: the hardest answer of its lines. */
  verdict: Verdict;
  evidence_needed: boolean;
  /** Why a person must look, as codes; empty where none needs to. */
  review: string[];
};

/**
 * Weighs the lines of one request together: what each may have, what policy says, and whether a person must look.
 * Offers are reckoned before the buyer has chosen, as the portal shows them, so the request stores what was shown.
 *
 * Throws `order.line_not_found` for a line of another order.
 */
export function considerAsk(facts: AskFacts, asked: readonly AskedLine[]): Considered {
  const { order, now, zone } = facts;
  const claimed = new Map<string, number>();
  const met = asked.map((ask) => {
    const line = order.lines.find((one) => one.id === ask.order_line_id);
    if (!line) throw new Refusal('order.line_not_found', { line: ask.order_line_id });
    // The same goods may be asked for twice in one request, for two reasons.
    const before = line.return_quantity + (claimed.get(line.id) ?? 0);
    claimed.set(line.id, (claimed.get(line.id) ?? 0) + ask.quantity);
    return { ask, line, before, policy: facts.policyOf(line.id), paid: paidFor(line, ask.quantity, before) };
  });
  const value = met.reduce((sum, { paid }) => sum + paid, 0);

  const verdicts = met.map(({ ask, line, before, policy }) =>
    eligibility({
      now,
      zone,
      currency: order.currency,
      policy,
      order: { placedAt: order.placed_at, cancelledAt: order.cancelled_at, channel: order.channel },
      line: {
        sku: line.sku,
        category: line.category,
        finalSale: line.final_sale,
        left: Math.max(0, line.quantity - before),
        deliveredAt: line.delivered_at,
      },
      variant: { warrantyMonths: line.warranty_months, finalSale: line.final_sale, hygiene: line.hygiene },
      buyer: { returnsLast365Days: facts.returnsLastYear },
      ask: {
        reason: ask.reason,
        opened: ask.opened,
        quantity: ask.quantity,
        value,
        responsible: responsible(facts, ask),
      },
    }),
  );
  const known = met.every(({ ask }) => ask.reason !== null);
  const offers = known ? offersOf(facts, met, verdicts) : met.map(() => []);
  const lines = met.map(({ ask, line, before, policy, paid }, i) => ({
    ...ask,
    line,
    left: Math.max(0, line.quantity - before),
    policy,
    paid,
    verdict: verdicts[i]!,
    evidence_needed: ask.reason !== null && (policy?.rules.evidence_for.includes(ask.reason) ?? false),
    offers: offers[i]!,
  }));
  const verdict = worstOf(verdicts);
  return {
    lines,
    verdict,
    evidence_needed: lines.some((line) => line.evidence_needed),
    review: verdict.answer === 'ask' ? reviewOf(verdicts) : [],
  };
}

const responsible = (facts: AskFacts, ask: AskedLine): VerdictOf | null =>
  ask.responsible ?? (ask.reason ? (facts.responsibleFor?.(ask.order_line_id, ask.reason) ?? null) : null);

type Met = { ask: AskedLine; line: LineFacts; before: number; policy: PolicyOfLine };

function offersOf(facts: AskFacts, met: readonly Met[], verdicts: readonly Verdict[]): RemedyOffer[][] {
  const asked = met.map((one, i) => offerLine(facts, one, verdicts[i]!.warranty));
  return offersFor(asked, offerContext(facts));
}

function offerLine(facts: AskFacts, { ask, line, before, policy }: Met, warranty: boolean): OfferLine {
  const parts = partsOfLine(facts, line);
  const chosen = ask.choice?.parts?.flatMap(({ part_id, quantity }) => {
    const part = parts.find(({ id }) => id === part_id);
    return part ? [{ part, quantity }] : [];
  });
  const swap = ask.choice?.variant_id === undefined ? null : swapFor(facts, line, ask.choice.variant_id);
  const sends = swap?.id ?? line.variant_id;
  return {
    rules: policy?.rules ?? null,
    reason: ask.reason ?? 'other',
    detail: ask.detail ?? null,
    responsible: responsible(facts, ask),
    quantity: ask.quantity,
    warranty,
    bought: { quantity: line.quantity, unitPrice: line.unit_price, discount: line.discount, tax: line.tax },
    shipping: shippingOf(facts.order, line),
    before: Math.min(before, Math.max(0, line.quantity - ask.quantity)),
    variant: line.variant_id === null ? null : { id: line.variant_id, sku: line.sku, title: line.title },
    parts,
    ...(chosen && chosen.length > 0 ? { chosenParts: chosen } : {}),
    ...(swap ? { swap } : {}),
    ...(ask.guide !== undefined ? { guide: ask.guide } : {}),
    ...expectedOf(sends === null ? undefined : facts.goods?.onHand.get(sends), ask.quantity),
  };
}

const partsOfLine = ({ goods }: AskFacts, { product_id }: LineFacts): PartOnHand[] =>
  goods?.parts.filter((part) => product_id !== null && part.product_id === product_id) ?? [];

/** Null for goods that cannot be exchanged for: unknown, recalled, or priced in another currency. */
function swapFor({ goods, order }: AskFacts, line: LineFacts, variantId: string): SwapFor | null {
  const found = goods?.variants.find(({ id }) => id === variantId);
  return found && found.currency === order.currency ? asSwap(line, found) : null;
}
const asSwap = (line: LineFacts, { id, sku, title, product_title, product_id, price }: SwapVariant): SwapFor => ({
  id,
  sku,
  title: title === product_title || title === '' ? product_title : `${product_title} · ${title}`,
  price,
  sameProduct: product_id === line.product_id,
});

/** In stock, or not counted: nothing to say; else the day more is expected, null where nobody knows it. */
const expectedOf = (onHand: OnHand | undefined, quantity: number): { expected?: string | null } =>
  onHand && onHand.in_stock < quantity ? { expected: onHand.expected_on } : {};

/**
 * What a line bears of the freight out, with the tax on it: by net price over all lines, the largest remainder first, so
 * that all lines together give back exactly what was paid.
 */
function shippingOf(order: OrderFacts, line: LineFacts): number {
  const onLines = order.lines.reduce((sum, one) => sum + one.tax, 0);
  const paid = order.shipping_total + Math.max(0, order.tax_total - onLines);
  const nets = order.lines.map((one) => Math.max(0, one.unit_price * one.quantity - one.discount));
  return split(paid, nets)[order.lines.indexOf(line)] ?? 0;
}

/** What the goods of a line may be exchanged for, each with its difference: the variants that were looked up. */
export function exchangesFor(
  facts: AskFacts,
  of: ConsideredLine,
): { variant: SwapVariant; difference: number; onHand: OnHand | null }[] {
  const line = offerLine(facts, metOf(of), of.verdict.warranty);
  return (facts.goods?.variants ?? []).flatMap((variant) => {
    if (variant.currency !== facts.order.currency || variant.id === of.line.variant_id) return [];
    const difference = differenceOf(line, asSwap(of.line, variant));
    if (!difference) return [];
    return [
      { variant, difference: difference.price + difference.tax, onHand: facts.goods?.onHand.get(variant.id) ?? null },
    ];
  });
}

/** The parts known for the goods of a line, those that mend its problem first. */
export function partsFor(facts: AskFacts, of: ConsideredLine): (PartOnHand & { mends_it: boolean })[] {
  const problem = { reason: of.reason ?? ('other' as const), detail: of.detail ?? null };
  return partsOfLine(facts, of.line)
    .map((part) => ({ ...part, mends_it: mends(part, problem) }))
    .sort((a, b) => Number(b.mends_it) - Number(a.mends_it));
}

/** Is all that an offer sends in stock now? What is not counted is taken to be there. `expected_on`: when the last of it is. */
export function availabilityOf(
  facts: AskFacts,
  offer: RemedyOffer,
): { available: boolean; expected_on: string | null } {
  const short = (offer.goods ?? []).flatMap(({ kind, id, quantity }) => {
    const found = kind === 'part' ? facts.goods?.parts.find((part) => part.id === id) : facts.goods?.onHand.get(id);
    return found && found.in_stock < quantity ? [found.expected_on] : [];
  });
  // The unit that is repaired is not taken from stock.
  if (short.length === 0 || offer.kind === 'repair') return { available: true, expected_on: null };
  return { available: false, expected_on: short.includes(null) ? null : (short.sort().at(-1) ?? null) };
}

const metOf = (of: ConsideredLine): Met => ({
  ask: of,
  line: of.line,
  before: of.line.quantity - of.left,
  policy: of.policy,
});

function offerContext({ order, now, offeredOn = now, zone }: AskFacts) {
  const open = order.payments.find((payment) => payment.amount > payment.refunded) ?? order.payments[0];
  return { currency: order.currency, today: dayIn(zone, offeredOn), paysTo: open?.label ?? null };
}

/** The rules of a line with every remedy allowed for the reason, for staff who step outside the policy. */
function everyRemedy(rules: PolicyRules, reason: Reason): PolicyRules {
  const { remedies, warranty } = rules;
  return {
    ...rules,
    remedies: {
      refund: true,
      exchange: true,
      replacement: true,
      store_credit: { ...remedies.store_credit, allowed: true },
      keep_it: { ...remedies.keep_it, allowed: true, reasons: [] },
      spare_part: true,
      repair: true,
      next_order_discount: { ...remedies.next_order_discount, allowed: true, reasons: [] },
      guidance: true,
    },
    warranty: { ...warranty, covers: [...warranty.covers, reason] },
  };
}

/** What staff may say otherwise than the policy, as the offers are reckoned from it. */
export type Otherwise = { ships?: 'now' | 'on_receipt'; percent?: number };

/**
 * A remedy that policy does not offer, or not so, for staff who step outside it: the rules of the line with that remedy
 * allowed. Null where there is nothing to reckon it from (keep it, where the policy names no percentage; a part nobody
 * named; an exchange for goods without a price).
 */
export function offerOutsidePolicy(
  facts: AskFacts,
  of: ConsideredLine,
  kind: RemedyKind,
  { ships, percent }: Otherwise = {},
): RemedyOffer | null {
  const line = offerLine(facts, metOf(of), false);
  if (kind === 'guidance') line.guide ??= null;
  const rules = everyRemedy(of.policy?.rules ?? WITHOUT_POLICY, line.reason);
  if (ships) rules.exchange = { ...rules.exchange, ships };
  if (percent) rules.remedies.next_order_discount = { allowed: true, percent, reasons: [] };
  const offers = offersFor([{ ...line, rules, remedy: kind }], offerContext(facts))[0]!;
  return offers.find((offer) => offer.kind === kind) ?? null;
}

/** What was paid for `quantity` units of a line, with tax; units asked for before had the first shares. Minor units. */
function paidFor(line: LineFacts, quantity: number, before: number): number {
  const whole = Math.max(0, line.unit_price * line.quantity - line.discount) + line.tax;
  const upTo = (units: number) => {
    const counted = Math.min(units, line.quantity);
    const each = Math.floor(whole / line.quantity);
    return each * counted + Math.min(counted, whole - each * line.quantity);
  };
  return upTo(before + quantity) - upTo(before);
}

const hardness = { yes: 0, ask: 1, no: 2 } as const;

function worstOf(verdicts: readonly Verdict[]): Verdict {
  const answer = verdicts.reduce<Verdict['answer']>(
    (worst, one) => (hardness[one.answer] > hardness[worst] ? one.answer : worst),
    'yes',
  );
  const said = new Map<string, Because>();
  for (const one of verdicts) {
    for (const because of one.because) said.set(JSON.stringify([because.rule, because.code, because.facts]), because);
  }
  const untils = verdicts.flatMap(({ until }) => until ?? []).sort();
  return {
    answer,
    because: [...said.values()],
    until: untils[0] ?? null,
    warranty: verdicts.some((one) => one.warranty),
  };
}

/** Told beside the reasons, not reasons themselves. */
const toldOnly: readonly string[] = ['warranty.covers', 'warranty.may_cover'];

function reviewOf(verdicts: readonly Verdict[]): string[] {
  const codes = verdicts
    .filter((one) => one.answer === 'ask')
    .flatMap((one) => one.because.map(({ code }) => code))
    .filter((code) => !toldOnly.includes(code));
  return [...new Set(codes)];
}
