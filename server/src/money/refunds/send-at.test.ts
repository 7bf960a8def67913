import { expect, test } from 'vitest';
import { nextHour } from './send-at.ts';

const at = (zone: string, hour: string, now: string) => nextHour(zone, hour, new Date(now)).toISOString();

test.each([
  ['this afternoon', 'America/Chicago', '17:00', '2026-11-10T18:00:00Z', '2026-11-10T23:00:00.000Z'],
  ['tomorrow, once the hour is over', 'America/Chicago', '17:00', '2026-11-10T23:00:00Z', '2026-11-11T23:00:00.000Z'],
  ['in a zone that is ahead', 'Asia/Shanghai', '09:30', '2026-11-10T18:00:00Z', '2026-11-11T01:30:00.000Z'],
  ['on the day clocks go back', 'America/New_York', '17:00', '2026-11-01T12:00:00Z', '2026-11-01T22:00:00.000Z'],
  ['on the day clocks go forward', 'America/New_York', '17:00', '2026-03-08T12:00:00Z', '2026-03-08T21:00:00.000Z'],
  [
    'at an hour that is skipped, right after it',
    'America/New_York',
    '02:30',
    '2026-03-08T05:30:00Z',
    '2026-03-08T07:30:00.000Z',
  ],
])('%s', (_, zone, hour, now, then) => {
  expect(at(zone, hour, now)).toBe(then);
});
