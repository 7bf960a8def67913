import type { PolicyRules } from '@recoup/contract';
import { addDays, dayIn, daysBetween } from '../../platform/clock.ts';
import type { Facts, PolicyRule } from '../facts.ts';

/**
 * The last day to ask, in the brand's zone: the day of delivery (or purchase) is day 0, and the whole of the last day
 * counts. Null while nothing was delivered, and where there is no window at all.
 */
export function windowUntil({ zone, order, line }: Facts, { window }: PolicyRules): string | null {
  const from = window.from === 'delivery' ? line.deliveredAt : order.placedAt;
  return from && window.days > 0 ? addDays(dayIn(zone, from), window.days) : null;
}

/** Days are calendar days of the brand's zone, so a day of 23 or 25 hours is one day like any other. */
export const windowRule: PolicyRule = (facts, rules) => {
  const { days, from } = rules.window;
  if (days === 0) return { rule: 'window', code: 'window.none', answer: 'no', facts: {} };
  const until = windowUntil(facts, rules);
  if (!until) return null; // not delivered: the delivery rule has said so
  const late = daysBetween(until, dayIn(facts.zone, facts.now));
  if (late <= 0) return null;
  const told = { days, from, until, days_late: late };
  return late <= rules.ask_person.late_days
    ? { rule: 'window', code: 'window.late', answer: 'ask', facts: told }
    : { rule: 'window', code: 'window.closed', answer: 'no', facts: told };
};
