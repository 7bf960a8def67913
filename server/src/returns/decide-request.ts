/** From what was asked and what policy says to the return that is written: or to the refusal. Pure. */
import type { Because, Reason, RemedyChoice, RemedyKind, RemedyOffer } from '@recoup/contract';
import { Refusal } from '../platform/refusal.ts';
import { freightPaidBy } from '../policies/index.ts';
import { chooseRemedy, valueGiven } from './choose-remedy.ts';
import { type AskFacts, type Considered, type ConsideredLine, considerAsk } from './consider-ask.ts';
import { type GivenBefore, overLimits } from './limits/limits.ts';
import { type History, risksOf, signalsOf } from './limits/signals.ts';

export type WantedLine = {
  order_line_id: string;
  quantity: number;
  reason: Reason;
  detail?: string | null;
  remedy: RemedyKind;
  choice?: RemedyChoice;
  guide?: { id: string; title: string } | null;
  opened: boolean;
  file_ids: readonly string[];
};

/** Whether the one who asks is held to the policy, and what staff say for stepping outside it. */
export type Standing = {
  who: 'buyer' | 'staff';
  overrideReason: string | null;
  /** May this person step outside the policy, or only ask that somebody does? */
  mayOverride: boolean;
};

export type ChosenLine = {
  line: ConsideredLine;
  offer: RemedyOffer;
  /** What it gives, as limits count it. */
  gives: number;
};
export type Decided = {
  considered: Considered;
  chosen: ChosenLine[];
  /** Approved at once; else a person decides, for these reasons. */
  approved: boolean;
  review: string[];
  /** Set where the request is outside the policy and that was said. */
  overrideReason: string | null;
  goodsBack: boolean;
  freightPaidBy: 'seller' | 'buyer' | 'nobody';
};

/** Marketplaces give a seller 24 hours to answer a buyer (Amazon, TikTok Shop); so does this product, everywhere. */
export const DECIDE_WITHIN_HOURS = 24;

/**
 * Holds a request against the policy. Buyers are held to it. Staff may step outside with a reason: who may override
 * approves by asking; who may not leaves it to one who may, as review `override.asked`.
 *
 * Throws `return.more_than_ordered` (line, left), `return.not_eligible` (because), `return.evidence_missing` (lines),
 * `return.remedy_not_offered` (line, offered), `order.line_not_found`.
 */
export function decideRequest(facts: AskFacts, wanted: readonly WantedLine[], by: Standing): Decided {
  const considered = considerAsk(facts, wanted);
  for (const line of considered.lines) {
    if (line.quantity > line.left) {
      throw new Refusal('return.more_than_ordered', { line: line.order_line_id, left: line.left });
    }
  }
  const outside = by.overrideReason !== null;
  const { verdict } = considered;
  if (verdict.answer === 'no' && !outside) throw new Refusal('return.not_eligible', { because: verdict.because });

  const bare = considered.lines.filter((line, i) => line.evidence_needed && wanted[i]!.file_ids.length === 0);
  if (bare.length > 0 && !outside) {
    throw new Refusal('return.evidence_missing', { lines: bare.map((line) => line.order_line_id) });
  }

  let unoffered = false;
  const chosen = considered.lines.map((line, i): ChosenLine => {
    const found = chooseRemedy(facts, line, wanted[i]!, by.who);
    if (!found || (found.outside && !outside)) {
      throw new Refusal('return.remedy_not_offered', {
        line: line.order_line_id,
        offered: line.offers.map((offer) => offer.kind),
      });
    }
    unoffered ||= found.outside;
    return { line, offer: found.offer, gives: valueGiven(facts, line, found.offer) };
  });

  const stepsOutside = outside && (verdict.answer !== 'yes' || bare.length > 0 || unoffered);
  const review = !stepsOutside ? considered.review : by.mayOverride ? [] : ['override.asked', ...considered.review];
  const offers = chosen.map(({ offer }) => offer);
  return {
    considered,
    chosen,
    approved: review.length === 0,
    review,
    overrideReason: stepsOutside ? by.overrideReason : null,
    goodsBack: offers.some((offer) => offer.goods_back),
    freightPaidBy: freightPaidBy(offers),
  };
}

/**
 * The same with what the giver and the buyer were given before: beyond a limit a second person must say yes, and signs of
 * trouble make a person look. What was found stands among the reasons of the verdict, with its facts. Staff who ask have
 * looked: their requests are not held up by signs.
 */
export function withCaution(
  facts: AskFacts,
  decided: Decided,
  before: GivenBefore,
  history: History | null,
): Decided & { limits: Because[] } {
  const giving = decided.chosen.map(({ offer, gives }) => ({ remedy: offer.kind, gives }));
  const limits = facts.asking ? overLimits(facts.asking.limits, giving, before, facts.order.currency) : [];
  const signals = history ? signalsOf(history) : [];
  const risks = risksOf(
    signals,
    decided.chosen.map(({ offer }) => offer),
  );
  const found = [...limits, ...risks];
  if (found.length === 0) return { ...decided, limits };
  const review = [...new Set([...decided.review, ...found.map(({ code }) => code)])];
  const { verdict } = decided.considered;
  return {
    ...decided,
    considered: { ...decided.considered, verdict: { ...verdict, because: [...verdict.because, ...found] } },
    review,
    approved: false,
    limits,
  };
}
