import type { Macro } from '@recoup/contract';
import { expect, it } from 'vitest';
import type { Case } from '../cases/case.ts';
import { likeness } from './similarity.ts';
import { inOrder } from './suggest.ts';

const at: Case = {
  conversation_id: 'c',
  brand_id: 'b',
  channel: 'chat',
  language: 'en',
  priority: 'normal',
  tags: [],
  state: 'open',
  subject: '',
  text: 'Hi, the lamp I got does not switch on. It flickers once and stays dark.',
  has_files: false,
  has_order: true,
  has_return: false,
  contact_conversations: 1,
  intent: null,
  at: new Date('2026-11-17T16:00:00Z'),
};
const macro = (name: string, change: Partial<Macro> = {}): Macro => ({
  id: name,
  name,
  brand: null,
  body: null,
  actions: [],
  conditions: [],
  intents: [],
  used: 0,
  updated_at: '2026-11-01T00:00:00Z',
  archived_at: null,
  ...change,
});
const macros = [
  macro('Where is my order', { body: { en: 'Your parcel {{ order.tracking }} is on its way.' }, used: 40 }),
  macro('Lamp does not switch on', { body: { en: 'Please check the switch and the cable first.' } }),
  macro('Refund', { intents: ['refund'], body: { en: 'We send the money back today.' } }),
  macro('For orders on eBay', { conditions: [{ on: 'channel', is: ['marketplace'] }] }),
];
const order = (change: Partial<Case> = {}, answered = new Map<string, string[]>()) =>
  inOrder(macros, { ...at, ...change }, new Map(), answered).map(
    ({ name, suggested }) => `${suggested ? '*' : ''}${name}`,
  );

it('the macro about what the buyer wrote comes first, then the most used; one that does not fit comes last', () => {
  expect(order()).toEqual(['*Lamp does not switch on', 'Where is my order', 'Refund', 'For orders on eBay']);
});

it('an intent goes before likeness', () => {
  expect(order({ intent: 'refund' }).slice(0, 2)).toEqual(['*Refund', '*Lamp does not switch on']);
});

it('a macro is found by what it answered before', () => {
  const answered = new Map([['Refund', ['it flickers and then it stays dark all evening']]]);
  expect(order({ text: 'My light flickers and stays dark' }, answered)[0]).toBe('*Refund');
});

it('a macro whose conditions hold is suggested', () => {
  expect(order({ channel: 'marketplace', text: '' })[0]).toBe('*For orders on eBay');
});

it('Chinese is compared by its characters', () => {
  const [lamp, money] = likeness('台灯不亮了怎么办', ['台灯不亮：请先检查开关', '退款会在三天内到账']) as [
    number,
    number,
  ];
  expect(lamp).toBeGreaterThan(0.15);
  expect(money).toBe(0);
});

it('nothing is like nothing', () => {
  expect(likeness('', ['lamp', ''])).toEqual([0, 0]);
});
