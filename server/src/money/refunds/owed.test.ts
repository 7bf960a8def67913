import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { owed as owedLines } from '../ledger/ledger.ts';
import { type OwedLine, type PaymentLeft, partsFor, refundsOwed } from './owed.ts';

const line = (over: Partial<OwedLine> = {}): OwedLine => ({
  id: 'l1',
  title: 'Halo lamp',
  quantity: 2,
  due: 2,
  paidFor: 0,
  remedy: 'refund',
  offer: {
    amount: { amount: 25_505 },
    parts: [
      { code: 'price', amount: { amount: 24_001 } },
      { code: 'tax', amount: { amount: 2_099 } },
      { code: 'return_freight', amount: { amount: -595 } },
    ],
  },
  ...over,
});
const card = (left: number, id = 'visa'): PaymentLeft => ({ id, label: `${id} 4417`, method: 'card', left });

describe('what a return makes owed', () => {
  test('half of the goods give half of the money, and the freight is taken once', () => {
    expect(partsFor(line(), 0, 1)).toEqual([
      { code: 'price', amount: 12_001 },
      { code: 'tax', amount: 1_050 },
      { code: 'return_freight', amount: -595 },
    ]);
    expect(partsFor(line(), 1, 2)).toEqual([
      { code: 'price', amount: 12_000 },
      { code: 'tax', amount: 1_049 },
    ]);
  });

  test('in however many steps goods are accepted, the steps add up to the offer the buyer confirmed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.integer({ min: -9_999, max: 999_999 }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 6 }),
        (quantity, amounts, cuts) => {
          const parts = amounts.map((amount, i) => ({
            code: i % 3 === 2 ? 'return_freight' : 'price',
            amount: { amount },
          }));
          const one = line({ quantity, offer: { amount: { amount: 0 }, parts } });
          const stops = [0, ...cuts.map((cut) => Math.min(cut, quantity)).sort((a, b) => a - b), quantity];
          const paid = stops
            .slice(1)
            .reduce((sum, to, i) => sum + partsFor(one, stops[i]!, to).reduce((all, part) => all + part.amount, 0), 0);
          expect(paid).toBe(amounts.reduce((a, b) => a + b, 0));
        },
      ),
    );
  });

  test('never more than is left on the payments, whatever the offers say, and every refund adds up by itself and in the books', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            price: fc.integer({ min: 0, max: 100_000 }),
            tax: fc.integer({ min: 0, max: 9_000 }),
            due: fc.integer({ min: 0, max: 3 }),
          }),
          { minLength: 1, maxLength: 4 },
        ),
        fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 3 }),
        fc.integer({ min: 0, max: 50_000 }),
        (goods, lefts, without) => {
          const lines = goods.map((one, i) =>
            line({
              id: `l${i}`,
              quantity: 3,
              due: one.due,
              offer: {
                amount: { amount: one.price + one.tax },
                parts: [
                  { code: 'price', amount: { amount: one.price } },
                  { code: 'tax', amount: { amount: one.tax } },
                ],
              },
            }),
          );
          const refunds = refundsOwed(
            lines,
            lefts.map((left, i) => card(left, `p${i}`)),
            without,
          );
          for (const refund of refunds) {
            expect(refund.amount).toBeGreaterThan(0);
            expect(refund.parts.reduce((sum, part) => sum + part.amount, 0)).toBe(refund.amount);
            if (refund.payment) expect(refund.amount).toBeLessThanOrEqual(refund.payment.left);
            expect(owedLines(refund.parts).reduce((sum, one) => sum + one.amount, 0)).toBe(0);
          }
          expect(refunds.reduce((sum, refund) => sum + refund.amount, 0)).toBeLessThanOrEqual(
            lefts.length ? lefts.reduce((a, b) => a + b, 0) : without,
          );
        },
      ),
    );
  });

  test('units already paid for are not paid for again', () => {
    expect(refundsOwed([line({ due: 2, paidFor: 2 })], [card(99_999)], 0)).toEqual([]);
    expect(refundsOwed([line({ due: 2, paidFor: 1 })], [card(99_999)], 0)[0]).toMatchObject({
      amount: 13_049,
      lines: [{ quantity: 1 }],
    });
  });

  test('a refund larger than the card takes the rest from the gift card', () => {
    const refunds = refundsOwed([line()], [card(20_000), card(90_000, 'gift')], 0);
    expect(refunds.map((refund) => [refund.payment?.id, refund.amount])).toEqual([
      ['visa', 20_000],
      ['gift', 5_505],
    ]);
  });

  test('an exchange or a replacement owes no money', () => {
    expect(refundsOwed([line({ remedy: 'exchange' }), line({ remedy: 'replacement' })], [card(99_999)], 0)).toEqual([]);
  });
});
