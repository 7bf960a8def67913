import type { Rule } from '../facts.ts';

/** Nothing comes back of an order that was called off. */
export const cancelledRule: Rule = ({ order }) =>
  order.cancelledAt && {
    rule: 'order',
    code: 'order.cancelled',
    answer: 'no',
    facts: { at: order.cancelledAt.toISOString() },
  };

/**
 * What has not come cannot go back. A parcel that is so late that the buyer no longer wants it is for a person, who
 * can still stop it.
 */
export const deliveredRule: Rule = ({ line, ask }) => {
  if (line.deliveredAt) return null;
  if (ask.reason === 'arrived-late') return { rule: 'delivery', code: 'delivery.overdue', answer: 'ask', facts: {} };
  return { rule: 'delivery', code: 'delivery.not_yet', answer: 'no', facts: {} };
};

/** Each unit goes back once. */
export const leftRule: Rule = ({ line, ask }) => {
  if (line.left <= 0) return { rule: 'left', code: 'line.nothing_left', answer: 'no', facts: { asked: ask.quantity } };
  if (ask.quantity <= line.left) return null;
  return { rule: 'left', code: 'line.more_than_left', answer: 'no', facts: { asked: ask.quantity, left: line.left } };
};
