import type { Calendar } from '@recoup/contract';
import { Refusal } from '../../platform/refusal.ts';
import { minutesOf } from './business-time.ts';

type Shift = { from: string; to: string };
type Written = Pick<Calendar, 'weekly' | 'holidays'>;
const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/**
 * Business hours as they are kept: days and shifts in order, one entry a holiday. Pure. Throws `calendar.shift_backwards`
 * for a shift that does not end after it begins (over midnight it is two: to 24:00, and from 00:00), and
 * `calendar.shifts_overlap`, each naming the `day`.
 */
export function checkCalendar<C extends Written>(calendar: C): C {
  const weekly = WEEK.flatMap((day) => {
    const shifts = inOrder(
      day,
      calendar.weekly.filter((shift) => shift.day === day),
    );
    return shifts.map(({ from, to }) => ({ day, from, to }));
  });
  const days = calendar.holidays.map(({ day }) => day);
  const twice = days.find((day, n) => days.indexOf(day) !== n);
  if (twice) throw new Refusal('calendar.shifts_overlap', { day: twice });
  const holidays = calendar.holidays
    .map((holiday) => ({ ...holiday, shifts: inOrder(holiday.day, holiday.shifts) }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
  return { ...calendar, weekly, holidays };
}

function inOrder(day: string, shifts: readonly Shift[]): Shift[] {
  const sorted = [...shifts].sort((a, b) => minutesOf(a.from) - minutesOf(b.from));
  sorted.forEach((shift, n) => {
    if (minutesOf(shift.to) <= minutesOf(shift.from)) throw new Refusal('calendar.shift_backwards', { day, ...shift });
    const earlier = sorted[n - 1];
    if (earlier && minutesOf(earlier.to) > minutesOf(shift.from)) throw new Refusal('calendar.shifts_overlap', { day });
  });
  return sorted;
}
