import type { Reason } from '@recoup/contract';
import type { PolicyRule } from '../facts.ts';

/** Faults that show only once the box is open, so an open box is no argument against them. */
const seenOnOpening: readonly Reason[] = [
  'damaged-or-defective',
  'item-not-as-described',
  'received-the-wrong-item',
  'missing-parts-or-accessories',
];
const needsOpening = (reason: Reason | null) => reason !== null && seenOnOpening.includes(reason);

/** An empty list accepts every reason. */
export const reasonRule: PolicyRule = ({ ask }, { reasons }) => {
  if (!ask.reason || reasons.length === 0 || reasons.includes(ask.reason)) return null;
  return {
    rule: 'reason',
    code: 'reason.not_accepted',
    answer: 'no',
    facts: { reason: ask.reason, accepted: reasons },
  };
};

export const openedRule: PolicyRule = ({ ask }, { condition }) => {
  if (!ask.opened || condition.opened === 'accepted' || needsOpening(ask.reason)) return null;
  return condition.opened === 'refused'
    ? { rule: 'opened', code: 'opened.refused', answer: 'no', facts: {} }
    : { rule: 'opened', code: 'opened.ask', answer: 'ask', facts: {} };
};

/** Staff looked at it, and the buyer dropped or misused it. What is not wrong with goods nobody caused. */
export const damageRule: PolicyRule = ({ ask }, { condition }) => {
  if (ask.responsible !== 'user' || condition.buyer_damage === 'accepted' || !needsOpening(ask.reason)) return null;
  return condition.buyer_damage === 'refused'
    ? { rule: 'damage', code: 'damage.by_buyer_refused', answer: 'no', facts: {} }
    : { rule: 'damage', code: 'damage.by_buyer_ask', answer: 'ask', facts: {} };
};

/** Earbuds, filters, brushes: once opened nobody else may use them, whatever the policy says of opened goods. */
export const hygieneRule: PolicyRule = ({ ask, variant }) => {
  if (!variant?.hygiene || !ask.opened || needsOpening(ask.reason)) return null;
  return { rule: 'hygiene', code: 'opened.hygiene', answer: 'no', facts: {} };
};

/** Counts the whole request: five cheap lamps may be worth a look where one is not. */
export const valueRule: PolicyRule = ({ ask, currency }, { ask_person }) => {
  if (ask_person.above === null || ask.value <= ask_person.above) return null;
  const money = (amount: number) => ({ amount, currency });
  return {
    rule: 'value',
    code: 'value.above',
    answer: 'ask',
    facts: { value: money(ask.value), limit: money(ask_person.above) },
  };
};

/** This request is itself one of the buyer's returns: the third is the one that follows two. */
export const buyerRule: PolicyRule = ({ buyer }, { ask_person }) => {
  const nth = buyer.returnsLast365Days + 1;
  if (ask_person.from_nth_return === null || nth < ask_person.from_nth_return) return null;
  return { rule: 'buyer', code: 'buyer.nth_return', answer: 'ask', facts: { nth, from: ask_person.from_nth_return } };
};
