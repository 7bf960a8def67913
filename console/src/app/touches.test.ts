import type { LiveEvent } from '@recoup/contract';
import { expect, test } from 'vitest';
import { touches } from './touches.ts';

const returnId = '01981b2a-0000-7000-8000-000000000001';
const otherId = '01981b2a-0000-7000-8000-000000000002';
const unitId = '01981b2a-0000-7000-8000-000000000003';
const inspected: LiveEvent = {
  id: '01981b2a-0000-7000-8000-0000000000ff',
  type: 'unit.inspected',
  subject_kind: 'unit',
  subject_id: unitId,
  brand_id: null,
  site_id: null,
  order_id: null,
  return_id: returnId,
  unit_id: unitId,
};
const changed: LiveEvent = {
  ...inspected,
  type: 'policy.published',
  subject_kind: 'policy',
  subject_id: otherId,
  return_id: null,
  unit_id: null,
};
const asked: LiveEvent = { ...changed, type: 'credit.asked', subject_kind: 'store_credit' };

const conversationId = '01981b2a-0000-7000-8000-000000000004';
const wrote: LiveEvent = {
  ...inspected,
  type: 'message.received',
  subject_kind: 'conversation',
  subject_id: conversationId,
  return_id: null,
  unit_id: null,
};

test.each<[string, LiveEvent, unknown[], boolean]>([
  ['the unit itself', inspected, ['/v1/units/:id', { params: { id: unitId } }], true],
  ['the return the unit came with', inspected, ['/v1/returns/:id', { params: { id: returnId } }], true],
  ['a return read by its code', inspected, ['/v1/returns/:id', { params: { id: 'RMA-7F3K-92QD' } }], true],
  ['another return', inspected, ['/v1/returns/:id', { params: { id: otherId } }], false],
  ['the list of returns', inspected, ['/v1/returns', { query: { view: 'late' } }, 'pages'], true],
  ['the counts of the views', inspected, ['/v1/returns/counts', {}], true],
  ['the list of units', inspected, ['/v1/units', {}, 'pages'], true],
  ['what waits at home', inspected, ['/v1/home', {}], true],
  ['the policies', inspected, ['/v1/policies', {}], false],
  ['the orders', inspected, ['/v1/orders', {}, 'pages'], false],
  ['who I am', inspected, ['/v1/me', {}], false],
  ['a search', inspected, ['/v1/search', { query: { q: 'x' } }], false],
  ['what waits for a second person, after goodwill was asked for', asked, ['/v1/approvals', {}], true],
  ['what waits for a second person, after a policy was published', changed, ['/v1/approvals', {}], false],
  ['the policies, after one was published', changed, ['/v1/policies', {}], true],
  ['the published policy', changed, ['/v1/policies/:id', { params: { id: otherId } }], true],
  ['the returns, after a policy was published', changed, ['/v1/returns', {}, 'pages'], false],
  ['the thread of a conversation', wrote, ['/v1/conversations/:id/thread', { params: { id: conversationId } }], true],
  ['the thread of another', wrote, ['/v1/conversations/:id/thread', { params: { id: otherId } }], false],
  ['the list of conversations', wrote, ['/v1/conversations', {}, 'pages'], true],
  ['the counts of the shelves', wrote, ['/v1/conversations/counts', {}], true],
  ['who holds how much', wrote, ['/v1/inbox/colleagues', {}], true],
  ['a search of what was said', wrote, ['/v1/inbox/search', { query: { q: 'x' } }], false],
  ['a thread, after its return moved', inspected, ['/v1/conversations/:id/thread', { params: { id: otherId } }], true],
  ['what agents taught', wrote, ['/v1/assistant/training', { query: { state: 'waiting' } }, 'pages'], true],
  ['the trained models', { ...changed, subject_kind: 'intent_model' }, ['/v1/assistant/models', {}], true],
  [
    'a flow that was published',
    { ...changed, subject_kind: 'brand' },
    ['/v1/assistant/flows/:key', { params: { key: 'return' } }],
    true,
  ],
  [
    'what the assistant knows of the conversation',
    wrote,
    ['/v1/conversations/:id/assistant', { params: { id: conversationId } }],
    true,
  ],
])('%s', (_, event, key, expected) => {
  expect(touches(event, key)).toBe(expected);
});
