import { type PolicyRules, startingPolicy } from '@recoup/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LineFacts, OrderFacts } from '../orders/index.ts';
import { chooseRemedy, valueGiven } from './choose-remedy.ts';
import { type AskFacts, considerAsk } from './consider-ask.ts';
import { decideRequest, type Standing, type WantedLine } from './decide-request.ts';

const now = new Date('2026-11-10T18:00:00Z');
const boughtLine = (change: Partial<LineFacts> = {}): LineFacts => ({
  id: 'line',
  external_id: 'l',
  variant_id: 'v',
  sku: 'LM-H1',
  title: 'Halo lamp',
  quantity: 1,
  return_quantity: 0,
  unit_price: 12_900,
  discount: 0,
  tax: 1_064,
  final_sale: false,
  position: 0,
  delivered_quantity: 1,
  delivered_at: new Date('2026-11-07T18:00:00Z'),
  shipped_at: null,
  serials: [],
  batch: null,
  category: 'lamp',
  product_id: null,
  photo_file_id: null,
  warranty_months: null,
  weight_g: null,
  lithium_battery: false,
  hygiene: false,
  recalled: false,
  tracks_serial: false,
  tracks_batch: false,
  ...change,
});
const order = (lines: LineFacts[]): OrderFacts => ({
  id: 'order',
  brand_id: 'brand',
  external_id: 'o',
  number: '#20377',
  channel: 'shop',
  email: null,
  address: null,
  postal_key: null,
  placed_at: new Date('2026-11-02T18:00:00Z'),
  cancelled_at: null,
  currency: 'USD',
  items_total: 0,
  discount_total: 0,
  shipping_total: 0,
  tax_total: 0,
  total: 0,
  customer: { id: 'c', name: 'Dana', email: null, phone: null, language: 'en', address: null },
  lines,
  payments: [
    {
      id: 'gift',
      external_id: 'g',
      method: 'gift_card',
      label: 'Gift card',
      amount: 500,
      refunded: 500,
      currency: 'USD',
      paid_at: now,
    },
    {
      id: 'card',
      external_id: 'c',
      method: 'card',
      label: 'Visa ending 4417',
      amount: 99_999,
      refunded: 0,
      currency: 'USD',
      paid_at: now,
    },
  ],
});
function facts(lines: LineFacts[] = [boughtLine()], change: (rules: PolicyRules) => void = () => {}): AskFacts {
  const rules = startingPolicy('USD');
  change(rules);
  return {
    now,
    zone: 'America/Chicago',
    order: order(lines),
    policyOf: () => ({ versionId: 'version', rules }),
    returnsLastYear: 0,
  };
}
const wants = (change: Partial<WantedLine> = {}): WantedLine => ({
  order_line_id: 'line',
  quantity: 1,
  reason: 'changed-my-mind',
  remedy: 'refund',
  opened: true,
  file_ids: [],
  ...change,
});
const buyer: Standing = { who: 'buyer', overrideReason: null, mayOverride: false };
const manager: Standing = { who: 'staff', overrideReason: 'Loyal', mayOverride: true };
const agent: Standing = { who: 'staff', overrideReason: 'Loyal', mayOverride: false };

describe('what a request is granted', () => {
  it('yes at once, with the offer that was shown, to the payment that can still take it', () => {
    const decided = decideRequest(facts(), [wants()], buyer);
    expect(decided).toMatchObject({
      approved: true,
      review: [],
      goodsBack: true,
      freightPaidBy: 'buyer',
      overrideReason: null,
    });
    expect(decided.chosen[0]!.offer).toMatchObject({ amount: { amount: 13_169 }, to: 'Visa ending 4417' });
    const shown = considerAsk(facts(), [wants()]).lines[0]!.offers;
    expect(shown).toContainEqual(decided.chosen[0]!.offer);
  });

  it.each<[string, LineFacts[], WantedLine[], string]>([
    [
      'more units than are left',
      [boughtLine({ quantity: 2, return_quantity: 1 })],
      [wants({ quantity: 2 })],
      'return.more_than_ordered',
    ],
    [
      'the same unit twice in one request',
      [boughtLine()],
      [wants(), wants({ reason: 'arrived-late' })],
      'return.more_than_ordered',
    ],
    ['goods of another order', [boughtLine()], [wants({ order_line_id: 'other' })], 'order.line_not_found'],
    ['final sale', [boughtLine({ final_sale: true })], [wants()], 'return.not_eligible'],
    [
      'broken goods without a photo',
      [boughtLine()],
      [wants({ reason: 'damaged-or-defective' })],
      'return.evidence_missing',
    ],
    [
      'to keep what they changed their mind about',
      [boughtLine()],
      [wants({ remedy: 'keep_it' })],
      'return.remedy_not_offered',
    ],
  ])('no for %s', (_what, lines, asked, code) => {
    expect(() => decideRequest(facts(lines), asked, buyer)).toThrow(expect.objectContaining({ code }));
  });

  it('a person where policy says so, and every reason is told once', () => {
    const dear = [boughtLine({ unit_price: 20_000 }), boughtLine({ id: 'second', unit_price: 20_000 })];
    const asked = [wants(), wants({ order_line_id: 'second' })];
    const decided = decideRequest({ ...facts(dear), returnsLastYear: 2 }, asked, buyer);
    expect(decided).toMatchObject({ approved: false, review: ['value.above', 'buyer.nth_return'] });
  });

  it('outside policy: by who may override at once, by who may not through somebody who may', () => {
    const final = facts([boughtLine({ final_sale: true })]);
    expect(decideRequest(final, [wants()], manager)).toMatchObject({ approved: true, overrideReason: 'Loyal' });
    expect(decideRequest(final, [wants()], agent)).toMatchObject({
      approved: false,
      review: ['override.asked'],
      overrideReason: 'Loyal',
    });
    expect(decideRequest(facts(), [wants()], manager)).toMatchObject({ approved: true, overrideReason: null });
    const kept = decideRequest(facts(), [wants({ remedy: 'keep_it' })], manager);
    expect(kept).toMatchObject({ goodsBack: false, freightPaidBy: 'nobody', overrideReason: 'Loyal' });
    const none = facts([boughtLine()], (rules) => {
      rules.remedies.keep_it.percent = 0;
    });
    expect(() => decideRequest(none, [wants({ remedy: 'keep_it' })], manager)).toThrow(/return.remedy_not_offered/);
  });

  it('without a policy a person decides, on the whole price', () => {
    const bare = { ...facts(), policyOf: () => null };
    expect(decideRequest(bare, [wants()], buyer)).toMatchObject({ approved: false, review: ['policy.none'] });
  });

  it('what was paid for units asked one after the other adds up to the line, to the cent', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.nat(10_000),
        fc.nat(3_000),
        fc.nat(999),
        (quantity, unit_price, discount, tax) => {
          const line = boughtLine({ quantity, unit_price, discount, tax });
          const each = Array.from(
            { length: quantity },
            (_, before) => considerAsk(facts([{ ...line, return_quantity: before }]), [wants()]).lines[0]!.paid,
          );
          const whole = Math.max(0, unit_price * quantity - discount) + tax;
          expect(each.reduce((sum, one) => sum + one, 0)).toBe(whole);
          expect(considerAsk(facts([line]), [wants({ quantity })]).lines[0]!.paid).toBe(whole);
        },
      ),
    );
  });
});

describe('what staff may make of an offer', () => {
  const line = (of: AskFacts, quantity = 1, reason: WantedLine['reason'] = 'damaged-or-defective') =>
    considerAsk(of, [{ order_line_id: 'line', quantity, reason, opened: true }]).lines[0]!;
  it.each([
    ['the sum policy gives for keeping it', 'keep_it', { amount: 2_580 }, false],
    ['less of it', 'keep_it', { amount: 100 }, false],
    ['a cent more', 'keep_it', { amount: 2_581 }, true],
    ['part of a refund', 'refund', { amount: 5_000 }, false],
    ['a smaller discount than policy’s, where policy has one', 'next_order_discount', { percent: 5 }, false],
    ['a bigger one', 'next_order_discount', { percent: 40 }, true],
    ['shipping first, where policy waits', 'replacement', { ships: 'now' }, true],
    ['shipping on receipt, as policy has it', 'replacement', { ships: 'on_receipt' }, false],
    ['keeping what is refunded', 'refund', { keeps_goods: true }, true],
  ] as const)('%s: outside the policy? ', (_, remedy, choice, outside) => {
    const of = facts([boughtLine()], (rules) => {
      rules.remedies.next_order_discount = { allowed: true, percent: 15, reasons: [] };
    });
    expect(chooseRemedy(of, line(of), { remedy, choice }, 'staff')).toMatchObject({ outside });
    expect(chooseRemedy(of, line(of), { remedy, choice }, 'buyer')).toBeNull();
  });
  it.each([
    ['nothing', 'keep_it', { amount: 0 }],
    ['more than was paid', 'keep_it', { amount: 13_965 }],
    ['more than was paid back', 'refund', { amount: 13_965 }],
    ['a refund of nothing', 'refund', { amount: 0 }],
    ['a part of a product without parts', 'spare_part', { parts: [{ part_id: 'p', quantity: 1 }] }],
    ['goods nobody has', 'exchange', { variant_id: 'nobody-has-it' }],
  ] as const)('never %s', (_, remedy, choice) => {
    const of = facts();
    const wanted = { remedy, choice } as Parameters<typeof chooseRemedy>[2];
    expect(chooseRemedy(of, line(of), wanted, 'staff')).toBeNull();
  });
  it('keeping the goods drops the fees of sending them, and the hold on what is not awaited', () => {
    const of = facts([boughtLine()], (rules) => {
      rules.exchange = { ships: 'now', unsecured_up_to: 0 };
      rules.restocking_fee = { kind: 'fixed', amount: 500, percent: 0, waived_for: [] };
    });
    const refund = chooseRemedy(
      of,
      line(of, 1, 'changed-my-mind'),
      { remedy: 'refund', choice: { keeps_goods: true } },
      'staff',
    )!;
    expect(refund.offer).toMatchObject({ amount: { amount: 13_964 }, goods_back: false, freight_paid_by: 'nobody' });
    expect(refund.offer.parts.map(({ code }) => code)).toEqual(['price', 'tax']);
    const swap = chooseRemedy(of, line(of), { remedy: 'replacement' }, 'staff')!;
    expect(swap.offer.hold?.amount).toBe(13_964);
    const kept = chooseRemedy(of, line(of), { remedy: 'replacement', choice: { keeps_goods: true } }, 'staff')!;
    expect(kept.offer.hold).toBeUndefined();
    expect(kept.offer).toMatchObject({ ships: 'now', goods_back: false });
  });
  it('whatever is chosen, its parts add up to its amount, and no money is above what was paid for the units', () => {
    const anything = fc.record({
      remedy: fc.constantFrom(...(['refund', 'store_credit', 'keep_it', 'exchange', 'replacement'] as const)),
      amount: fc.option(fc.integer({ min: 0, max: 60_000 }), { nil: undefined }),
      keeps_goods: fc.option(fc.constant(true), { nil: undefined }),
      of: fc.integer({ min: 1, max: 7 }),
      asked: fc.integer({ min: 1, max: 7 }),
      before: fc.nat(6),
      unit_price: fc.integer({ min: 0, max: 20_000 }),
      discount: fc.nat(9_999),
      tax: fc.nat(3_000),
      shipping: fc.nat(2_000),
      reason: fc.constantFrom(...(['damaged-or-defective', 'too-small', 'arrived-late'] as const)),
    });
    fc.assert(
      fc.property(
        anything,
        ({ remedy, amount, keeps_goods, of: quantity, asked, before, reason, shipping, ...price }) => {
          const taken = before % quantity;
          const bought = {
            ...price,
            quantity,
            return_quantity: taken,
            discount: Math.min(price.discount, price.unit_price * quantity),
          };
          const known = facts([boughtLine(bought)], (rules) => {
            rules.shipping_refunded_for = ['arrived-late'];
            rules.restocking_fee = { kind: 'percent', amount: 0, percent: 15, waived_for: ['damaged-or-defective'] };
          });
          known.order.shipping_total = shipping;
          const of = line(known, Math.min(asked, quantity - taken), reason);
          const chosen = chooseRemedy(known, of, { remedy, choice: { amount, keeps_goods } }, 'staff');
          if (!chosen) return;
          const { offer } = chosen;
          expect(offer.parts.reduce((sum, part) => sum + part.amount.amount, 0)).toBe(offer.amount.amount);
          expect(offer.amount.amount).toBeGreaterThanOrEqual(0);
          const bonus = offer.parts.find(({ code }) => code === 'bonus')?.amount.amount ?? 0;
          expect(offer.amount.amount - bonus).toBeLessThanOrEqual(of.paid + shipping);
          expect(valueGiven(known, of, offer)).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('the freight out of an order', () => {
  it('is shared over all its lines to the cent, in parts of their price, however many lines there are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 90_000 }), fc.integer({ min: 1, max: 5 })), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.nat(20_000),
        fc.nat(2_000),
        (prices, shipping, onShipping) => {
          const lines = prices.map(([unit_price, quantity], i) =>
            boughtLine({ id: `line-${i}`, unit_price, quantity, tax: 0, discount: 0 }),
          );
          const known = facts(lines, (rules) => {
            rules.shipping_refunded_for = ['arrived-late'];
            rules.freight = { seller_pays_for: ['arrived-late'], buyer_fee: 0 };
          });
          known.order.shipping_total = shipping;
          known.order.tax_total = onShipping;
          const asked = lines.map(({ id, quantity }) => ({
            order_line_id: id,
            quantity,
            reason: 'arrived-late' as const,
            opened: true,
          }));
          const given = considerAsk(known, asked).lines.map(
            ({ offers }) =>
              offers.find(({ kind }) => kind === 'refund')!.parts.find(({ code }) => code === 'shipping')?.amount
                .amount ?? 0,
          );
          expect(given.reduce((sum, one) => sum + one, 0)).toBe(shipping + onShipping);
          expect(Math.min(...given)).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
