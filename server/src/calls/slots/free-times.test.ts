import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Hours } from '../../inbox/index.ts';
import { dayIn } from '../../platform/clock.ts';
import { type Agreed, freeTimes, mostAtOnce, usualHours } from './free-times.ts';
import { calendarText } from './ics.ts';
import { clockIn, inZones } from './in-zones.ts';
import { readCalendar } from './testing/read-calendar.ts';

const RULES = { minutes: 30, days_ahead: 60, lead_minutes: 0, at_once: 1 };
const CHICAGO: Hours = {
  time_zone: 'America/Chicago',
  weekly: [
    { day: 'sun', from: '00:00', to: '04:00' },
    { day: 'tue', from: '09:00', to: '11:00' },
    { day: 'tue', from: '13:00', to: '14:00' },
  ],
  holidays: [{ day: '2026-11-24', shifts: [{ from: '10:00', to: '11:00' }] }],
};
const now = new Date('2026-10-01T12:00:00Z');
const on = (day: string, hours = CHICAGO, rules = RULES, agreed: Agreed[] = [], at = now) =>
  freeTimes(
    { hours, rules, agreed },
    { from: new Date(`${day}T00:00:00Z`), to: new Date(Date.parse(`${day}T00:00:00Z`) + 36 * 3_600_000), now: at },
  )
    .map(({ starts_at }) => clockIn('America/Chicago', starts_at))
    .filter(({ day: shown }) => shown === day)
    .map(({ time }) => time);

describe('free times', () => {
  test('are whole slots in each shift, also on a holiday with hours of its own', () => {
    expect(on('2026-11-17')).toEqual(['09:00', '09:30', '10:00', '10:30', '13:00', '13:30']);
    expect(on('2026-11-24')).toEqual(['10:00', '10:30']);
    expect(on('2026-11-18')).toEqual([]);
    expect(on('2026-11-17', CHICAGO, { ...RULES, minutes: 45 })).toEqual(['09:00', '09:45', '13:00']);
  });

  test('keep the lead, and end where it is too far ahead', () => {
    const at = new Date('2026-11-17T15:05:00Z'); // 9:05 in Chicago
    expect(on('2026-11-17', CHICAGO, { ...RULES, lead_minutes: 60 }, [], at)).toEqual(['10:30', '13:00', '13:30']);
    expect(on('2026-11-17', CHICAGO, { ...RULES, days_ahead: 3 })).toEqual([]);
  });

  test('over the hours that daylight saving skips or doubles, no place is lost or offered twice', () => {
    // 8 March 2026: 2:00 becomes 3:00. 1 November 2026: 2:00 becomes 1:00.
    const spring = on('2026-03-08', CHICAGO, RULES, [], new Date('2026-03-01T00:00:00Z'));
    expect(spring).toEqual(['00:00', '00:30', '01:00', '01:30', '03:00', '03:30']);
    const autumn = on('2026-11-01');
    expect(autumn).toEqual(['00:00', '00:30', '01:00', '01:30', '01:00', '01:30', '02:00', '02:30', '03:00', '03:30']);
  });

  test('a brand without hours keeps those of an office', () => {
    expect(on('2026-11-18', usualHours('America/Chicago'), { ...RULES, minutes: 120 })).toEqual([
      '09:00',
      '11:00',
      '13:00',
      '15:00',
    ]);
  });

  const zone = fc.constantFrom(
    'America/Chicago',
    'America/New_York',
    'Asia/Shanghai',
    'Europe/London',
    'Australia/Lord_Howe',
  );
  const shift = fc
    .tuple(
      fc.constantFrom('sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'),
      fc.integer({ min: 0, max: 22 }),
      fc.integer({ min: 1, max: 8 }),
    )
    .map(([day, from, length]) => ({
      day: day as 'mon',
      from: `${String(from).padStart(2, '0')}:00`,
      to: `${String(Math.min(24, from + length)).padStart(2, '0')}:00`,
    }));
  test('whoever takes them in whatever order: never more at once than the brand lets, never outside of hours, never sooner than the lead', () => {
    fc.assert(
      fc.property(
        zone,
        fc.uniqueArray(shift, { maxLength: 6, selector: ({ day }) => day }),
        fc.integer({ min: 5, max: 120 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 0, max: 600 }),
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
        fc.array(fc.nat(1000), { maxLength: 40 }),
        fc.array(fc.tuple(fc.integer({ min: -600, max: 6000 }), fc.integer({ min: 5, max: 120 })), { maxLength: 5 }),
        (time_zone, weekly, minutes, at_once, lead_minutes, at, choices, others) => {
          const hours: Hours = { time_zone, weekly, holidays: [] };
          const rules = { minutes, days_ahead: 6, lead_minutes, at_once };
          const before: Agreed[] = others.map(([after, length]) => ({
            from: new Date(at.getTime() + after * 60_000),
            minutes: length,
          }));
          const agreed = [...before];
          const window = { from: at, to: new Date(at.getTime() + 5 * 86_400_000), now: at };
          for (const choice of choices) {
            const free = freeTimes({ hours, rules, agreed }, window);
            if (free.length === 0) break;
            const { starts_at } = free[choice % free.length]!;
            const [from, to] = [starts_at.getTime(), starts_at.getTime() + minutes * 60_000];
            expect(mostAtOnce(agreed, from, to)).toBeLessThan(at_once);
            expect(from).toBeGreaterThanOrEqual(at.getTime() + lead_minutes * 60_000);
            // Minute by minute a wall clock that reads the hours itself agrees.
            for (let moment = from; moment < to; moment += 60_000) {
              const { day, time } = clockIn(time_zone, new Date(moment));
              const weekday = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][
                new Date(`${day}T00:00:00Z`).getUTCDay()
              ];
              expect(weekly.some((one) => one.day === weekday && one.from <= time && time < one.to)).toBe(true);
            }
            agreed.push({ from: starts_at, minutes });
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

test('one moment by two clocks', () => {
  expect(inZones(new Date('2026-11-18T01:30:00Z'), { buyer: 'America/Los_Angeles', brand: 'Asia/Shanghai' })).toEqual({
    starts_at: '2026-11-18T01:30:00.000Z',
    buyer: { day: '2026-11-17', time: '17:30' },
    brand: { day: '2026-11-18', time: '09:30' },
  });
  expect(dayIn('Asia/Shanghai', new Date('2026-11-18T01:30:00Z'))).toBe('2026-11-18');
});

describe('the entry for a calendar', () => {
  const event = {
    method: 'REQUEST' as const,
    uid: 'call@recoup.test',
    sequence: 3,
    stamp: new Date('2026-11-10T18:00:00Z'),
    starts_at: new Date('2026-11-17T15:30:00Z'),
    minutes: 15,
    summary: 'Video call with Lumora; Home, Inc.',
    description:
      '与 Lumora 的视频通话\n客服当地时间：11月17日（周二）\\ and a very long line that must be folded, as no line may be longer than 75 octets',
    url: 'https://recoup.test/b/lumora/call/AQBpN2zTAAGbcDeF',
    organizer: { name: 'Lumora "Home"', email: 'help@lumora.example' },
    attendee: { name: '黄\r\nATTENDEE:mailto:eve@example.com', email: 'dana@example.com' },
  };

  test('reads the same in a strict reader, and no text becomes a line of its own', () => {
    const read = readCalendar(calendarText(event));
    expect(read).toEqual({
      method: 'REQUEST',
      version: '2.0',
      event: {
        UID: event.uid,
        SEQUENCE: '3',
        DTSTAMP: '20261110T180000Z',
        DTSTART: '20261117T153000Z',
        DTEND: '20261117T154500Z',
        SUMMARY: event.summary,
        DESCRIPTION: event.description,
        LOCATION: event.url,
        URL: event.url,
        ORGANIZER: 'mailto:help@lumora.example',
        ATTENDEE: 'mailto:dana@example.com',
        STATUS: 'CONFIRMED',
        TRANSP: 'OPAQUE',
      },
      params: {
        'ORGANIZER.CN': 'Lumora Home',
        'ATTENDEE.CN': '黄ATTENDEE:mailto:eve@example.com',
        'ATTENDEE.ROLE': 'REQ-PARTICIPANT',
        'ATTENDEE.PARTSTAT': 'ACCEPTED',
        'ATTENDEE.RSVP': 'FALSE',
      },
    });
  });

  test('whatever its words are, they come back as they were', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => text.replace(/[^\P{Cc}\n\t]/gu, ''));
    fc.assert(
      fc.property(words, words, (summary, description) => {
        const { event: read } = readCalendar(calendarText({ ...event, summary, description }));
        expect([read.SUMMARY, read.DESCRIPTION]).toEqual([summary, description]);
      }),
      { numRuns: 100 },
    );
  });

  test('called off, it takes the same entry back', () => {
    const { method, event: read } = readCalendar(calendarText({ ...event, method: 'CANCEL', sequence: 4 }));
    expect([method, read.STATUS, read.UID, read.SEQUENCE]).toEqual(['CANCEL', 'CANCELLED', event.uid, '4']);
  });
});
