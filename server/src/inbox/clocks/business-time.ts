/**
 * Arithmetic of business hours. Shifts are wall-clock times in the calendar's zone; what counts is the time that really
 * passes in them, so a shift over the hour that daylight saving skips is an hour shorter, and one over the doubled hour
 * an hour longer. Durations are milliseconds, instants are `Date`s.
 */
import type { Calendar } from '@recoup/contract';
import { addDays, dayIn } from '../../platform/clock.ts';

export type Hours = Pick<Calendar, 'time_zone' | 'weekly'> & {
  holidays: readonly Pick<Calendar['holidays'][number], 'day' | 'shifts'>[];
};
type Span = readonly [from: number, to: number];

export const MINUTE = 60_000;
const DAY = 86_400_000;
/** Where hours are so few that a promise would end later than this, it has no end. */
const MOST_DAYS = 20 * 366;

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export const weekdayOf = (day: string) => WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]!;

/** Minutes after midnight of `09:30`; 1440 of `24:00`. */
export function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  return hours * 60 + minutes;
}

const formats = new Map<string, Intl.DateTimeFormat>();
/** How far a zone's wall clock is ahead of UTC at an instant, in milliseconds. */
function offsetAt(zone: string, at: number): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  const whole = Math.floor(at / 1000) * 1000;
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(whole)) part[type] = Number(value);
  const wall = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!);
  return wall - whole;
}

/**
 * The first instant at which the wall clock of a zone shows that time of that day, or, where daylight saving skips it, a
 * later one. In the doubled hour it is the first of the two.
 */
export function instantOf(zone: string, day: string, minutes: number): number {
  const wall = Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE;
  const [before, after] = [offsetAt(zone, wall - DAY), offsetAt(zone, wall + DAY)];
  const candidates = [wall - Math.max(before, after), wall - Math.min(before, after)];
  for (const at of candidates) if (at + offsetAt(zone, at) === wall) return at;
  // Skipped: the moment at which the clock was put forward, found by bisection.
  let [low, high] = candidates as [number, number];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (middle + offsetAt(zone, middle) < wall) low = middle;
    else high = middle;
  }
  return high;
}

const known = new WeakMap<Hours, Map<string, readonly Span[]>>();
/** The shifts of a day as instants, in order, those that touch joined into one. */
function shiftsOn(hours: Hours, day: string): readonly Span[] {
  let days = known.get(hours);
  if (!days) {
    days = new Map();
    known.set(hours, days);
  }
  const found = days.get(day);
  if (found) return found;
  const spans = shiftsByTheBook(hours, day)
    .map(
      ({ from, to }): Span => [
        instantOf(hours.time_zone, day, minutesOf(from)),
        instantOf(hours.time_zone, day, minutesOf(to)),
      ],
    )
    .filter(([from, to]) => to > from)
    .sort((a, b) => a[0] - b[0]);
  days.set(day, spans);
  return spans;
}
function shiftsByTheBook(hours: Hours, day: string): readonly { from: string; to: string }[] {
  const holiday = hours.holidays.find((one) => one.day === day);
  if (holiday) return holiday.shifts;
  const weekday = weekdayOf(day);
  return hours.weekly.filter((shift) => shift.day === weekday);
}

/** Shifts from the one that `from` falls into, day by day. */
function* shiftsFrom(hours: Hours, from: number): Generator<Span> {
  if (hours.weekly.length === 0 && hours.holidays.every(({ shifts }) => shifts.length === 0)) return;
  // A day early: where the clock goes back over midnight, an instant may read as either day.
  let day = addDays(dayIn(hours.time_zone, new Date(from)), -1);
  for (let n = 0; n < MOST_DAYS; n++) {
    for (const span of shiftsOn(hours, day)) if (span[1] > from) yield span;
    day = addDays(day, 1);
  }
}

/** Shifts that reach into the time between two instants, in order; each as its own beginning and end. */
export function shiftsBetween(hours: Hours, from: Date, to: Date): { from: Date; to: Date }[] {
  const found: { from: Date; to: Date }[] = [];
  for (const [opens, closes] of shiftsFrom(hours, from.getTime())) {
    if (opens >= to.getTime()) break;
    found.push({ from: new Date(opens), to: new Date(closes) });
  }
  return found;
}

/** Business time between two instants, in milliseconds; 0 where `to` is not after `from`. */
export function businessBetween(hours: Hours, from: Date, to: Date): number {
  const [start, end] = [from.getTime(), to.getTime()];
  if (end <= start) return 0;
  let sum = 0;
  for (const [opens, closes] of shiftsFrom(hours, start)) {
    if (opens >= end) break;
    sum += Math.min(closes, end) - Math.max(opens, start);
  }
  return sum;
}

/**
 * The first instant at which `ms` of business time have passed since `from`; `from` itself for 0. Null where the hours
 * never amount to so much.
 */
export function addBusiness(hours: Hours, from: Date, ms: number): Date | null {
  if (ms <= 0) return from;
  let left = ms;
  for (const [opens, closes] of shiftsFrom(hours, from.getTime())) {
    const begins = Math.max(opens, from.getTime());
    if (closes - begins >= left) return new Date(begins + left);
    left -= closes - begins;
  }
  return null;
}

/** Whether an instant falls into a shift. */
export function inBusiness(hours: Hours, at: Date): boolean {
  for (const [opens] of shiftsFrom(hours, at.getTime())) return opens <= at.getTime();
  return false;
}

/** The next instant in a shift: `at` itself inside one, else the beginning of the next; null where there is none. */
export function nextOpen(hours: Hours, at: Date): Date | null {
  for (const [opens] of shiftsFrom(hours, at.getTime())) return new Date(Math.max(opens, at.getTime()));
  return null;
}
