import { expect, test } from 'vitest';
import { marksOf } from './film-marks.ts';

test('what happened during a film stands where it happened, counted by kind; before and after it nothing does', () => {
  const at = (second: number) => new Date(Date.parse('2026-11-22T10:00:00Z') + second * 1000).toISOString();
  const events = [
    { id: 'c', at: at(9), type: 'call.still_taken' },
    { id: 'b', at: at(4), type: 'call.verdict_given' },
    { id: 'a', at: at(2), type: 'call.still_taken' },
    { id: 'x', at: at(-1), type: 'call.still_taken' },
    { id: 'y', at: at(30), type: 'call.settled' },
    { id: 'z', at: at(3), type: 'call.joined' },
  ];
  expect(marksOf({ began_at: at(0), duration_ms: 10_000 }, events)).toEqual([
    { id: 'a', kind: 'still', second: 2, n: 1 },
    { id: 'b', kind: 'verdict', second: 4, n: 1 },
    { id: 'c', kind: 'still', second: 9, n: 2 },
  ]);
});
