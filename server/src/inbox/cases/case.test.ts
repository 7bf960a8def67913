import type { Condition } from '@recoup/contract';
import { expect, it } from 'vitest';
import { type Case, fulfils, reasons } from './case.ts';

const at: Case = {
  conversation_id: 'c',
  brand_id: 'b1',
  channel: 'email',
  language: 'es',
  priority: 'high',
  tags: ['vip', '缺件'],
  state: 'open',
  subject: 'Pedido #W-20377: Lámpara rota',
  text: 'Hola, quiero una devolución. The REFUND, please. 台灯不亮了',
  has_files: true,
  has_order: true,
  has_return: false,
  contact_conversations: 3,
  intent: 'refund',
  // A Tuesday, 10:00 in Chicago.
  at: new Date('2026-11-17T16:00:00Z'),
};
const calendars = new Map([
  ['k', { time_zone: 'America/Chicago', weekly: [{ day: 'tue' as const, from: '09:00', to: '17:00' }], holidays: [] }],
]);

it.each<[Condition, string | null]>([
  [{ on: 'channel', is: ['chat', 'email'] }, 'channel:email'],
  [{ on: 'channel', is: ['chat'] }, null],
  [{ on: 'brand', is: ['b1'] }, 'brand:b1'],
  [{ on: 'language', is: ['es'] }, 'language:es'],
  [{ on: 'language', is: ['en'] }, null],
  [{ on: 'priority', is: ['urgent', 'high'] }, 'priority:high'],
  [{ on: 'tag', is: ['缺件'] }, 'tag:缺件'],
  [{ on: 'tag', is: ['lost'] }, null],
  [{ on: 'state', is: ['resolved'] }, null],
  [{ on: 'text', any_of: ['refund'] }, 'text:refund'],
  [{ on: 'text', any_of: ['devolucion'] }, 'text:devolucion'],
  [{ on: 'text', any_of: ['fund'] }, null],
  [{ on: 'text', any_of: ['不亮'] }, 'text:不亮'],
  [{ on: 'text', any_of: ['the refund'] }, 'text:the refund'],
  [{ on: 'subject', any_of: ['#W-20377'] }, 'subject:#W-20377'],
  [{ on: 'has_order', is: true }, 'has_order:true'],
  [{ on: 'has_return', is: true }, null],
  [{ on: 'has_return', is: false }, 'has_return:false'],
  [{ on: 'has_files', is: true }, 'has_files:true'],
  [{ on: 'business_hours', calendar_id: 'k', is: true }, 'business_hours:true'],
  [{ on: 'business_hours', calendar_id: 'k', is: false }, null],
  [{ on: 'business_hours', calendar_id: 'gone', is: false }, 'business_hours:false'],
  [{ on: 'contact_conversations', at_least: 3 }, 'contact_conversations:3'],
  [{ on: 'contact_conversations', at_least: 4 }, null],
  [{ on: 'intent', is: ['refund'] }, 'intent:refund'],
])('%j gives %s', (condition, because) => {
  expect(fulfils(condition, at, calendars)).toBe(because);
});

it('all conditions must hold, and no conditions hold always', () => {
  expect(reasons([], at, calendars)).toEqual([]);
  expect(
    reasons(
      [
        { on: 'text', any_of: ['refund'] },
        { on: 'has_order', is: true },
      ],
      at,
      calendars,
    ),
  ).toEqual(['text:refund', 'has_order:true']);
  expect(
    reasons(
      [
        { on: 'text', any_of: ['refund'] },
        { on: 'has_order', is: false },
      ],
      at,
      calendars,
    ),
  ).toBeNull();
});

it('nobody knows the language: a condition on it does not hold', () => {
  expect(fulfils({ on: 'language', is: ['en'] }, { ...at, language: null }, calendars)).toBeNull();
});
