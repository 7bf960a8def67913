import { expect, it } from 'vitest';
import { answering, suggested } from './find.ts';

const articles = [
  {
    title: 'How to return a lamp',
    words: 'Open your order and choose the lamp. We send a label.',
    intents: ['return'],
  },
  { title: 'The lamp flickers', words: 'Press the switch twice and check the cable.', intents: [] },
  { title: 'Shipping times', words: 'We ship within two days. A lamp may take three.', intents: ['where_is_it'] },
  { title: '台灯不亮怎么办', words: '请先检查开关和电源线。', intents: [] },
];

it.each([
  ['lamp', [0, 1, 2]],
  ['flicker', [1]],
  ['how do I return my lamp', [0]],
  ['不亮', [3]],
  ['开关', [3]],
  ['lamp switch', [1, 0, 2]],
  ['kayak', []],
  ['?!', []],
])('«%s» is answered by %j', (typed, found) => {
  const indexes = answering(typed, articles);
  expect(indexes.slice(0, found.length || 1)).toEqual(found.slice(0, indexes.length));
  if (found.length === 0) expect(indexes).toEqual([]);
});

it('what a buyer wrote suggests the article about it, and an intent goes first', () => {
  const wrote = 'Hello, my lamp flickers all the time although I pressed the switch';
  expect(suggested(wrote, null, articles)[0]).toBe(1);
  expect(suggested(wrote, 'where_is_it', articles).slice(0, 2)).toEqual([2, 1]);
  expect(suggested('台灯不亮了', null, articles)).toEqual([3]);
  expect(suggested('ok', null, articles)).toEqual([]);
});
