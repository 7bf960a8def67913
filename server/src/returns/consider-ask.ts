/** What policy says to a request, before anything is done about it. Preview and request share it. Pure. */
import type { Because, PolicyRules, Reason, RemedyKind, RemedyOffer, Verdict } from '@recoup/contract';
import type { LineFacts, OrderFacts } from '../orders/index.ts';
import { dayIn } from '../platform/clock.ts';
import { Refusal } from '../platform/refusal.ts';
import { eligibility, type OfferLine, offersFor } from '../policies/index.ts';

export type AskedLine = {
  order_line_id: string;
  quantity: number;
  /** Null before the buyer has said; then there is a verdict, but no offers yet. */
  reason: Reason | null;
  opened: boolean | null;
};

/** The policy version that holds for an order line; null where none does. */
export type PolicyOfLine = { versionId: string; rules: PolicyRules } | null;

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
      ask: { reason: ask.reason, opened: ask.opened, quantity: ask.quantity, value },
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

type Met = { ask: AskedLine; line: LineFacts; before: number; policy: PolicyOfLine };

function offersOf(facts: AskFacts, met: readonly Met[], verdicts: readonly Verdict[]): RemedyOffer[][] {
  const asked = met.map((one, i) => offerLine(one, verdicts[i]!.warranty));
  return offersFor(asked, offerContext(facts));
}

function offerLine({ ask, line, before, policy }: Met, warranty: boolean): OfferLine {
  return {
    rules: policy?.rules ?? null,
    reason: ask.reason ?? 'other',
    quantity: ask.quantity,
    warranty,
    bought: { quantity: line.quantity, unitPrice: line.unit_price, discount: line.discount, tax: line.tax },
    before: Math.min(before, Math.max(0, line.quantity - ask.quantity)),
  };
}

function offerContext({ order, now, offeredOn = now, zone }: AskFacts) {
  const open = order.payments.find((payment) => payment.amount > payment.refunded) ?? order.payments[0];
  return { currency: order.currency, today: dayIn(zone, offeredOn), paysTo: open?.label ?? null };
}

/**
 * A remedy that policy does not offer, for staff who step outside it: the rules of the line with that remedy allowed.
 * Null where there is nothing to reckon it from (keep it, where the policy names no percentage).
 */
export function offerOutsidePolicy(facts: AskFacts, of: ConsideredLine, kind: RemedyKind): RemedyOffer | null {
  const rules = of.policy?.rules;
  const before = of.line.quantity - of.left;
  const line = offerLine({ ask: of, line: of.line, before, policy: of.policy }, false);
  if (!rules) return offersFor([line], offerContext(facts))[0]!.find((offer) => offer.kind === kind) ?? null;
  const remedies: PolicyRules['remedies'] = {
    refund: true,
    exchange: true,
    replacement: true,
    store_credit: { ...rules.remedies.store_credit, allowed: true },
    keep_it: { ...rules.remedies.keep_it, allowed: true, reasons: [] },
    spare_part: true,
    repair: true,
    next_order_discount: { ...rules.remedies.next_order_discount, allowed: true, reasons: [] },
    guidance: true,
  };
  const offers = offersFor([{ ...line, rules: { ...rules, remedies } }], offerContext(facts))[0]!;
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
