import type { Because, Verdict } from '@recoup/contract';
import type { Facts, Finding, PolicyRule, Rule } from './facts.ts';
import { buyerRule, damageRule, hygieneRule, openedRule, reasonRule, valueRule } from './rules/ask.ts';
import { finalSaleRule } from './rules/final-sale.ts';
import { cancelledRule, deliveredRule, leftRule } from './rules/order.ts';
import { coverOf, remedyRule } from './rules/warranty.ts';
import { windowRule, windowUntil } from './rules/window.ts';

const always: readonly Rule[] = [cancelledRule, deliveredRule, leftRule];
const byPolicy: readonly PolicyRule[] = [
  windowRule,
  finalSaleRule,
  reasonRule,
  openedRule,
  hygieneRule,
  damageRule,
  valueRule,
  buyerRule,
];
/** What a warranty is for: goods that fail after the return window, or that could not be returned at all. */
const mendedByWarranty: readonly string[] = ['window', 'final_sale', 'reason'];

/**
 * May this line be returned? Asked by the portal before and at the request, and by staff, for whom it is advice.
 * No beats ask a person, which beats yes; every reason is told, not only the first.
 *
 * Where the ordinary return is closed (window over or late, final sale, reason not accepted) but the warranty covers
 * the reason, the warranty's answer takes the place of those reasons: yes, with `warranty`, and then only remedies
 * that put working goods in the buyer's hands are offered; a refund needs a person. `until` is the last day to ask,
 * in the brand's zone; null where there is none, or none yet.
 */
export function eligibility(facts: Facts): Verdict {
  const found = always.flatMap((rule) => rule(facts) ?? []);
  const rules = facts.policy?.rules;
  if (!rules) {
    found.push({ rule: 'policy', code: 'policy.none', answer: 'ask', facts: {} });
    return verdictOf(found, [], null, false);
  }
  found.push(...byPolicy.flatMap((rule) => rule(facts, rules) ?? []));
  const cover = found.some(isMended) ? coverOf(facts, rules) : null;
  if (!cover) return verdictOf(found, [], windowUntil(facts, rules), false);

  const mended = found.filter(isMended).map((one) => one.code);
  const why = { ...cover.because, facts: { ...cover.because.facts, instead_of: mended } };
  const left = found.filter((one) => !isMended(one));
  const person = remedyRule(facts, rules);
  if (person) left.push(person);
  return verdictOf(left, [why], cover.until, true);
}

const isMended = (finding: Finding) => mendedByWarranty.includes(finding.rule);

function verdictOf(
  found: readonly Finding[],
  told: readonly Because[],
  until: string | null,
  warranty: boolean,
): Verdict {
  const worst = found.some((one) => one.answer === 'no') ? 'no' : found.length > 0 ? 'ask' : 'yes';
  const because = found.map(({ rule, code, facts }) => ({ rule, code, facts }));
  return { answer: worst, because: [...because, ...told], until, warranty };
}
