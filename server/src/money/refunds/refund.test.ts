import { describe, expect, test } from 'vitest';
import type { Actor } from '../../platform/ctx.ts';
import { movesOf, type Refund, type RefundMove, type RefundState, step, ways } from './refund.ts';

const staff = (id: string, ...permissions: string[]): Actor => ({
  kind: 'staff',
  id,
  name: id,
  permissions: new Set(permissions.length ? permissions : ['*']),
  brandIds: null,
  siteIds: null,
});
const owed: Refund = {
  id: 'r',
  state: 'owed',
  kind: 'refund',
  gateway: 'manual',
  amount: 12_900,
  needs_second: false,
  asked_by: null,
  approved_by: null,
  failure: null,
};
const moves: RefundMove[] = ['send', 'ask_second', 'approve', 'mark_paid', 'mark_failed', 'retry', 'change_amount'];
const states: RefundState[] = ['owed', 'sending', 'sent', 'failed', 'void'];

describe('the ways of a refund', () => {
  test.each(states.flatMap((state) => moves.map((move) => [state, move] as const)))(
    '%s, %s: taken if and only if the table has it',
    (state, move) => {
      const second = move === 'ask_second' || move === 'approve';
      const refund: Refund = {
        ...owed,
        state,
        needs_second: second,
        asked_by: move === 'approve' ? { kind: 'staff', id: 'grace', name: 'Grace' } : null,
      };
      const next = ways[state][move];
      if (next) expect(step(refund, move, staff('helen'))).toBe(next);
      else expect(() => step(refund, move, staff('helen'))).toThrow('refund.wrong_state');
    },
  );

  test('money that was sent goes nowhere any more; what was paid by hand may come back', () => {
    expect(ways.sent).toEqual({ mark_failed: 'failed' });
    const sent: Refund = { ...owed, state: 'sent' };
    expect(movesOf(sent, staff('helen'))).toEqual(['mark_failed']);
    expect(movesOf({ ...sent, gateway: 'stripe' }, staff('helen'))).toEqual([]);
  });

  test('what was given back elsewhere is counted only where the payment company showed it', () => {
    const failed: Refund = { ...owed, state: 'failed', failure: 'declined' };
    expect(() => step(failed, 'count_elsewhere', staff('helen'))).toThrow('refund.wrong_state');
    expect(step({ ...failed, failure: 'refunded_elsewhere' }, 'count_elsewhere', staff('helen'))).toBe('sent');
  });

  test('a failed one above the limit is not tried again without its second person', () => {
    const failed: Refund = { ...owed, state: 'failed', needs_second: true };
    expect(() => step(failed, 'retry', staff('helen'))).toThrow('refund.needs_second_person');
  });

  test('above the limit nobody sends alone', () => {
    expect(() => step({ ...owed, needs_second: true }, 'send', staff('grace'))).toThrow('refund.needs_second_person');
  });

  test('who asked may not approve, another may', () => {
    const asked: Refund = { ...owed, needs_second: true, asked_by: { kind: 'staff', id: 'grace', name: 'Grace' } };
    expect(() => step(asked, 'approve', staff('grace'))).toThrow('refund.same_person.not_allowed');
    expect(step(asked, 'approve', staff('helen'))).toBe('sending');
  });

  test('the buttons are what the person may do and what would not be refused', () => {
    expect(movesOf(owed, staff('grace', 'money.send'))).toEqual(['send']);
    expect(movesOf({ ...owed, needs_second: true }, staff('grace', 'money.send', 'money.ask'))).toEqual(['ask_second']);
    expect(movesOf({ ...owed, state: 'sending', gateway: 'card' }, staff('grace'))).toEqual([]);
  });
});
