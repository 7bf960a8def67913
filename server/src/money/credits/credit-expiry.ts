/** When a store credit ends, and when the rest may be had in cash. Pure. */
import type { CreditExpiry, CreditRule } from '@recoup/contract';
import { addMonths, dayIn, endOfDay } from '../../platform/clock.ts';
import { rulesFor } from './credit-rules.ts';

export type Ends = CreditExpiry & { jurisdiction: string | null };

/** The longer of two times in months; null is for ever. */
const longer = (a: number | null, b: number | null) => (a === null || b === null ? null : Math.max(a, b));

/**
 * The end of money a buyer paid: the later of what the brand sets and what the law of the buyer's state asks for, to the
 * end of that day in the brand's time zone.
 */
export function paidEnds(of: { now: Date; zone: string; months: number; jurisdiction: string | null }): Ends {
  const today = dayIn(of.zone, of.now);
  const rules = rulesFor(of.jurisdiction, today);
  const binding = rules.reduce<CreditRule | null>(
    (found, rule) =>
      found === null || (longer(found.months, rule.months) === rule.months && rule.months !== found.months)
        ? rule
        : found,
    null,
  );
  const byLaw = binding !== null && longer(of.months, binding.months) !== of.months;
  const months = binding === null ? of.months : longer(of.months, binding.months);
  return {
    at: months === null ? null : endOfDay(of.zone, addMonths(today, months)).toISOString(),
    decided_by: byLaw ? 'law' : 'brand',
    brand_months: of.months,
    rule: binding,
    jurisdiction: of.jurisdiction,
  };
}

/** The end of what was given for nothing: the brand's own setting, which the gift-card laws leave free. */
export function giftEnds(of: { now: Date; zone: string; months: number; jurisdiction: string | null }): Ends {
  return {
    at: endOfDay(of.zone, addMonths(dayIn(of.zone, of.now), of.months)).toISOString(),
    decided_by: 'gift',
    brand_months: of.months,
    rule: null,
    jurisdiction: of.jurisdiction,
  };
}

/**
 * May the holder take what is left of the paid part in cash, and by which rule? Thresholds are in US dollars, so a credit
 * in another currency has no such right here.
 */
export function cashOutOf(
  credit: { paid: number; paid_left: number; currency: string; jurisdiction: string | null },
  today: string,
): { amount: number; rule: CreditRule } | null {
  if (credit.paid_left <= 0 || credit.currency !== 'USD') return null;
  const rule = rulesFor(credit.jurisdiction, today).find(
    ({ cash_out_below, cash_out_used }) =>
      (cash_out_below !== null && credit.paid_left < cash_out_below) ||
      (cash_out_used !== null && (credit.paid - credit.paid_left) * 100 >= credit.paid * cash_out_used),
  );
  return rule ? { amount: credit.paid_left, rule } : null;
}
