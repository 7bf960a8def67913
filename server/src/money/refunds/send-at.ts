import { addDays, dayIn, startOfDay } from '../../platform/clock.ts';

/**
 * The next time it is `hour` (`17:00`) in a zone, after `now`. A clock that is put forward over that hour makes it the
 * first instant after it; one that is put back makes it the first of the two.
 */
export function nextHour(zone: string, hour: string, now: Date): Date {
  const [h, m] = hour.split(':').map(Number) as [number, number];
  for (let day = dayIn(zone, now); ; day = addDays(day, 1)) {
    const at = atHour(zone, day, h * 60 + m);
    if (at > now) return at;
  }
}

/** Hours of a day with a change of clocks are not where they are counted from midnight; the wall clock decides. */
function atHour(zone: string, day: string, minutes: number): Date {
  const midnight = startOfDay(zone, day).getTime();
  let at = midnight + minutes * 60_000;
  const off = minutes - wallMinutes(zone, new Date(at));
  if (off !== 0 && Math.abs(off) <= 120) at += off * 60_000;
  return new Date(at);
}

function wallMinutes(zone: string, at: Date): number {
  const [h, m] = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
    .format(at)
    .split(':')
    .map(Number) as [number, number];
  return h * 60 + m;
}
