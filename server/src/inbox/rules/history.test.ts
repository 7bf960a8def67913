import { describe, expect, it } from 'vitest';
import { triggerOf } from './engine.ts';
import { type Past, type PastEvent, silences, stoodAt } from './history.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 17, 9, minute));
let n = 0;
const event = (minute: number, type: string, data: object = {}, change: Partial<PastEvent> = {}): PastEvent => {
  n += 1;
  const id = `0000${String(n).padStart(4, '0')}`;
  return {
    id,
    at: at(minute),
    type,
    order_id: null,
    return_id: null,
    data: data as Record<string, unknown>,
    ...change,
  };
};
const message = (minute: number, text: string, change: object = {}) => {
  n += 1;
  return {
    id: `0000${String(n).padStart(4, '0')}`,
    at: at(minute),
    channel: 'chat' as const,
    text,
    language: 'en',
    has_files: false,
    ...change,
  };
};

const messages = [message(0, 'Hello'), message(20, 'Still broken', { has_files: true })];
const events = [
  event(0, 'conversation.opened'),
  event(1, 'conversation.tags_set', { added: ['lamp', 'old'], removed: [] }),
  event(2, 'conversation.linked', { order_number: '#1', return_code: null }),
  event(3, 'conversation.waiting'),
  event(10, 'conversation.resolved'),
  event(20, 'message.received', { automatic: null }),
  event(20, 'conversation.reopened'),
  event(30, 'conversation.tags_set', { added: ['vip'], removed: ['old'] }),
  event(31, 'conversation.priority_set', { from: 'normal', to: 'urgent' }),
  event(32, 'conversation.subject_set', { from: 'Hello', to: 'Lamp' }),
  event(33, 'conversation.linked', { order_number: '#1', return_code: 'RMA-1' }),
  event(40, 'message.received', { automatic: 'auto_reply' }),
  event(41, 'conversation.closed'),
];
const past: Past = {
  conversation_id: 'c',
  brand_id: 'b',
  channel: 'chat',
  created_at: at(0),
  contact_id: 'k',
  subject: 'Lamp',
  language: 'en',
  priority: 'urgent',
  tags: ['lamp', 'vip'],
  intent: null,
  events,
  messages,
  began: [at(-100), at(0), at(35)],
};
const when = (minute: number) => stoodAt(past, { id: 'ffffffff', at: at(minute) });

describe('a conversation as it stood', () => {
  it.each([
    [0, { state: 'open', tags: [], priority: 'normal', subject: 'Hello', has_order: false, text: 'Hello' }],
    [5, { state: 'waiting', tags: ['lamp', 'old'], has_order: true, has_return: false }],
    [12, { state: 'resolved', text: 'Hello', has_files: false, contact_conversations: 2 }],
    [25, { state: 'open', text: 'Still broken', has_files: true, priority: 'normal', subject: 'Hello' }],
    [35, { state: 'open', tags: ['lamp', 'vip'], priority: 'urgent', subject: 'Lamp', has_return: true }],
    [40, { state: 'open' }],
    [50, { state: 'closed', contact_conversations: 3 }],
  ])('after %i minutes', (minute, expected) => {
    const found = when(minute);
    expect({ ...found, tags: [...found.tags].sort() }).toMatchObject(expected);
  });

  it('of what happened in the same moment, ids tell what came first', () => {
    const received = events[5]!;
    expect(stoodAt(past, received).state).toBe('open');
    expect(stoodAt(past, { id: events[4]!.id, at: events[4]!.at }).state).toBe('resolved');
  });
});

it('a silence has lasted long enough once, when the hours are over and the buyer has not written since', () => {
  const hours = (count: number, now: number) => silences(past, count, at(now)).map((one) => one.at);
  expect(hours(0.25, 60)).toEqual([at(15), at(35)]);
  expect(hours(0.5, 60)).toEqual([at(50)]);
  expect(hours(0.5, 45)).toEqual([]);
});

describe('what sets off rules', () => {
  const person = { kind: 'staff' as const, id: 's', name: 'Li' };
  const buyer = { kind: 'buyer' as const, id: 'k', name: 'Dana' };
  const system = { kind: 'system' as const, id: null, name: 'Recoup' };
  const rule = { kind: 'system' as const, id: 'r', name: 'A rule' };
  it.each([
    ['message.received', buyer, {}, 'message_received'],
    ['message.received', buyer, { automatic: 'auto_reply' }, null],
    ['message.written', person, { author_kind: 'staff' }, 'reply_sent'],
    ['message.written', system, { author_kind: 'system', automatic: 'rule' }, null],
    ['conversation.resolved', person, {}, 'resolved'],
    ['conversation.resolved', rule, {}, null],
    ['conversation.reopened', rule, {}, null],
    ['clock.breached', system, {}, 'clock_breached'],
    ['clock.breached', rule, {}, null],
    ['conversation.assigned', person, {}, null],
  ])('%s by %o', (type, actor, data, trigger) => {
    expect(triggerOf({ type, actor, data })).toBe(trigger);
  });
});
