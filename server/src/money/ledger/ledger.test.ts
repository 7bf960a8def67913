import { chart } from '@recoup/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as ledger from './ledger.ts';
import { type Account, accounts, balanced, type Line } from './ledger.ts';

const moves = Object.entries(ledger).filter(
  (one): one is [string, (amount: number) => Line[]] =>
    typeof one[1] === 'function' && !['balanced', 'owed', 'accountOfPart'].includes(one[0]),
);
const sum = (lines: readonly Line[]) => lines.reduce((all, line) => all + line.amount, 0);

describe('double entry', () => {
  test('every kind of booking balances, for any amount, and turned round undoes itself', () => {
    expect(moves.length).toBeGreaterThan(35);
    fc.assert(
      fc.property(
        fc.constantFrom(...moves),
        fc.integer({ min: -9_000_000_000, max: 9_000_000_000 }),
        ([, move], amount) => {
          expect(sum(move(amount))).toBe(0);
          expect(balanced([...move(amount), ...move(-amount)])).toEqual([]);
        },
      ),
    );
  });

  test('an imbalance made on purpose never becomes an entry', () => {
    const off: Line[] = [
      { account: 'goodwill', amount: 100 },
      { account: 'refunds_payable', amount: -99 },
    ];
    expect(() => balanced(off)).toThrow('does not balance');
    expect(() => balanced([{ account: 'goodwill', amount: 0.5 }])).toThrow('whole number');
  });

  test('every account is booked by something, or is one only the chart of refunds uses', () => {
    const booked = new Set<Account>(moves.flatMap(([, move]) => move(1_000).map((line) => line.account)));
    const byRefunds = ['shipping_refunded', 'store_credit_bonus', 'fees_kept', 'sales_tax'];
    expect(accounts.filter((one) => !booked.has(one) && !byRefunds.includes(one))).toEqual([]);
  });

  test('tax of a charge belongs to the state', () => {
    expect(ledger.chargeReceived(10_800, 800)).toEqual([
      { account: 'payment_clearing', amount: 10_800 },
      { account: 'charges_received', amount: -10_000 },
      { account: 'sales_tax', amount: -800 },
    ]);
  });

  test('a hold moves nothing in the books proper', () => {
    for (const { account } of [...ledger.holdPlaced(500), ...ledger.holdEnded(500)])
      expect(chart[account]).toBe('memo');
  });
});
