import { type PolicyRules, policyRules, type RemedyKind, type RemedyOffer, startingPolicy } from '@recoup/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceOf, paidForUnits } from './exchange-difference.ts';
import { filledRules, type KeptRules } from './filled-rules.ts';
import type { OfferLine, PartFor, SwapFor } from './offer-line.ts';
import { offersFor } from './offers.ts';
import { mends, partsThatMend } from './spare-parts.ts';

const context = { currency: 'USD', today: '2026-11-20', paysTo: 'Visa ending 4417' };
type Over = Partial<Omit<OfferLine, 'rules'>> & { change?: (rules: PolicyRules) => void };
const lamp = { id: 'white', sku: 'LM-H1', title: 'Halo lamp' };

/** A lamp for $129.00 and $10.64 tax. */
function line({ change, ...over }: Over = {}): OfferLine {
  const rules = startingPolicy('USD');
  change?.(rules);
  const bought = { quantity: 1, unitPrice: 12_900, discount: 0, tax: 1_064 };
  return {
    rules,
    reason: 'damaged-or-defective',
    quantity: 1,
    warranty: false,
    bought,
    before: 0,
    variant: lamp,
    ...over,
  };
}
const kinds = (over: Over) => offersFor([line(over)], context)[0]!.map(({ kind }) => kind);
const offer = (over: Over, kind: RemedyKind): RemedyOffer | undefined =>
  offersFor([line(over)], context)[0]!.find((one) => one.kind === kind);
const part = (change: Partial<PartFor> = {}): PartFor => ({
  id: 'shade',
  sku: 'H1-SHADE',
  title: 'Shade',
  per_product: 1,
  in_stock: 4,
  expected_on: null,
  mends: [{ reason: 'damaged-or-defective', detail: 'shade_or_glass_broken' }],
  ...change,
});

describe('rules published before these remedies were known', () => {
  it('read as if they had been parsed by the contract', () => {
    const now = startingPolicy('USD');
    const { spare_part: _, repair: __, next_order_discount: ___, guidance: ____, ...remedies } = now.remedies;
    const { shipping_refunded_for: _5, exchange: _6, ...rest } = now;
    const old: KeptRules = { ...rest, remedies };
    expect(filledRules(old)).toEqual(policyRules.parse(old));
    expect(filledRules(now)).toEqual(now);
  });
});

describe('a spare part', () => {
  const broken: Over = { detail: 'shade_or_glass_broken', parts: [part()] };
  it('is offered where one is known to mend the problem, and the goods stay', () => {
    expect(offer(broken, 'spare_part')).toMatchObject({
      amount: { amount: 0 },
      goods_back: false,
      freight_paid_by: 'nobody',
      ships: 'now',
      goods: [{ kind: 'part', id: 'shade', sku: 'H1-SHADE', title: 'Shade', quantity: 1 }],
      by: '2026-11-27',
    });
    expect(kinds({ ...broken, detail: 'wont_light' })).not.toContain('spare_part');
    expect(kinds({ ...broken, reason: 'changed-my-mind' })).not.toContain('spare_part');
    expect(
      kinds({
        ...broken,
        change: (r) => {
          r.remedies.spare_part = false;
        },
      }),
    ).not.toContain('spare_part');
  });
  it('says when it can be there, where it is out of stock, and nothing where nobody knows', () => {
    const short = (expected_on: string | null) => ({ ...broken, parts: [part({ in_stock: 0, expected_on })] });
    expect(offer(short('2026-12-01'), 'spare_part')!.by).toBe('2026-12-08');
    expect(offer(short(null), 'spare_part')!.by).toBeNull();
  });
  it('is as many as the units need, and the best of several: for the detail, in stock', () => {
    const screws = part({ id: 'screws', sku: 'H1-SCREWS', per_product: 3 });
    expect(
      offer({ ...broken, parts: [screws], quantity: 2, bought: { ...line().bought, quantity: 2 } }, 'spare_part')!
        .goods,
    ).toMatchObject([{ id: 'screws', quantity: 6 }]);
    const anyDamage = part({ id: 'kit', mends: [{ reason: 'damaged-or-defective', detail: null }] });
    const gone = part({ id: 'gone', in_stock: 0 });
    const ranked = partsThatMend([anyDamage, gone, part()], {
      reason: 'damaged-or-defective',
      detail: 'shade_or_glass_broken',
    });
    expect(ranked.map(({ id }) => id)).toEqual(['shade', 'gone', 'kit']);
  });
  it.each([
    ['the very detail', 'shade_or_glass_broken', 'shade_or_glass_broken', true],
    ['another detail', 'shade_or_glass_broken', 'flickers', false],
    ['the reason whatever the detail', null, 'flickers', true],
    ['a detail, asked without one', 'shade_or_glass_broken', null, true],
  ] as const)('mends %s', (_, known, asked, expected) => {
    const mending = part({ mends: [{ reason: 'damaged-or-defective', detail: known }] });
    expect(mends(mending, { reason: 'damaged-or-defective', detail: asked })).toBe(expected);
  });
});

describe('what else the policy may give', () => {
  it('repairs what is broken: sent in at the seller’s expense, and sent back', () => {
    const repairs: Over = {
      change: (r) => {
        r.remedies.repair = true;
      },
    };
    expect(offer(repairs, 'repair')).toMatchObject({
      goods_back: true,
      freight_paid_by: 'seller',
      ships: 'on_receipt',
      goods: [{ kind: 'variant', id: 'white', quantity: 1 }],
      amount: { amount: 0 },
    });
    expect(kinds({ ...repairs, reason: 'changed-my-mind' })).not.toContain('repair');
  });
  it('gives money off the next order for the reasons named, and the goods stay', () => {
    const discount: Over = {
      change: (r) => {
        r.remedies.next_order_discount = { allowed: true, percent: 15, reasons: ['too-small'] };
      },
    };
    expect(offer({ ...discount, reason: 'too-small' }, 'next_order_discount')).toMatchObject({
      discount: { percent: 15 },
      goods_back: false,
      amount: { amount: 0 },
    });
    expect(kinds(discount)).not.toContain('next_order_discount');
  });
  it('helps first, where help is known, with the article or by word of mouth', () => {
    expect(kinds({})).not.toContain('guidance');
    expect(kinds({ guide: null })[0]).toBe('guidance');
    const article = { id: 'a', title: 'Level the base' };
    expect(offer({ guide: article }, 'guidance')).toMatchObject({ article, goods_back: false, amount: { amount: 0 } });
  });
  it('never hides the refund, however much else there is', () => {
    const all = kinds({
      guide: null,
      parts: [part()],
      change: (r) => {
        r.remedies.repair = true;
        r.remedies.next_order_discount = { allowed: true, percent: 10, reasons: [] };
      },
    });
    expect(all).toEqual([
      'guidance',
      'spare_part',
      'keep_it',
      'next_order_discount',
      'replacement',
      'exchange',
      'repair',
      'refund',
      'store_credit',
    ]);
  });
  it('under warranty gives what puts working goods in the buyer’s hands, and money only where there is nothing else', () => {
    const repairs = (r: PolicyRules) => {
      r.remedies.repair = true;
    };
    expect(kinds({ warranty: true, parts: [part()], change: repairs })).toEqual([
      'spare_part',
      'replacement',
      'exchange',
      'repair',
    ]);
    const none: Over['change'] = (r) => {
      r.remedies.replacement = false;
      r.remedies.exchange = false;
    };
    expect(kinds({ warranty: true, change: none })).toEqual(['refund']);
  });
});

describe('an exchange', () => {
  const wants = (price: number | null, change: Partial<SwapFor> = {}): Over => ({
    swap: { id: 'arc', sku: 'LM-A2', title: 'Arc lamp', price, sameProduct: false, ...change },
  });
  it('for something dearer costs the difference with tax at the line’s own rate', () => {
    const dearer = offer(wants(15_900), 'exchange')!;
    // $30.00 more; the tax of the lamp is 8.248 %, of $159.00 it is $13.11 against $10.64.
    expect(dearer.difference).toEqual({ amount: 3_000 + (1_311 - 1_064), currency: 'USD' });
    expect(dearer).toMatchObject({ amount: { amount: 0 }, parts: [], to: null, goods: [{ id: 'arc', quantity: 1 }] });
  });
  it('for something cheaper brings it back to the payment, price and tax each', () => {
    const cheaper = offer(wants(9_900), 'exchange')!;
    expect(cheaper.difference).toEqual({ amount: -3_247, currency: 'USD' });
    expect(cheaper.amount.amount).toBe(3_247);
    expect(cheaper.parts.map(({ code, amount }) => [code, amount.amount])).toEqual([
      ['price', 3_000],
      ['tax', 247],
    ]);
    expect(cheaper.to).toBe('Visa ending 4417');
  });
  it('for another of the same, or another colour at the same price, costs nothing, though it was bought on sale', () => {
    const sale = { quantity: 3, unitPrice: 12_900, discount: 4_001, tax: 2_871 };
    const black = wants(12_900, { id: 'black', sameProduct: true });
    expect(offer({ ...black, bought: sale, quantity: 2, before: 1 }, 'exchange')!.difference).toBeUndefined();
    expect(offer({ bought: sale }, 'exchange')).toMatchObject({ amount: { amount: 0 }, goods: [{ id: 'white' }] });
  });
  it('for a dearer variant of the same product is reckoned at the discount it was bought at', () => {
    const sale = { quantity: 1, unitPrice: 10_000, discount: 2_000, tax: 0 };
    expect(offer({ ...wants(15_000, { sameProduct: true }), bought: sale }, 'exchange')!.difference!.amount).toBe(
      4_000,
    );
    expect(offer({ ...wants(15_000), bought: sale }, 'exchange')!.difference!.amount).toBe(7_000);
  });
  it('cannot be reckoned for goods nobody has priced, and is not offered for them', () => {
    expect(offer(wants(null), 'exchange')).toBeUndefined();
  });
  it.each([
    ['on receipt', 'on_receipt', 0, 'on_receipt', undefined],
    ['at once, with the old one’s worth held on the card', 'now', 5_000, 'now', 13_964],
    ['at once and unsecured, up to the sum the policy names', 'now', 20_000, 'now', undefined],
  ] as const)('leaves %s', (_, ships, unsecured_up_to, expected, hold) => {
    const rule: Over = {
      change: (r) => {
        r.exchange = { ships, unsecured_up_to };
      },
    };
    for (const kind of ['exchange', 'replacement'] as const) {
      const found = offer(rule, kind)!;
      expect(found.ships).toBe(expected);
      expect(found.hold?.amount).toBe(hold);
      expect(found.goods_back).toBe(true);
    }
    const dearer = offer({ ...rule, ...wants(30_000) }, 'exchange')!;
    // The difference is paid by itself; the hold covers no more than what the old goods are worth.
    expect(dearer.hold?.amount).toBe(ships === 'now' ? 13_964 : undefined);
  });
  it('never asks for a cent that was not meant: what is paid back is no more than was paid, price and tax of one sign', () => {
    const anyLine = fc.record({
      of: fc.integer({ min: 1, max: 12 }),
      unitPrice: fc.integer({ min: 0, max: 500_000 }),
      off: fc.double({ min: 0, max: 1, noNaN: true }),
      rate: fc.double({ min: 0, max: 0.25, noNaN: true }),
      price: fc.integer({ min: 0, max: 800_000 }),
      same: fc.boolean(),
      from: fc.nat(11),
      count: fc.integer({ min: 1, max: 12 }),
    });
    fc.assert(
      fc.property(anyLine, ({ of, unitPrice, off, rate, price, same, from, count }) => {
        const before = from % of;
        const discount = Math.floor(unitPrice * of * off);
        const bought = { quantity: of, unitPrice, discount, tax: Math.floor((unitPrice * of - discount) * rate) };
        const asked = line({ bought, before, quantity: Math.min(count, of - before) });
        const wanted = { id: 'other', sku: 'X', title: 'X', price, sameProduct: same };
        const difference = differenceOf(asked, wanted)!;
        const paid = paidForUnits(asked);
        expect(difference.price * difference.tax).toBeGreaterThanOrEqual(0);
        expect(-(difference.price + difference.tax)).toBeLessThanOrEqual(paid.price + paid.tax);
        const given = offersFor([{ ...asked, swap: wanted }], context)[0]!.find(({ kind }) => kind === 'exchange')!;
        expect(given.amount.amount).toBe(Math.max(0, -(difference.price + difference.tax)));
        expect(given.parts.reduce((sum, one) => sum + one.amount.amount, 0)).toBe(given.amount.amount);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the freight out', () => {
  const rule: Over['change'] = (r) => {
    r.shipping_refunded_for = ['damaged-or-defective'];
  };
  const amountOf = (one: RemedyOffer, code: string) =>
    one.parts.find((given) => given.code === code)?.amount.amount ?? 0;
  it('is given back with the goods for the reasons the policy names, and for no other', () => {
    expect(amountOf(offer({ shipping: 799, change: rule }, 'refund')!, 'shipping')).toBe(799);
    expect(amountOf(offer({ shipping: 799, change: rule, reason: 'too-big' }, 'refund')!, 'shipping')).toBe(0);
    expect(amountOf(offer({ shipping: 799 }, 'refund')!, 'shipping')).toBe(0);
    const credit = offer({ shipping: 1_000, change: rule }, 'store_credit')!;
    expect(amountOf(credit, 'bonus')).toBe(Math.round((12_900 + 1_064 + 1_000) / 10));
  });
  it('adds up over the units of a line, however they come back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(10_000), fc.nat(29), (of, shipping, cut) => {
        const bought = { quantity: of, unitPrice: 1_999, discount: 0, tax: 7 };
        const first = cut % (of + 1);
        const given = [
          { quantity: first, before: 0 },
          { quantity: of - first, before: first },
        ]
          .filter(({ quantity }) => quantity > 0)
          .map((units) => amountOf(offer({ bought, shipping, change: rule, ...units }, 'refund')!, 'shipping'));
        expect(given.reduce((a, b) => a + b, 0)).toBe(shipping);
      }),
    );
  });
});
