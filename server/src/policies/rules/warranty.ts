import type { Because, PolicyRules } from '@recoup/contract';
import { addMonths, dayIn } from '../../platform/clock.ts';
import type { Facts, PolicyRule } from '../facts.ts';

/**
 * Does the warranty cover it? Months are counted from the day of delivery, in the brand's zone, the last day included.
 * Before the buyer has given a reason the answer is "may", as long as there is a reason it would cover.
 */
export function coverOf(facts: Facts, { warranty }: PolicyRules): { until: string; because: Because } | null {
  const { zone, now, line, ask, variant } = facts;
  const months = variant?.warrantyMonths ?? warranty.months;
  if (!line.deliveredAt || months === 0) return null;
  const until = addMonths(dayIn(zone, line.deliveredAt), months);
  if (dayIn(zone, now) > until) return null;
  if (ask.reason ? !warranty.covers.includes(ask.reason) : warranty.covers.length === 0) return null;
  const told = { months, until, covers: warranty.covers };
  const code = ask.reason ? 'warranty.covers' : 'warranty.may_cover';
  return { until, because: { rule: 'warranty', code, facts: told } };
}

/** A policy that neither replaces, exchanges nor repairs leaves only the money, and after the window a person decides on that. */
export const remedyRule: PolicyRule = (_facts, { remedies }) =>
  remedies.replacement || remedies.exchange || remedies.repair
    ? null
    : { rule: 'warranty', code: 'warranty.refund_only', answer: 'ask', facts: {} };
