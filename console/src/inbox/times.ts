/** Times people choose: later today, tomorrow at nine, next week; in the zone of who chooses. Pure. */
export type TimeChoice = { key: 'in_an_hour' | 'later_today' | 'tomorrow' | 'next_week'; at: Date };

type Wall = { year: number; month: number; day: number; hour: number; minute: number };

function wallOf(at: number, timeZone: string): Wall & { weekday: number } {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      weekday: 'short',
      hourCycle: 'h23',
    })
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  return {
    year: Number(parts.year),
    month: Number(parts.month),
    day: Number(parts.day),
    hour: Number(parts.hour),
    minute: Number(parts.minute),
    weekday: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(parts.weekday ?? 'Sun'),
  };
}

/**
 * The instant at which clocks of a zone show this. An hour that daylight saving leaves out is taken an hour later; of
 * one that comes twice, the first.
 */
export function instantAt(wall: Wall, timeZone: string): Date {
  const wanted = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  const shown = (at: number) => {
    const w = wallOf(at, timeZone);
    return Date.UTC(w.year, w.month - 1, w.day, w.hour, w.minute);
  };
  // Seen from a day before and a day after, at most two offsets are in question.
  const candidates = [wanted - 86_400_000, wanted + 86_400_000]
    .map((near) => wanted - (shown(near) - near))
    .sort((a, b) => a - b);
  const fits = candidates.find((at) => shown(at) === wanted);
  return new Date(fits ?? candidates[1]!);
}

/** What a menu of times offers now. `later_today` is three hours on, to the next half hour, and only where the day has room. */
export function timeChoices(now: number, timeZone: string): TimeChoice[] {
  const w = wallOf(now, timeZone);
  const half = 30 * 60_000;
  const later = new Date(Math.ceil((now + 3 * 3_600_000) / half) * half);
  const sameDay = wallOf(later.getTime(), timeZone).day === w.day && wallOf(later.getTime(), timeZone).hour < 22;
  const nine = (days: number) => {
    const noon = new Date(Date.UTC(w.year, w.month - 1, w.day + days, 12));
    return instantAt(
      { year: noon.getUTCFullYear(), month: noon.getUTCMonth() + 1, day: noon.getUTCDate(), hour: 9, minute: 0 },
      timeZone,
    );
  };
  const toMonday = (8 - w.weekday) % 7 || 7;
  return [
    { key: 'in_an_hour', at: new Date(Math.ceil((now + 3_600_000) / 300_000) * 300_000) },
    ...(sameDay ? [{ key: 'later_today' as const, at: later }] : []),
    { key: 'tomorrow', at: nine(1) },
    { key: 'next_week', at: nine(toMonday) },
  ];
}
