import type { Waiting } from '@recoup/contract';
import { expect, test } from 'vitest';
import { clocksAhead, inOrder, kinds, placeOf } from './work.ts';

const now = Date.parse('2026-11-17T17:42:00Z');
const one = (kind: Waiting['kind'], minutes: number | null, id: string = kind): Waiting => ({
  kind,
  subject: { kind: 'return', id, code: 'RMA-7F3K-92QD' },
  who: 'Dana Whitfield',
  title: 'Sweep R7',
  facts: {},
  amount: null,
  site: null,
  brand: null,
  by: minutes === null ? null : new Date(now + minutes * 60_000).toISOString(),
  since: new Date(now).toISOString(),
});

test('requests come before the dock and the dock before money', () => {
  expect(
    inOrder([one('refund', null), one('receive', null), one('approve', null)], null).map((each) => each.kind),
  ).toEqual(['approve', 'receive', 'refund']);
  expect(inOrder([one('refund', null), one('approve', null)], ['refund']).map((each) => each.kind)).toEqual(['refund']);
});

test('every kind of work is opened somewhere', () => {
  for (const kind of kinds) expect(placeOf(one(kind, null))).toMatch(/^\/(returns|stations|units|money|inbox)/);
});

test('the line of clocks holds what is late and what runs out within the hours shown, soonest first', () => {
  const shown = clocksAhead(
    [
      one('approve', 300, 'far'),
      one('approve', 49, 'soon'),
      one('approve', -22, 'late'),
      one('refund', null, 'no clock'),
    ],
    now,
    4,
  );
  expect(shown.map(({ id, late, soon }) => [id, late, soon])).toEqual([
    ['late', true, true],
    ['soon', false, true],
  ]);
});
