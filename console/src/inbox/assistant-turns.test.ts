import type { Message, TurnWhy } from '@recoup/contract';
import { expect, test } from 'vitest';
import { turnsByMessage } from './assistant-turns.ts';

const message = (id: string, direction: 'in' | 'out' | 'internal', kind: 'message' | 'note' = 'message') =>
  ({ id, direction, kind }) as Message;
const why = (step: string) => ({ step }) as TurnWhy;
const thread = [
  message('b1', 'in'),
  message('b2', 'in'),
  message('a1', 'out'),
  message('a2', 'out'),
  message('b3', 'in'),
  message('n1', 'internal', 'note'),
  message('a3', 'out'),
];

test('a turn of two messages says why once, under the second, and answers the buyer’s last word', () => {
  const found = turnsByMessage([{ at: '', message_ids: ['a1', 'a2'], why: why('2') }], thread);
  expect([...found]).toEqual([['a2', { why: { step: '2' }, heardId: 'b2' }]]);
});

test('a note between is no word of the buyer', () => {
  const found = turnsByMessage([{ at: '', message_ids: ['n1', 'a3'], why: why('8') }], thread);
  expect(found.get('a3')).toEqual({ why: { step: '8' }, heardId: 'b3' });
});

test('a turn whose messages are not on the screen yet stands nowhere', () => {
  expect(turnsByMessage([{ at: '', message_ids: ['older'], why: why('1') }], thread).size).toBe(0);
  expect(turnsByMessage([{ at: '', message_ids: [], why: why('1') }], thread).size).toBe(0);
});
