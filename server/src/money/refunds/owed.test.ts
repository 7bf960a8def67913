import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { owed as owedLines } from '../ledger/ledger.ts';
import { type OwedLine, type PaymentLeft, partsFor, refundsOwed, shared } from './owed.ts';

const sumOf = (parts: readonly { amount: number }[]) => parts.reduce((all, one) => all + one.amount, 0);

const part = (code: OwedLine['parts'][number]['code'], amount: number) => ({
  code,
  amount: { amount, currency: 'USD' },
});
const line = (over: Partial<OwedLine> = {}): OwedLine => ({
  id: 'l1',
  title: 'Halo lamp',
  quantity: 2,
  due: 2,
  paidFor: 0,
  kind: 'refund',
  parts: [part('price', 24_001), part('tax', 2_099), part('return_freight', -595)],
  ...over,
});
const card = (left: number, id = 'visa', method = 'card'): PaymentLeft => ({
  id,
  label: `${id} 4417`,
  method,
  external_id: id,
  currency: 'USD',
  left,
});

describe('what a return makes owed', () => {
  test('half of the goods give half of the money, and the freight is taken once, with the first of them', () => {
    const half = partsFor(line(), 0, 1);
    const rest = partsFor(line(), 1, 2);
    expect(half.find(({ code }) => code === 'return_freight')?.amount).toBe(-595);
    expect(rest.some(({ code }) => code === 'return_freight')).toBe(false);
    for (const [code, whole] of [
      ['price', 24_001],
      ['tax', 2_099],
    ] as const) {
      const [a, b] = [half, rest].map((parts) => parts.find((one) => one.code === code)!.amount);
      expect(a! + b!).toBe(whole);
      expect(Math.abs(a! - b!)).toBeLessThanOrEqual(1);
    }
  });

  test('in however many steps goods are accepted, the steps add up to the offer the buyer confirmed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 999_999 }),
        fc.integer({ min: 0, max: 99_999 }),
        fc.integer({ min: 0, max: 100 }),
        fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 6 }),
        (quantity, price, tax, feePercent, cuts) => {
          const fee = Math.floor((price * feePercent) / 100);
          const parts = [part('price', price), part('tax', tax), part('return_freight', -fee)];
          const one = line({ quantity, parts });
          const stops = [0, ...cuts.map((cut) => Math.min(cut, quantity)).sort((a, b) => a - b), quantity];
          const steps = stops.slice(1).map((to, i) => sumOf(partsFor(one, stops[i]!, to)));
          expect(steps.every((step) => step >= 0)).toBe(true);
          expect(steps.reduce((all, step) => all + step, 0)).toBe(price + tax - fee);
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
              parts: [part('price', one.price), part('tax', one.tax)],
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
      amount: 25_505 - sumOf(partsFor(line(), 0, 1)),
      lines: [{ quantity: 1 }],
    });
  });

  test('a refund larger than the card takes the rest from the gift card, which comes back as store credit', () => {
    const refunds = refundsOwed([line()], [card(90_000, 'gift', 'gift_card'), card(20_000)], 0);
    expect(refunds.map((refund) => [refund.payment?.id, refund.kind, refund.amount])).toEqual([
      ['visa', 'refund', 20_000],
      ['gift', 'store_credit', 5_505],
    ]);
    for (const refund of refunds) expect(sumOf(refund.parts)).toBe(refund.amount);
  });

  test('the brand says which payment is given back first, and how a gift card is', () => {
    const payments = [card(90_000, 'gift', 'gift_card'), card(90_000)];
    const first = (giving: Parameters<typeof refundsOwed>[3]) => refundsOwed([line()], payments, 0, giving)[0];
    expect(first({ give_back_first: 'gift_card', gift_card_back_as: 'by_hand' })).toMatchObject({
      kind: 'refund',
      payment: { id: 'gift' },
    });
    expect(first({ give_back_first: 'newest', gift_card_back_as: 'store_credit' })?.payment?.id).toBe('visa');
  });

  test('what is taken off is shared over the payments like what is given, and no part changes its sign', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 3 }),
        fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 5 }),
        (given, percents, lefts) => {
          const whole = given.reduce((a, b) => a + b, 0);
          const taken = percents.map((percent) => -Math.floor((whole * percent) / (100 * percents.length)) || 0);
          const parts = [...given, ...taken].map((amount) => ({ amount }));
          const total = sumOf(parts);
          fc.pre(total > 0);
          let open = total;
          const takes = lefts.map((left) => {
            const amount = Math.min(open, left);
            open -= amount;
            return { payment: null, amount };
          });
          const out = shared(
            parts.map((one, i) => ({ ...one, i })),
            takes,
            open,
          );
          out.forEach((take, i) => {
            expect(sumOf(take.parts)).toBe(takes[i]!.amount);
            for (const one of take.parts) expect(Math.sign(one.amount)).toBe(Math.sign(parts[one.i]!.amount));
          });
          if (open > 0) return;
          parts.forEach((one, i) => {
            const all = out.flatMap((take) => take.parts.filter((part) => part.i === i));
            expect(sumOf(all)).toBe(one.amount);
          });
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('a line that owes no money owes none', () => {
    expect(refundsOwed([line({ kind: null })], [card(99_999)], 0)).toEqual([]);
  });
});
