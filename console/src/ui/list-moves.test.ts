import { expect, test } from 'vitest';
import { keepShown, type ListMove, moveList, noneChosen, splitByVerb } from './list-moves.ts';

const ids = ['a', 'b', 'c', 'd', 'e'];
const after = (...moves: ListMove[]) => moves.reduce((state, move) => moveList(state, move, ids), noneChosen);
const picked = (...moves: ListMove[]) => [...after(...moves).picked].sort();

test('J goes down from nowhere to the first row and stops at the last', () => {
  expect(after({ do: 'down' }).current).toBe('a');
  expect(after(...Array.from({ length: 9 }, () => ({ do: 'down' }) as const)).current).toBe('e');
});

test('K goes up and stops at the first row', () => {
  expect(after({ do: 'at', id: 'c' }, { do: 'up' }).current).toBe('b');
  expect(after({ do: 'at', id: 'a' }, { do: 'up' }).current).toBe('a');
});

test('X picks the row the hand is on, and again lets it go', () => {
  expect(picked({ do: 'down' }, { do: 'pick' })).toEqual(['a']);
  expect(picked({ do: 'down' }, { do: 'pick' }, { do: 'pick' })).toEqual([]);
  expect(picked({ do: 'pick' })).toEqual([]);
});

test('Shift picks the run from the last pick, in either direction', () => {
  expect(picked({ do: 'pick', id: 'b' }, { do: 'run', id: 'd' })).toEqual(['b', 'c', 'd']);
  expect(picked({ do: 'pick', id: 'd' }, { do: 'run', id: 'b' })).toEqual(['b', 'c', 'd']);
  expect(picked({ do: 'run', id: 'b' })).toEqual(['b']);
});

test('all picks what is shown, and all again picks nothing', () => {
  expect(picked({ do: 'all' })).toEqual(ids);
  expect(picked({ do: 'all' }, { do: 'all' })).toEqual([]);
  expect(picked({ do: 'all' }, { do: 'none' })).toEqual([]);
});

test('a row that leaves the list is no longer picked, and the hand is not on it', () => {
  const state = after({ do: 'pick', id: 'b' }, { do: 'pick', id: 'c' });
  const kept = keepShown(state, ['a', 'b', 'd']);
  expect([...kept.picked]).toEqual(['b']);
  expect(kept.current).toBeNull();
  expect(kept.anchor).toBeNull();
});

test('nothing changes when nothing left', () => {
  const state = after({ do: 'pick', id: 'b' });
  expect(keepShown(state, ids)).toBe(state);
});

test('a verb says how many it will take and why it leaves the others', () => {
  const { taken, left } = splitByVerb(['asked', 'approved', 'asked'], (stage) => stage === 'asked' || `is ${stage}`);
  expect(taken).toEqual(['asked', 'asked']);
  expect(left).toEqual([{ row: 'approved', why: 'is approved' }]);
});
