import type { InboxSignal } from '@recoup/contract';
import { expect, test } from 'vitest';
import { openPresence } from './presence.ts';

const start = new Date('2026-11-17T15:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const says = (name: string, what: InboxSignal['what'], conversation_id = 'c1'): InboxSignal => ({
  conversation_id,
  who: { kind: 'staff', id: name, name },
  what,
});

test('who looks and who writes is known, writers first', () => {
  const room = openPresence();
  room.tell('w', says('Grace', 'viewing'), start);
  room.tell('w', says('Helen', 'typing'), start);
  expect(room.at('w', 'c1', start).map(({ who, what }) => [who.name, what])).toEqual([
    ['Helen', 'typing'],
    ['Grace', 'viewing'],
  ]);
});

test('who stops writing is forgotten after six seconds, who stops looking after fifty', () => {
  const room = openPresence();
  room.tell('w', says('Grace', 'viewing'), start);
  room.tell('w', says('Helen', 'typing'), start);
  expect(room.at('w', 'c1', after(7)).map(({ who }) => who.name)).toEqual(['Grace']);
  expect(room.at('w', 'c1', after(51))).toEqual([]);
});

test('who leaves is gone at once, and is still online for a minute', () => {
  const room = openPresence();
  room.tell('w', says('Grace', 'viewing'), start);
  room.tell('w', says('Grace', 'left'), after(1));
  expect(room.at('w', 'c1', after(1))).toEqual([]);
  expect(room.isHere('w', 'staff', 'Grace', after(60))).toBe(true);
  expect(room.isHere('w', 'staff', 'Grace', after(62))).toBe(false);
});

test('another conversation and another company know nothing of it', () => {
  const room = openPresence();
  room.tell('w', says('Grace', 'typing'), start);
  expect(room.at('w', 'c2', start)).toEqual([]);
  expect(room.at('v', 'c1', start)).toEqual([]);
  expect(room.isHere('v', 'staff', 'Grace', start)).toBe(false);
});

test('a buyer and a colleague with one id are two people', () => {
  const room = openPresence();
  room.tell('w', { conversation_id: 'c1', who: { kind: 'buyer', id: 'x', name: 'Marisol' }, what: 'typing' }, start);
  expect(room.isHere('w', 'staff', 'x', start)).toBe(false);
  expect(room.isHere('w', 'buyer', 'x', start)).toBe(true);
});
