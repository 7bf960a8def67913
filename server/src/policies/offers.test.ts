import { type PolicyRules, type RemedyKind, type RemedyOffer, startingPolicy } from '@recoup/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OfferLine } from './offer-line.ts';
import { freightPaidBy, offersFor } from './offers.ts';
import { refundFor } from './refund-for.ts';
import { shareOf, sharesOf } from './shares.ts';

const context = { currency: 'USD', today: '2026-11-20', paysTo: 'Visa ending 4417' };
type Over = Partial<Omit<OfferLine, 'rules'>> & { change?: (rules: PolicyRules) => void };

/** A vacuum for $289.00 and $23.84 tax, under the starting policy: $7.95 freight unless it is our fault, 10 % on credit, keep it for 20 %. */
function line({ change, ...over }: Over = {}): OfferLine {
  const rules = startingPolicy('USD');
  change?.(rules);
  const bought = { quantity: 1, unitPrice: 28_900, discount: 0, tax: 2_384 };
  return { rules, reason: 'damaged-or-defective', quantity: 1, warranty: false, bought, before: 0, ...over };
}
const offer = (over: Over, kind: RemedyKind) => offersFor([line(over)], context)[0]!.find((one) => one.kind === kind)!;
const parts = (one: RemedyOffer) => Object.fromEntries(one.parts.map(({ code, amount }) => [code, amount.amount]));

describe('what is offered', () => {
  it('gives the exact sums of the look: keep it, a new one, the money, or credit', () => {
    const thirty: Over = {
      change: (r) => {
        r.remedies.keep_it.percent = 30;
      },
    };
    const [keep, replacement, exchange, refund, credit] = offersFor([line(thirty)], context)[0]!;
    expect(keep).toMatchObject({
      kind: 'keep_it',
      amount: { amount: 8_670, currency: 'USD' },
      to: 'Visa ending 4417',
      goods_back: false,
      freight_paid_by: 'nobody',
    });
    expect(replacement).toMatchObject({
      kind: 'replacement',
      amount: { amount: 0 },
      parts: [],
      to: null,
      goods_back: true,
      freight_paid_by: 'seller',
    });
    expect(exchange).toMatchObject({ kind: 'exchange', amount: { amount: 0 } });
    expect(refund).toMatchObject({
      kind: 'refund',
      amount: { amount: 31_284 },
      to: 'Visa ending 4417',
      freight_paid_by: 'seller',
    });
    expect(credit).toMatchObject({ kind: 'store_credit', amount: { amount: 34_412 }, to: null });
  });

  const rows: [string, Over, RemedyKind, Record<string, number>][] = [
    ['our fault: nothing is taken off', {}, 'refund', { price: 28_900, tax: 2_384 }],
    [
      'a change of mind pays the freight',
      { reason: 'changed-my-mind' },
      'refund',
      { price: 28_900, tax: 2_384, return_freight: -795 },
    ],
    [
      'and the credit bonus is on what is left',
      { reason: 'changed-my-mind' },
      'store_credit',
      { price: 28_900, tax: 2_384, return_freight: -795, bonus: 3_049 },
    ],
    [
      '15 % restocking of the price without tax',
      {
        reason: 'too-big',
        change: (r) => {
          r.restocking_fee.kind = 'percent';
          r.restocking_fee.percent = 15;
        },
      },
      'refund',
      { price: 28_900, tax: 2_384, restocking_fee: -4_335, return_freight: -795 },
    ],
    [
      '$5 restocking',
      {
        reason: 'too-big',
        change: (r) => {
          r.restocking_fee.kind = 'fixed';
          r.restocking_fee.amount = 500;
        },
      },
      'refund',
      { price: 28_900, tax: 2_384, restocking_fee: -500, return_freight: -795 },
    ],
    [
      'no restocking when it is our fault',
      {
        change: (r) => {
          r.restocking_fee.kind = 'fixed';
          r.restocking_fee.amount = 500;
        },
      },
      'refund',
      { price: 28_900, tax: 2_384 },
    ],
    [
      'free returns for all',
      {
        reason: 'too-big',
        change: (r) => {
          r.freight.buyer_fee = 0;
        },
      },
      'refund',
      { price: 28_900, tax: 2_384 },
    ],
    [
      'a discount of $40 on the line',
      { bought: { quantity: 1, unitPrice: 28_900, discount: 4_000, tax: 2_054 } },
      'refund',
      { price: 24_900, tax: 2_054 },
    ],
    [
      'the first two of three for $100.00, tax $8.25',
      { quantity: 2, bought: { quantity: 3, unitPrice: 3_334, discount: 2, tax: 825 } },
      'refund',
      { price: 6_667, tax: 550 },
    ],
    [
      'and the third',
      { quantity: 1, before: 2, bought: { quantity: 3, unitPrice: 3_334, discount: 2, tax: 825 } },
      'refund',
      { price: 3_333, tax: 275 },
    ],
    [
      'fees never take more than there is',
      {
        reason: 'too-big',
        bought: { quantity: 1, unitPrice: 900, discount: 0, tax: 0 },
        change: (r) => {
          r.restocking_fee.kind = 'fixed';
          r.restocking_fee.amount = 500;
        },
      },
      'refund',
      { price: 900, restocking_fee: -500, return_freight: -400 },
    ],
    [
      'a gift for nothing gives nothing',
      { bought: { quantity: 1, unitPrice: 0, discount: 0, tax: 0 } },
      'refund',
      { price: 0 },
    ],
    [
      'one of two kept for 20 %',
      { quantity: 1, bought: { quantity: 2, unitPrice: 1_003, discount: 0, tax: 100 } },
      'keep_it',
      { keep_it: 201 },
    ],
  ];
  it.each(rows)('%s', (_, over, kind, expected) => expect(parts(offer(over, kind))).toEqual(expected));

  it('without a policy is the whole price, at the seller’s expense, and nothing else', () => {
    const offers = offersFor([{ ...line({ reason: 'changed-my-mind' }), rules: null }], context)[0]!;
    expect(offers.map(({ kind, amount, freight_paid_by }) => [kind, amount.amount, freight_paid_by])).toEqual([
      ['refund', 31_284, 'seller'],
    ]);
  });

  it('shows what keeps the sale first and never hides the refund', () => {
    const kinds = (over: Over) => offersFor([line(over)], context)[0]!.map(({ kind }) => kind);
    expect(kinds({})).toEqual(['keep_it', 'replacement', 'exchange', 'refund', 'store_credit']);
    expect(kinds({ reason: 'changed-my-mind' })).toEqual(['replacement', 'exchange', 'refund', 'store_credit']);
    expect(
      kinds({
        reason: 'changed-my-mind',
        change: (r) => {
          r.remedies.keep_it.reasons = [];
        },
      })[0],
    ).toBe('keep_it');
  });

  it('under warranty is goods for goods, and the money only where there are none', () => {
    const kinds = (over: Over) => offersFor([line({ warranty: true, ...over })], context)[0]!.map(({ kind }) => kind);
    expect(kinds({})).toEqual(['replacement', 'exchange']);
    const bare: Over = {
      change: (r) => {
        r.remedies.replacement = false;
        r.remedies.exchange = false;
      },
    };
    expect(kinds(bare)).toEqual(['refund']);
    expect(parts(offersFor([line({ ...bare, reason: 'changed-my-mind', warranty: true })], context)[0]![0]!)).toEqual({
      price: 28_900,
      tax: 2_384,
    });
  });

  it('promises days reckoned from the last day to ship', () => {
    // 14 days to ship, 5 under way, 2 to refund; keep-it money needs no parcel; new goods travel 5 days more.
    const days = offersFor([line()], context)[0]!.map(({ kind, by }) => [kind, by]);
    expect(Object.fromEntries(days)).toEqual({
      keep_it: '2026-11-22',
      replacement: '2026-12-16',
      exchange: '2026-12-16',
      refund: '2026-12-11',
      store_credit: '2026-12-11',
    });
  });
});

describe('one box, one freight', () => {
  const wish = (over: Over = {}) => line({ reason: 'changed-my-mind', ...over });
  const freight = (lines: OfferLine[], kind: RemedyKind = 'refund') =>
    offersFor(lines, context).map((offers) => parts(offers.find((one) => one.kind === kind)!).return_freight ?? 0);

  it('is taken from the first line alone', () => expect(freight([wish(), wish(), wish()])).toEqual([-795, 0, 0]));
  it('is the seller’s where one line of the box is the seller’s fault', () =>
    expect(freight([wish(), line()])).toEqual([0, 0]));
  it('goes to the first line whose money comes back, where the choice is known', () =>
    expect(
      freight([wish({ remedy: 'exchange' }), wish({ remedy: 'refund' }), wish({ remedy: 'store_credit' })]),
    ).toEqual([0, -795, 0]));
  it('does not become free by a broken thing that is kept', () =>
    expect(freight([line({ remedy: 'keep_it' }), wish({ remedy: 'refund' })])).toEqual([0, -795]));
  it('says who pays for the return as a whole', () => {
    const pick = (lines: OfferLine[], kind: RemedyKind) =>
      offersFor(lines, context).map((offers) => offers.find((one) => one.kind === kind)!);
    expect(freightPaidBy(pick([wish(), wish()], 'refund'))).toBe('buyer');
    expect(freightPaidBy(pick([wish()], 'exchange'))).toBe('seller');
    expect(freightPaidBy(pick([line()], 'keep_it'))).toBe('nobody');
  });
});

const anyLine = fc
  .record({
    units: fc.integer({ min: 1, max: 60 }),
    unitPrice: fc.integer({ min: 0, max: 50_000 }),
    discountPercent: fc.integer({ min: 0, max: 110 }),
    tax: fc.integer({ min: 0, max: 20_000 }),
    kind: fc.constantFrom('none' as const, 'fixed' as const, 'percent' as const),
    fee: fc.integer({ min: 0, max: 3_000 }),
    percent: fc.integer({ min: 0, max: 100 }),
    freight: fc.integer({ min: 0, max: 5_000 }),
    bonus: fc.integer({ min: 0, max: 100 }),
    keep: fc.integer({ min: 1, max: 100 }),
  })
  .map((one) => {
    const whole = one.units * one.unitPrice;
    return line({
      reason: 'damaged-or-defective',
      quantity: one.units,
      bought: {
        quantity: one.units,
        unitPrice: one.unitPrice,
        discount: Math.floor((whole * one.discountPercent) / 100),
        tax: one.tax,
      },
      change: (r) => {
        r.freight = { seller_pays_for: [], buyer_fee: one.freight };
        r.restocking_fee = { kind: one.kind, amount: one.fee, percent: one.percent, waived_for: [] };
        r.remedies.store_credit.bonus_percent = one.bonus;
        r.remedies.keep_it.percent = one.keep;
      },
    });
  });
const cut = (units: number, cuts: number[]) =>
  [...new Set([0, ...cuts.map((one) => one % (units + 1)), units])].sort((a, b) => a - b);
const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0);

describe('the arithmetic', () => {
  it('every offer is the sum of its parts, never negative, and never more than the price with tax and the bonus', () => {
    fc.assert(
      fc.property(anyLine, (one) => {
        const { unitPrice, quantity, discount, tax } = one.bought;
        const paid = Math.max(0, unitPrice * quantity - discount) + tax;
        for (const { kind, amount, parts } of offersFor([one], context)[0]!) {
          expect(sum(parts.map((part) => part.amount.amount))).toBe(amount.amount);
          expect(amount.amount).toBeGreaterThanOrEqual(0);
          if (kind !== 'store_credit') expect(amount.amount).toBeLessThanOrEqual(paid);
        }
      }),
    );
  });

  it('asked for in any number of steps, a line gives what it gives at once: price, tax, fee and keep-it', () => {
    fc.assert(
      fc.property(anyLine, fc.array(fc.nat(60)), (one, cuts) => {
        const steps = cut(one.quantity, cuts);
        for (const kind of ['refund', 'keep_it'] as const) {
          const at = (before: number, quantity: number) =>
            offersFor([{ ...one, before, quantity }], context)[0]!.find((offer) => offer.kind === kind);
          const whole = at(0, one.quantity);
          if (!whole) continue;
          for (const code of ['price', 'tax', 'restocking_fee', 'keep_it'] as const) {
            const inSteps = sum(steps.slice(1).map((to, i) => parts(at(steps[i]!, to - steps[i]!)!)[code] ?? 0));
            expect(inSteps).toBe(parts(whole)[code] ?? 0);
          }
        }
      }),
    );
  });

  it('accepted in any number of steps, the money owed adds up to the confirmed offer, part by part', () => {
    fc.assert(
      fc.property(
        anyLine,
        fc.array(fc.nat(60)),
        fc.constantFrom<RemedyKind[]>('refund', 'store_credit', 'keep_it'),
        (one, cuts, kind) => {
          const confirmed = offersFor([one], context)[0]!.find((offer) => offer.kind === kind);
          if (!confirmed) return;
          const steps = cut(one.quantity, cuts);
          const owed = steps.slice(1).map((to, i) => refundFor(confirmed, one.quantity, steps[i]!, to));
          expect(sum(owed.map(({ amount }) => amount))).toBe(confirmed.amount.amount);
          for (const { code, amount } of confirmed.parts) {
            const shares = owed.map((step) => step.parts.find((part) => part.code === code)?.amount ?? 0);
            expect(sum(shares)).toBe(amount.amount);
            expect(shares.every((share) => share === 0 || Math.sign(share) === Math.sign(amount.amount))).toBe(true);
          }
          expect(
            owed.every(({ amount, parts }) => amount >= 0 && amount === sum(parts.map((part) => part.amount))),
          ).toBe(true);
        },
      ),
    );
  });

  it('takes the freight whole with the first unit that is accepted, as far as that unit goes', () => {
    const two = line({ reason: 'too-big', quantity: 2, bought: { quantity: 2, unitPrice: 600, discount: 0, tax: 0 } });
    const confirmed = offersFor([two], context)[0]!.find(({ kind }) => kind === 'refund')!;
    expect(parts(confirmed)).toEqual({ price: 1_200, return_freight: -795 });
    expect(refundFor(confirmed, 2, 0, 1)).toEqual({
      amount: 0,
      parts: [
        { code: 'price', amount: 600 },
        { code: 'return_freight', amount: -600 },
      ],
    });
    expect(refundFor(confirmed, 2, 1, 2)).toEqual({
      amount: 405,
      parts: [
        { code: 'price', amount: 600 },
        { code: 'return_freight', amount: -195 },
      ],
    });
  });

  it('live requests never hold more than the line, however many were called off between', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.nat(100_000),
        fc.array(fc.tuple(fc.boolean(), fc.nat(40))),
        (units, total, moves) => {
          let live: { units: number; amount: number }[] = [];
          for (const [asks, n] of moves) {
            const before = sum(live.map((one) => one.units));
            if (!asks) live = live.filter((_, i) => i !== n % Math.max(1, live.length));
            else if (n > 0 && before + n <= units) live.push({ units: n, amount: shareOf(total, units, before, n) });
            expect(sum(live.map((one) => one.amount))).toBeLessThanOrEqual(total);
          }
        },
      ),
    );
  });

  it('refuses to share out what is not there', () =>
    expect(() => sharesOf([100, -200], 2, 0, 1)).toThrow('more is taken off'));
});
