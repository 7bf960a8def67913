import { expect, test } from 'vitest';
import { Refusal } from '../../platform/refusal.ts';
import { KNOCK_MS, type Seating, whichSeat } from './which-seat.ts';

const now = new Date('2026-11-17T18:00:00Z');
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
type Known = Parameters<typeof whichSeat>[0][number];
const part = (id: string, change: Partial<Known> = {}): Known => ({
  id,
  kind: 'buyer',
  seat: id,
  knocks: false,
  left_at: null,
  refused_at: null,
  invited_at: at(-10),
  here_until: at(15),
  ...change,
});
const AGENT = part('agent', { kind: 'agent', seat: null });
const LOST = { left_at: at(-5), refused_at: at(-5) };

const seat = (parts: Known[], browser: string, proven = false): string => {
  try {
    const found: Seating = whichSeat([AGENT, ...parts], { seat: browser, proven }, now);
    if (found.seats === 'old') return `sits on ${found.part.id}`;
    if (found.seats === 'new') return found.loses ? `sits in place of ${found.loses.id}` : 'sits';
    return found.part ? `still knocks` : found.forgets ? `knocks after ${found.forgets.id}` : 'knocks';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

test.each<[string, Known[], string, boolean, string]>([
  ['the first browser', [], 'a', false, 'sits'],
  ['the first browser, where the call was begun without one', [part('p', { seat: null })], 'a', false, 'sits on p'],
  ['the same browser again', [part('a')], 'a', false, 'sits on a'],
  ['the same browser, its line long gone', [part('a', { here_until: at(-900) })], 'a', false, 'sits on a'],
  ['a second browser', [part('a')], 'b', false, 'knocks'],
  ['a second browser while the first is away', [part('a', { here_until: at(-900) })], 'b', false, 'knocks'],
  ['the second one again', [part('a'), part('b', { knocks: true })], 'b', false, 'still knocks'],
  ['a third one while the second knocks', [part('a'), part('b', { knocks: true })], 'c', false, 'call.somebody_knocks'],
  [
    'a third one after the second knocked and went',
    [part('a'), part('b', { knocks: true, invited_at: new Date(now.getTime() - KNOCK_MS - 1) })],
    'c',
    false,
    'knocks after b',
  ],
  ['one that was not let in', [part('a'), part('b', { knocks: true, ...LOST })], 'b', false, 'call.not_let_in'],
  ['one that lost its seat to another', [part('a', LOST), part('b')], 'a', false, 'knocks'],
  ['one whose buyer is proven, while the first is on the line', [part('a')], 'b', true, 'knocks'],
  ['one whose buyer is proven, while nobody is', [part('a', { here_until: at(-1) })], 'b', true, 'sits in place of a'],
  [
    'one whose buyer is proven, where nobody ever was',
    [part('a', { here_until: null })],
    'b',
    true,
    'sits in place of a',
  ],
])('%s', (_, parts, browser, proven, expected) => {
  expect(seat(parts, browser, proven)).toBe(expected);
});
