/** Months of a brand, as pure functions. A month is `2026-11` in the time zone of the brand. */
import type { Period } from '@recoup/contract';
import { addMonths, dayIn, startOfDay } from '../../platform/clock.ts';

/** The first instant of a month in a zone, and the first after it. */
export function monthBounds(month: string, zone: string): { starts: Date; ends: Date } {
  const first = `${month}-01`;
  return { starts: startOfDay(zone, first), ends: startOfDay(zone, addMonths(first, 1)) };
}
export const monthOf = (at: Date, zone: string): string => dayIn(zone, at).slice(0, 7);
export const nextMonth = (month: string): string => addMonths(`${month}-01`, 1).slice(0, 7);

/** Every month from the first to the last, both included. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last && months.length < 1_200; month = nextMonth(month)) months.push(month);
  return months;
}

export type Blocker = Period['blockers'][number];
export type MonthFacts = {
  month: string;
  ends: Date;
  now: Date;
  /** The earliest month that is not closed. */
  firstOpen: string;
  /** Sum of all lines of the brand by currency, where it is not zero. */
  imbalance: readonly { currency: string; amount: number }[];
  /** Money on its way when the month ended whose outcome nobody knows, or that failed and nobody looked at. */
  stuckRefunds: readonly string[];
  stuckCharges: readonly string[];
  /** Costs events of the month told that are not booked yet. */
  unbooked: number;
};

/** What stands against closing a month; nothing: it may be closed. */
export function blockersOf(at: MonthFacts): Blocker[] {
  const because = (found: boolean, code: string, facts: Record<string, unknown>): Blocker[] =>
    found ? [{ code, facts }] : [];
  return [
    ...because(at.now < at.ends, 'not_ended', { ends_at: at.ends.toISOString() }),
    ...because(at.firstOpen < at.month, 'earlier_open', { month: at.firstOpen }),
    ...at.imbalance.map(({ currency, amount }) => ({ code: 'imbalance', facts: { amount: { amount, currency } } })),
    ...because(at.stuckRefunds.length > 0, 'refunds_stuck', stuck(at.stuckRefunds)),
    ...because(at.stuckCharges.length > 0, 'charges_stuck', stuck(at.stuckCharges)),
    ...because(at.unbooked > 0, 'bookings_waiting', { count: at.unbooked }),
  ];
}

const stuck = (codes: readonly string[]) => ({ count: codes.length, codes: codes.slice(0, 10) });
