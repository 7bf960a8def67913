/** Calendar days in a time zone. Instants are `Date`s in UTC; days are `YYYY-MM-DD`. */

const formats = new Map<string, Intl.DateTimeFormat>();
function format(zone: string) {
  let found = formats.get(zone);
  if (!found) {
    found = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(zone, found);
  }
  return found;
}

/** The calendar day of an instant in a zone. */
export function dayIn(zone: string, at: Date): string {
  return format(zone).format(at);
}

export function addDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** The same day `months` later, or the last day of that month where it has no such day. */
export function addMonths(day: string, months: number): string {
  const [y, m, d] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(y, m - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(y, m - 1 + months, Math.min(d, last))).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The last instant of a calendar day in a zone (one millisecond before the next day begins there). */
export function endOfDay(zone: string, day: string): Date {
  return new Date(startOfDay(zone, addDays(day, 1)).getTime() - 1);
}

/** The first instant of a calendar day in a zone. Where midnight is skipped by daylight saving, the first instant after it. */
export function startOfDay(zone: string, day: string): Date {
  // The zone's offset lies within ±15 h of UTC; find the change of day by bisection, exact to the millisecond.
  let low = Date.parse(`${day}T00:00:00Z`) - 15 * 3_600_000;
  let high = Date.parse(`${day}T00:00:00Z`) + 15 * 3_600_000;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (dayIn(zone, new Date(middle)) < day) low = middle;
    else high = middle;
  }
  return new Date(high);
}
