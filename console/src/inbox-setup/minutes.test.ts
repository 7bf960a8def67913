import { expect, test } from 'vitest';
import {
  endByClock,
  endInWeek,
  hoursOf,
  inUnits,
  nextShift,
  readTime,
  shiftsOf,
  toMinutes,
  withShifts,
  wrongShifts,
} from './minutes.ts';

const week = [
  { day: 'mon', from: '14:00', to: '18:00' },
  { day: 'mon', from: '09:00', to: '12:00' },
  { day: 'sat', from: '20:00', to: '24:00' },
] as const;

test('minutes read in the largest unit that holds them whole', () => {
  expect(inUnits(240)).toEqual({ count: 4, unit: 'hours' });
  expect(inUnits(90)).toEqual({ count: 90, unit: 'minutes' });
  expect(inUnits(2880)).toEqual({ count: 2, unit: 'days' });
  expect(inUnits(2880, 'business')).toEqual({ count: 48, unit: 'hours' });
  expect(toMinutes(4, 'hours')).toBe(240);
});

test('a day with a break at noon keeps both its shifts, in order', () => {
  expect(shiftsOf([...week], 'mon')).toEqual([
    { from: '09:00', to: '12:00' },
    { from: '14:00', to: '18:00' },
  ]);
  expect(hoursOf([...week])).toBe(11);
});

test('changing one day leaves the others as they were', () => {
  const changed = withShifts([...week], 'mon', [{ from: '10:00', to: '16:00' }]);
  expect(shiftsOf(changed, 'mon')).toEqual([{ from: '10:00', to: '16:00' }]);
  expect(shiftsOf(changed, 'sat')).toEqual([{ from: '20:00', to: '24:00' }]);
});

test('shifts that overlap or end before they begin are pointed at, and those that touch are not', () => {
  expect(
    wrongShifts([
      { from: '09:00', to: '12:00' },
      { from: '12:00', to: '18:00' },
    ]),
  ).toEqual([]);
  expect(
    wrongShifts([
      { from: '09:00', to: '13:00' },
      { from: '12:00', to: '18:00' },
    ]),
  ).toEqual([0, 1]);
  expect(wrongShifts([{ from: '18:00', to: '09:00' }])).toEqual([0]);
});

test('another shift begins an hour after the last', () => {
  expect(nextShift([])).toEqual({ from: '09:00', to: '17:00' });
  expect(nextShift([{ from: '09:00', to: '12:00' }])).toEqual({ from: '13:00', to: '16:00' });
  expect(wrongShifts([{ from: '20:00', to: '24:00' }, nextShift([{ from: '20:00', to: '24:00' }])])).toEqual([]);
});

const office = withShifts(
  (['tue', 'wed', 'thu', 'fri'] as const).flatMap((day) => [
    { day, from: '09:00', to: '12:00' },
    { day, from: '13:00', to: '18:00' },
  ]),
  'mon',
  [
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '18:00' },
  ],
);

test('four business hours from Friday 17:00 end on Monday at noon', () => {
  expect(endInWeek(office, { day: 'fri', time: '17:00' }, 240)).toEqual({ day: 'mon', time: '12:00', days: 3 });
});
test('a message on Saturday begins to count on Monday morning', () => {
  expect(endInWeek(office, { day: 'sat', time: '12:00' }, 60)).toEqual({ day: 'mon', time: '10:00', days: 2 });
});
test('sixty business hours need more than a week', () => {
  expect(endInWeek(office, { day: 'mon', time: '09:00' }, 60 * 60)).toEqual({ day: 'wed', time: '14:00', days: 9 });
});
test('by the wall clock the weekend counts; without hours nothing ever ends', () => {
  expect(endByClock({ day: 'fri', time: '17:00' }, 1440)).toEqual({ day: 'sat', time: '17:00', days: 1 });
  expect(endInWeek([], { day: 'fri', time: '17:00' }, 60)).toBeNull();
});

test('times are read as people type them', () => {
  expect(['9', '930', '9:30', '18.00', '24', '24:30', 'noon', '2575'].map(readTime)).toEqual([
    '09:00',
    '09:30',
    '09:30',
    '18:00',
    '24:00',
    null,
    null,
    null,
  ]);
});
