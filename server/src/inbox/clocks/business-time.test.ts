import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addBusiness, businessBetween, type Hours, inBusiness, instantOf, nextOpen } from './business-time.ts';

const every = (days: string, ...shifts: [string, string][]) =>
  days.split(' ').flatMap((day) => shifts.map(([from, to]) => ({ day: day as 'mon', from, to })));
const hours = (time_zone: string, weekly: Hours['weekly'], holidays: Hours['holidays'] = []): Hours => ({
  time_zone,
  weekly,
  holidays,
});
const HOUR = 3_600_000;

const nineToFive = hours('America/New_York', every('mon tue wed thu fri', ['09:00', '17:00']));
const split = hours('America/New_York', every('mon tue wed thu fri', ['09:00', '12:00'], ['13:00', '17:00']));
const thanksgiving = hours('America/New_York', every('mon tue wed thu fri', ['09:00', '17:00']), [
  { day: '2026-11-26', shifts: [] },
  { day: '2026-11-27', shifts: [{ from: '09:00', to: '12:00' }] },
]);
const late = hours('America/New_York', every('mon tue wed thu fri sat sun', ['18:00', '24:00']));
const aroundTheClock = hours('America/New_York', every('mon tue wed thu fri sat sun', ['00:00', '24:00']));
const night = hours('America/New_York', every('mon tue wed thu fri sat sun', ['01:00', '04:00']));
const shenzhen = hours('Asia/Shanghai', every('mon tue wed thu fri sat', ['09:00', '12:00'], ['13:30', '18:00']));

/** Written as people on the spot write it: their wall clock with its offset. New York is −05:00 in winter, −04:00 in summer. */
describe('a promise of so many business hours ends when the clock on the wall says', () => {
  test.each([
    // Monday 10:00 + 4 h = 14:00 the same day.
    ['within a day', nineToFive, '2026-11-16T10:00-05:00', 4, '2026-11-16T14:00-05:00'],
    // 16:00–17:00 is 1 h, 3 h are left: Tuesday 09:00 + 3 h = 12:00.
    ['over a night', nineToFive, '2026-11-16T16:00-05:00', 4, '2026-11-17T12:00-05:00'],
    // Friday 16:00–17:00 is 1 h; Saturday and Sunday have none; Monday 09:00 + 3 h = 12:00.
    ['over a weekend', nineToFive, '2026-11-13T16:00-05:00', 4, '2026-11-16T12:00-05:00'],
    // Written on Saturday: counting begins Monday 09:00; + 4 h = 13:00.
    ['begun on a day off', nineToFive, '2026-11-14T11:00-05:00', 4, '2026-11-16T13:00-05:00'],
    // 09:00 + 8 h = 17:00 the same day, and not the next morning.
    ['to the last minute of a shift', nineToFive, '2026-11-16T09:00-05:00', 8, '2026-11-16T17:00-05:00'],
    // 11:00–12:00 is 1 h, lunch, 13:00 + 1 h = 14:00.
    ['over a lunch break', split, '2026-11-16T11:00-05:00', 2, '2026-11-16T14:00-05:00'],
    // Begun at lunch: 13:00 + 2 h = 15:00.
    ['begun in a lunch break', split, '2026-11-16T12:30-05:00', 2, '2026-11-16T15:00-05:00'],
    // Wednesday 16:00–17:00 is 1 h; Thursday is Thanksgiving; Friday 09:00–12:00 is 3 h: ends at 12:00.
    ['over a holiday, into its short neighbour', thanksgiving, '2026-11-25T16:00-05:00', 4, '2026-11-27T12:00-05:00'],
    // As before with 5 h: 1 h is left after Friday noon; Monday 09:00 + 1 h = 10:00.
    ['past a short day', thanksgiving, '2026-11-25T16:00-05:00', 5, '2026-11-30T10:00-05:00'],
    // 23:00–24:00 is 1 h; the next day 18:00 + 1 h = 19:00.
    ['over the end of a shift at midnight', late, '2026-11-16T23:00-05:00', 2, '2026-11-17T19:00-05:00'],
    // The night of 8 March 2026 has no 02:00–03:00: 01:00–02:00 is 1 h, 03:00–04:00 the second. Third hour: next night 01:00–02:00.
    ['through the hour that daylight saving skips', night, '2026-03-08T00:00-05:00', 3, '2026-03-09T02:00-04:00'],
    // The night of 1 November 2026 has 01:00–02:00 twice: 1 h + 1 h, 02:00–03:00 the third, 03:00–04:00 the fourth.
    ['through the hour that comes twice', night, '2026-11-01T00:00-04:00', 4, '2026-11-01T04:00-05:00'],
    // 24 h from Saturday 12:00 summer time: the doubled hour is used up on the way, so it ends Sunday 11:00 winter time.
    ['24 hours around the end of summer time', aroundTheClock, '2026-10-31T12:00-04:00', 24, '2026-11-01T11:00-05:00'],
    // 24 h from Saturday 12:00 winter time: an hour is skipped, so it ends Sunday 13:00 summer time.
    ['24 hours around its beginning', aroundTheClock, '2026-03-07T12:00-05:00', 24, '2026-03-08T13:00-04:00'],
    // Shenzhen, Saturday 17:00–18:00 is 1 h; Sunday is off; Monday 09:00–12:00 is 3 h, 13:30 + 0.5 h = 14:00.
    ['in a six-day week in Shenzhen', shenzhen, '2026-11-21T17:00+08:00', 4.5, '2026-11-23T14:00+08:00'],
  ])('%s', (_, calendar, from, hoursPromised, to) => {
    expect(addBusiness(calendar, new Date(from), hoursPromised * HOUR)).toEqual(new Date(to));
    expect(businessBetween(calendar, new Date(from), new Date(to))).toBe(hoursPromised * HOUR);
  });

  test('no hours at all never amount to anything', () => {
    expect(addBusiness(hours('UTC', []), new Date('2026-01-01T00:00Z'), 1)).toBeNull();
    expect(nextOpen(hours('UTC', []), new Date('2026-01-01T00:00Z'))).toBeNull();
  });
});

test('a shift that begins in the skipped hour begins when the clock is put forward', () => {
  expect(new Date(instantOf('America/New_York', '2026-03-08', 150))).toEqual(new Date('2026-03-08T03:00-04:00'));
});

test('a time that comes twice is the first of the two', () => {
  expect(new Date(instantOf('America/New_York', '2026-11-01', 90))).toEqual(new Date('2026-11-01T01:30-04:00'));
});

test('Samoa left a day out, and no shift stands on it', () => {
  const samoa = hours('Pacific/Apia', every('mon tue wed thu fri sat sun', ['09:00', '17:00']));
  // 30 December 2011 did not exist: 29 December 16:00 + 2 h = 31 December 10:00.
  expect(addBusiness(samoa, new Date('2011-12-29T16:00-10:00'), 2 * HOUR)).toEqual(new Date('2011-12-31T10:00+14:00'));
});

test('people are there inside a shift, from its first moment to the one before its last', () => {
  expect(inBusiness(split, new Date('2026-11-16T09:00-05:00'))).toBe(true);
  expect(inBusiness(split, new Date('2026-11-16T12:00-05:00'))).toBe(false);
  expect(inBusiness(split, new Date('2026-11-15T10:00-05:00'))).toBe(false);
  expect(nextOpen(split, new Date('2026-11-14T10:00-05:00'))).toEqual(new Date('2026-11-16T09:00-05:00'));
  expect(nextOpen(split, new Date('2026-11-16T10:00-05:00'))).toEqual(new Date('2026-11-16T10:00-05:00'));
});

const zones = [
  'America/New_York',
  'Europe/Berlin',
  'Asia/Shanghai',
  'America/Havana',
  'Australia/Lord_Howe',
  'Africa/Cairo',
];
const time = fc
  .integer({ min: 0, max: 48 })
  .map((half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 ? '30' : '00'}`);
const shifts = fc.uniqueArray(time, { minLength: 2, maxLength: 6 }).map((times) => {
  const sorted = [...times].sort();
  return Array.from({ length: Math.floor(sorted.length / 2) }, (_, n) => ({
    from: sorted[2 * n]!,
    to: sorted[2 * n + 1]!,
  }));
});
/** A week with at least one shift, and a holiday of 2026 with hours of its own. */
const anyHours = fc
  .record({
    time_zone: fc.constantFrom(...zones),
    days: fc.uniqueArray(fc.constantFrom('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'), { minLength: 1 }),
    shifts,
    holiday: fc.record({
      day: fc.constantFrom('2026-03-08', '2026-03-29', '2026-10-25', '2026-11-01', '2026-06-01'),
      shifts,
    }),
  })
  .map(({ time_zone, days, shifts: each, holiday }) =>
    hours(
      time_zone,
      days.flatMap((day) => each.map((shift) => ({ day: day as 'mon', ...shift }))),
      [holiday],
    ),
  );
const anyInstant = fc
  .integer({ min: Date.parse('2026-01-01T00:00Z'), max: Date.parse('2026-12-31T00:00Z') })
  .map((at) => new Date(at));
const anyLength = fc.integer({ min: 0, max: 60 * HOUR });

describe('whatever the hours, the zone and the season', () => {
  test('what is added is what lies between, and its end is the first such instant', () => {
    fc.assert(
      fc.property(anyHours, anyInstant, anyLength, (calendar, from, ms) => {
        const to = addBusiness(calendar, from, ms)!;
        expect(businessBetween(calendar, from, to)).toBe(ms);
        if (ms > 0) expect(businessBetween(calendar, from, new Date(to.getTime() - 1))).toBe(ms - 1);
      }),
      { numRuns: 150 },
    );
  });

  test('a later beginning never ends sooner, a longer promise never either', () => {
    fc.assert(
      fc.property(anyHours, anyInstant, anyLength, anyLength, (calendar, from, ms, more) => {
        const end = addBusiness(calendar, from, ms)!.getTime();
        expect(addBusiness(calendar, new Date(from.getTime() + more), ms)!.getTime()).toBeGreaterThanOrEqual(end);
        expect(addBusiness(calendar, from, ms + more)!.getTime()).toBeGreaterThanOrEqual(end);
      }),
      { numRuns: 150 },
    );
  });

  test('two stretches one after the other are their sum', () => {
    fc.assert(
      fc.property(anyHours, anyInstant, anyInstant, anyInstant, (calendar, ...instants) => {
        const [a, b, c] = instants.sort((x, y) => x.getTime() - y.getTime()) as [Date, Date, Date];
        const short = new Date(Math.min(c.getTime(), b.getTime() + 40 * 24 * HOUR));
        expect(businessBetween(calendar, a, b) + businessBetween(calendar, b, short)).toBe(
          businessBetween(calendar, a, short),
        );
      }),
      { numRuns: 100 },
    );
  });

  test('pausing and going on ends where it would have, had the pause been closed hours', () => {
    fc.assert(
      fc.property(anyHours, anyInstant, anyLength, anyLength, (calendar, from, ms, part) => {
        const first = Math.min(part, ms);
        const middle = addBusiness(calendar, from, first)!;
        expect(addBusiness(calendar, middle, ms - first)!).toEqual(addBusiness(calendar, from, ms)!);
      }),
      { numRuns: 150 },
    );
  });

  test('business time is never more than the time that passed, and around the clock it is all of it', () => {
    fc.assert(
      fc.property(anyHours, anyInstant, anyLength, fc.constantFrom(...zones), (calendar, from, ms, zone) => {
        const to = new Date(from.getTime() + ms);
        expect(businessBetween(calendar, from, to)).toBeLessThanOrEqual(ms);
        expect(businessBetween({ ...aroundTheClock, time_zone: zone }, from, to)).toBe(ms);
      }),
      { numRuns: 150 },
    );
  });
});
