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
  const counted = new Date(startOfDay(zone, day).getTime() + minutes * 60_000);
  const moved = new Date(counted.getTime() + (minutes - wallMinutes(zone, counted)) * 60_000);
  return wallMinutes(zone, moved) === minutes && dayIn(zone, moved) === day ? moved : counted;
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
