import { flowStep } from '@recoup/contract';
import { expect, test } from 'vitest';
import { walkedIn, wayTaken } from './walked.ts';

const facts = { 'order.locked': false, 'order.known': true };
const turn = (flow: string | null, path: string[], step: string | null) => ({ why: { flow, path, step, facts } });

test('the way walked is the last reading of the flow, and it stands at its last step', () => {
  const talk = [turn('return', ['1', '2'], '2'), turn('return', ['1', '2', '3b', '4b'], '4b')];
  expect(walkedIn(talk, 'return')).toEqual({ path: ['1', '2', '3b', '4b'], at: '4b', facts });
});

test('a talk that went on in another flow leaves its way, and stands elsewhere', () => {
  const talk = [turn('return', ['1', '9a'], '9a'), turn('refund_status', ['1'], '1')];
  expect(walkedIn(talk, 'return')).toEqual({ path: ['1', '9a'], at: null, facts });
  expect(walkedIn(talk, 'refund_status')).toEqual({ path: ['1'], at: '1', facts });
});

test('after a hand-over it stands where it handed over, whatever the buyer says', () => {
  const talk = [turn('return', ['1', '6', '6e'], '6e'), turn(null, [], null)];
  expect(walkedIn(talk, 'return')).toMatchObject({ path: ['1', '6', '6e'], at: '6e' });
  expect(walkedIn(undefined, 'return')).toEqual({ path: [], at: null, facts: {} });
});

test('of two lines to the same step, the one that was taken is drawn in ink', () => {
  const step = flowStep.parse({
    id: '1',
    kind: 'looks_up',
    look_up: 'order',
    title: { en: 'Finds the order', zh: '找订单' },
    next: [
      { when: [{ fact: 'order.locked', is: true }], to: '1f' },
      { when: [{ fact: 'order.known', is: true }], to: '1a' },
      { to: '1f' },
    ],
  });
  expect(wayTaken(step, { path: ['1', '1f'], at: '1f', facts })).toBe(2);
  expect(wayTaken(step, { path: ['1', '1f'], at: '1f', facts: { 'order.locked': true } })).toBe(0);
  expect(wayTaken(step, { path: ['1', '1a'], at: '1a', facts })).toBe(1);
  expect(wayTaken(step, { path: ['1'], at: '1', facts })).toBeNull();
  expect(wayTaken(step, { path: [], at: null, facts })).toBeNull();
});
