/** Minutes as people say them, and times of the week as places on a line. Pure. */
import type { Calendar } from '@recoup/contract';

export type Unit = 'minutes' | 'hours' | 'days';
const of: Record<Unit, number> = { minutes: 1, hours: 60, days: 1440 };

/** `240` → 4 hours; `90` stays 90 minutes. A day of business hours is no measure, so those are told in hours at most. */
export function inUnits(minutes: number, hours: 'business' | 'always' = 'always'): { count: number; unit: Unit } {
  const unit: Unit = hours === 'always' && minutes % 1440 === 0 ? 'days' : minutes % 60 === 0 ? 'hours' : 'minutes';
  return { count: minutes / of[unit], unit };
}
export const toMinutes = (count: number, unit: Unit): number => count * of[unit];

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];
export type Shift = { from: string; to: string };
export type Weekly = Calendar['weekly'];

/** Minutes since midnight: `09:30` → 570, `24:00` → 1440. */
export function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
export function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

export const shiftsOf = (weekly: Weekly, day: Weekday): Shift[] =>
  weekly
    .filter((each) => each.day === day)
    .map(({ from, to }) => ({ from, to }))
    .sort((one, other) => minuteOf(one.from) - minuteOf(other.from));

/** The week with one day's shifts in the place of what stood there. */
export function withShifts(weekly: Weekly, day: Weekday, shifts: readonly Shift[]): Weekly {
  return weekdays.flatMap((each) =>
    (each === day ? shifts : shiftsOf(weekly, each)).map((shift) => ({ day: each, ...shift })),
  );
}

/** Which shifts of one day cannot stand: they end before they begin, or run into another. By their place. */
export function wrongShifts(shifts: readonly Shift[]): number[] {
  return shifts.flatMap((shift, at) => {
    const [from, to] = [minuteOf(shift.from), minuteOf(shift.to)];
    const clashes = shifts.some(
      (other, place) => place !== at && from < minuteOf(other.to) && minuteOf(other.from) < to,
    );
    return to <= from || clashes ? [at] : [];
  });
}

/** Business hours of a week, in hours. */
export const hoursOf = (weekly: Weekly): number =>
  weekly.reduce((sum, { from, to }) => sum + Math.max(0, minuteOf(to) - minuteOf(from)), 0) / 60;

/** The next free stretch of a day for another shift. */
export function nextShift(shifts: readonly Shift[]): Shift {
  const last = Math.max(540, ...shifts.map(({ to }) => minuteOf(to) + 60));
  if (shifts.length === 0) return { from: '09:00', to: '17:00' };
  if (last >= 1440) return { from: '00:00', to: timeOf(Math.max(30, minuteOf(shifts[0]!.from))) };
  return { from: timeOf(Math.min(last, 1380)), to: timeOf(Math.min(last + 180, 1440)) };
}

const WEEK = 7 * 1440;
/**
 * When so many business minutes after a moment of the week are over, by the calendar's own wall clock in a week without
 * holidays and clock changes. Null where the calendar has no hours at all.
 */
export function endInWeek(weekly: Weekly, start: { day: Weekday; time: string }, minutes: number) {
  const spans = weekdays
    .flatMap((day, at) =>
      shiftsOf(weekly, day).map(({ from, to }) => ({ from: at * 1440 + minuteOf(from), to: at * 1440 + minuteOf(to) })),
    )
    .filter(({ from, to }) => to > from);
  if (spans.length === 0) return null;
  const begin = weekdays.indexOf(start.day) * 1440 + minuteOf(start.time);
  let left = minutes;
  for (let week = 0; ; week++) {
    for (const span of spans) {
      const from = Math.max(span.from + week * WEEK, begin);
      const to = span.to + week * WEEK;
      if (to <= from) continue;
      if (left <= to - from) return placeOf(from + left, begin);
      left -= to - from;
    }
  }
}
export function endByClock(start: { day: Weekday; time: string }, minutes: number) {
  const begin = weekdays.indexOf(start.day) * 1440 + minuteOf(start.time);
  return placeOf(begin + minutes, begin);
}
function placeOf(at: number, begin: number) {
  const day = Math.floor(at / 1440);
  return { day: weekdays[day % 7]!, time: timeOf(at % 1440), days: day - Math.floor(begin / 1440) };
}

/** `9` `930` `9:30` `18.00` `24` → `09:00` … `24:00`; null where it is no time. */
export function readTime(typed: string): string | null {
  const digits = typed.trim().replace(/[^\d]/g, '');
  if (digits === '' || digits.length > 4) return null;
  const [hours, minutes] =
    digits.length <= 2 ? [Number(digits), 0] : [Number(digits.slice(0, -2)), Number(digits.slice(-2))];
  if (minutes > 59 || hours > 24 || (hours === 24 && minutes > 0)) return null;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
