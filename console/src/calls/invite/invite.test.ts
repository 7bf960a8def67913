import { expect, test } from 'vitest';
import { byDay, dayAfter, type Slot } from './days.ts';
import { firstOf } from './use-open-call.ts';

const slot = (starts_at: string, day: string, time: string): Slot => ({
  starts_at,
  left: 1,
  buyer: { day, time },
  brand: { day: '2026-11-23', time: '08:00' },
});

test('free times stand under the buyer’s own day, whatever day it is here', () => {
  const rows = [
    slot('2026-11-23T15:00:00.000Z', '2026-11-23', '23:00'),
    slot('2026-11-23T16:00:00.000Z', '2026-11-24', '00:00'),
    slot('2026-11-23T16:15:00.000Z', '2026-11-24', '00:15'),
  ];
  expect(byDay(rows).map(({ day, slots }) => [day, slots.length])).toEqual([
    ['2026-11-23', 1],
    ['2026-11-24', 2],
  ]);
});

test('a week later is a week later, over the end of a month and of a summer', () => {
  expect(dayAfter('2026-10-28', 7)).toBe('2026-11-04');
  expect(dayAfter('2026-11-04', -7)).toBe('2026-10-28');
});

test('of a conversation’s open calls the one nearest to a talk counts', () => {
  expect(firstOf([{ stage: 'scheduled' as const }, { stage: 'ringing' as const }])).toEqual({ stage: 'ringing' });
  expect(firstOf([{ stage: 'ended' as const }, { stage: 'missed' as const }])).toBeNull();
});
