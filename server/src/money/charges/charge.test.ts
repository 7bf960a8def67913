import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../platform/ctx.ts';
import {
  type Charge,
  type ChargeMove,
  captureDue,
  captureOf,
  chargeWays,
  movesOfCharge,
  stepCharge,
  taxIn,
} from './charge.ts';

const staff = (...permissions: string[]): Actor => ({
  kind: 'staff',
  id: 'helen',
  name: 'Helen',
  permissions: new Set(permissions.length ? permissions : ['*']),
  brandIds: null,
  siteIds: null,
});
const hold: Charge = {
  state: 'authorized',
  purpose: 'hold',
  gateway: 'stripe',
  amount: 12_900,
  doing: null,
  hold_until: null,
};
const moves: ChargeMove[] = ['send_link', 'mark_paid', 'waive', 'capture', 'release', 'retry'];
const states = Object.keys(chargeWays) as Charge['state'][];

describe('the ways of a charge', () => {
  test.each(states.flatMap((state) => moves.map((move) => [state, move] as const)))(
    '%s, %s: taken if and only if the table has it',
    (state, move) => {
      // By hand everything is marked by people, and there is no link to send.
      const gateway = move === 'mark_paid' ? 'manual' : 'stripe';
      const charge = { ...hold, state, gateway };
      if (chargeWays[state].includes(move)) expect(() => stepCharge(charge, move)).not.toThrow();
      else expect(() => stepCharge(charge, move)).toThrow('charge.wrong_state');
    },
  );

  test('what goes through a company is not marked by hand', () => {
    expect(() => stepCharge({ ...hold, state: 'asked' }, 'mark_paid')).toThrow('charge.not_manual');
  });

  test('while a hold is being taken or let go nobody does the other', () => {
    expect(movesOfCharge({ ...hold, doing: 'release' }, staff())).toEqual([]);
  });

  test('only who may approve takes money that is held, or lets a buyer off', () => {
    expect(movesOfCharge(hold, staff('money.send'))).toEqual(['release']);
    expect(movesOfCharge({ ...hold, state: 'asked' }, staff('money.ask'))).toEqual(['send_link']);
  });
});

describe('a hold', () => {
  const now = new Date('2026-11-20T12:00:00Z');
  test('gives no more than is held, and nothing once it has lapsed', () => {
    expect(captureOf(hold, undefined, now)).toBe(12_900);
    expect(captureOf(hold, 5_000, now)).toBe(5_000);
    expect(() => captureOf(hold, 12_901, now)).toThrow('charge.more_than_held');
    expect(() => captureOf({ ...hold, hold_until: now }, 1, now)).toThrow('charge.hold_expired');
  });

  test.each([
    ['nothing yet', '2026-11-25T00:00:00Z', '2026-11-25T00:00:00Z', null],
    ['the goods are late', '2026-11-20T00:00:00Z', '2026-11-25T00:00:00Z', 'goods_late'],
    ['the card company is about to drop it', '2026-11-25T00:00:00Z', '2026-11-21T11:00:00Z', 'hold_lapses'],
  ])('asks a person: %s', (_, goods, until, why) => {
    expect(captureDue({ goods_due_at: new Date(goods), hold_until: new Date(until) }, now)).toBe(why);
  });
});

test('the tax in a difference is never more than the difference', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), fc.nat(1e9), fc.nat(1e8), (sum, net, tax) => {
      const part = taxIn(sum, { net, tax });
      expect(part).toBeGreaterThanOrEqual(0);
      expect(part).toBeLessThanOrEqual(sum);
    }),
  );
});
