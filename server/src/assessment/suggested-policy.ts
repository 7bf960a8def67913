import { type AssessmentAnswers, type PolicyEdits, type PolicyRules, startingPolicy } from '@recoup/contract';

export type SuggestedPolicy = { rules: PolicyRules; secondPersonAbove: number | null };

/** Up to the next 50 dollars. */
const roundUp = (cents: number) => Math.ceil(cents / 5_000) * 5_000;

/**
 * The policy these answers suggest, with what was changed by hand on top. US dollars in cents; days in the brand's zone.
 * Amazon asks sellers for at least 30 days (Amazon Seller Central, "Returns policies"), so the window never begins shorter.
 * `realCost` is what one return costs: where it eats most of the price, more is offered for keeping the goods.
 */
export function suggestedPolicy(
  answers: AssessmentAnswers,
  { realCost, returnFreight }: { realCost: number; returnFreight: number },
  edits: PolicyEdits,
): SuggestedPolicy {
  const begin = startingPolicy('USD');
  const { goals, product, size, traits, price } = answers;
  const reviews = goals[0] === 'good_reviews';
  const worn = product === 'clothes' || product === 'hygiene';
  const sealed = product === 'hygiene' || traits.includes('hygiene');
  const dear = realCost >= price * 0.6;
  const keep = size === 'freight' ? 40 : dear && goals[0] !== 'more_back' ? 30 : 20;
  const limit = roundUp(price * 2);
  const rules: PolicyRules = {
    ...begin,
    window: { days: edits.window_days ?? (reviews ? 60 : 30), from: 'delivery' },
    condition: { ...begin.condition, opened: edits.opened ?? (sealed ? 'ask' : 'accepted') },
    // A fee that ends in 95 cents, about two fifths of the label.
    freight: {
      ...begin.freight,
      buyer_fee: edits.buyer_fee ?? Math.max(0, Math.round((returnFreight * 0.4) / 100) * 100 - 5),
    },
    remedies: {
      ...begin.remedies,
      keep_it: { ...begin.remedies.keep_it, percent: edits.keep_it_percent ?? keep },
      spare_part: !worn,
      guidance: true,
      repair: product === 'appliances' && goals.indexOf('more_back') < 2,
    },
    ask_person: { ...begin.ask_person, above: edits.ask_above ?? limit },
    refund_within_days: edits.refund_within_days ?? (reviews ? 1 : 2),
    warranty: { ...begin.warranty, months: edits.warranty_months ?? (worn ? 0 : 12) },
  };
  return { rules, secondPersonAbove: edits.second_person_above ?? limit };
}
