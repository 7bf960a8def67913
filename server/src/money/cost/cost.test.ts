import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accounts, costAccounts } from '../ledger/ledger.ts';
import { type BookedLine, costOfReturn } from './cost.ts';
import { type EstimateFacts, estimate } from './estimate.ts';
import { capitalFor, feesOn, freightShare, ratesInUse, storageFor, tiedUp } from './rates.ts';
import { reckonedLines } from './reckoned.ts';

const rates = ratesInUse(new Map(), new Map());
const usd = (amount: number) => ({ amount, currency: 'USD' });
const line = {
  id: 'l',
  quantity: 2,
  received: 0,
  checked: 0,
  comesBack: true,
  owes: {
    kind: 'refund' as const,
    parts: [
      { code: 'price' as const, amount: usd(20_000) },
      { code: 'tax' as const, amount: usd(1_650) },
    ],
  },
  price: 10_000,
  unit_cost: 4_000,
  goodsToSend: [],
};
const facts = (change: Partial<EstimateFacts> = {}): EstimateFacts => ({
  today: '2026-11-10',
  stage: 'approved',
  goodsBack: true,
  freightPaidBy: 'seller',
  orderedPieces: 4,
  orderTotal: 43_300,
  lines: [line],
  units: [],
  owedRefunds: 0,
  sentRefunds: 0,
  bookedFees: 0,
  booked: [],
  ...change,
});
const unit = {
  id: 'u',
  arrived_on: '2026-11-01',
  gone: false,
  decided: false,
  price: 10_000,
  unit_cost: 4_000,
  expected: null,
};
const amountOf = (of: EstimateFacts, account: string) =>
  estimate(of, rates)
    .filter((one) => one.account === account)
    .reduce((sum, one) => sum + one.amount, 0);

describe('what is expected', () => {
  test('before anything happened: the offer without tax, the share of the freight, the fees, and work on two pieces', () => {
    expect(amountOf(facts(), 'sales_returns')).toBe(20_000);
    expect(amountOf(facts(), 'outbound_freight_lost')).toBe(425);
    expect(amountOf(facts(), 'fees_lost')).toBe(628 + 15);
    expect(amountOf(facts(), 'return_freight')).toBe(895);
    expect(amountOf(facts(), 'receiving')).toBe(300);
    expect(amountOf(facts(), 'capital')).toBe(2 * 46);
    expect(amountOf(facts(), 'resale')).toBe(-11_000);
  });

  test('a label that is bought, goods under way and pieces that came are not expected again', () => {
    const bought = [{ account: 'return_freight' as const, unit_id: null }];
    expect(amountOf(facts({ booked: bought }), 'return_freight')).toBe(0);
    expect(amountOf(facts({ stage: 'in_transit' }), 'return_freight')).toBe(0);
    const here = { ...line, received: 2, checked: 2 };
    expect(estimate(facts({ stage: 'received', lines: [here] }), rates)).toEqual([]);
  });

  test('a unit here costs what is not booked for it, and lies at least as long as usual', () => {
    const here = { ...line, quantity: 1, received: 1, checked: 1 };
    const booked = [
      { account: 'receiving' as const, unit_id: 'u' },
      { account: 'inspection' as const, unit_id: 'u' },
    ];
    const at = facts({ stage: 'received', lines: [here], units: [unit], booked });
    expect(estimate(at, rates).map((one) => one.account)).toEqual(['storage', 'repack', 'capital', 'resale']);
    expect(amountOf(at, 'storage')).toBe(storageFor(35, rates));
    const old = facts({ stage: 'received', lines: [here], units: [{ ...unit, arrived_on: '2026-08-01' }], booked });
    expect(amountOf(old, 'storage')).toBe(storageFor(101, rates));
  });

  test('once its way is decided, the reckoning counts, with the days it lay here until today', () => {
    const expected = reckonedLines(
      [
        { code: 'sale', amount: usd(8_000), facts: {} },
        { code: 'marketplace_fee', amount: usd(-1_200), facts: {} },
        { code: 'labor', amount: usd(-240), facts: {} },
        { code: 'storage', amount: usd(-60), facts: { days: 20 } },
      ],
      'open_box',
    );
    const here = { ...line, quantity: 1, received: 1, checked: 1 };
    const at = facts({ stage: 'received', lines: [here], units: [{ ...unit, decided: true, expected }] });
    expect(amountOf(at, 'resale')).toBe(-6_800);
    expect(amountOf(at, 'repack')).toBe(240);
    expect(amountOf(at, 'storage')).toBe(60 + storageFor(9, rates));
  });

  test('what stays with the buyer is owed at approval and expected before', () => {
    const kept = {
      ...line,
      comesBack: false,
      owes: { kind: 'keep_it' as const, parts: [{ code: 'keep_it' as const, amount: usd(6_000) }] },
    };
    expect(amountOf(facts({ stage: 'requested', goodsBack: false, lines: [kept] }), 'goodwill')).toBe(6_000);
    expect(amountOf(facts({ goodsBack: false, lines: [kept] }), 'goodwill')).toBe(0);
    expect(estimate(facts({ goodsBack: false, lines: [kept] }), rates)).toEqual([]);
  });

  test('a refund that bounced costs its fee once', () => {
    const here = { ...line, received: 2, checked: 2 };
    const owed = facts({ stage: 'received', lines: [here], owedRefunds: 21_650 });
    expect(amountOf(owed, 'fees_lost')).toBe(643);
    expect(amountOf({ ...owed, bookedFees: 643 }, 'fees_lost')).toBe(0);
  });

  test('a return that ended expects nothing of itself', () => {
    for (const stage of ['declined', 'cancelled', 'expired', 'closed'] as const)
      expect(estimate(facts({ stage }), rates)).toEqual([]);
  });

  test('goods that will leave cost what they cost the brand, and the freight of a parcel', () => {
    const sends = { ...line, owes: null, goodsToSend: [{ quantity: 2, unit_cost: 4_000, price: 10_000 }] };
    expect(amountOf(facts({ lines: [sends] }), 'goods_sent')).toBe(8_000);
    expect(amountOf(facts({ lines: [sends] }), 'freight_out')).toBe(850);
  });
});

describe('rates', () => {
  test('what the brand set counts before its history, history before the declared default, and history only from five cases', () => {
    const of = (count: number) =>
      ratesInUse(new Map(), new Map([['return_freight', { mean: 1_234, count }]])).return_freight;
    expect(of(4)).toMatchObject({ value: 895, from: 'prior' });
    expect(of(5)).toMatchObject({ value: 1_234, from: 'history', count: 5 });
    const own = ratesInUse(new Map([['return_freight', 0]]), new Map([['return_freight', { mean: 1_234, count: 9 }]]));
    expect(own.return_freight).toEqual({ value: 0, from: 'rate' });
  });

  test('formulas: value × days × rate, share of the freight, fees with their share of the fixed part', () => {
    expect(capitalFor(36_500, 100, rates)).toBe(1_200);
    expect(capitalFor(1_000_000_00, 3_650, rates)).toBe(120_000_000);
    expect(freightShare(1, 3, rates)).toBe(283);
    expect(feesOn(10_000, 20_000, rates)).toBe(290 + 15);
    expect(feesOn(0, 0, rates)).toBe(0);
    expect(tiedUp({ unit_cost: null, price: 10_000 }, rates)).toMatchObject({ value: 3_500, value_from: 'price' });
  });
});

describe('the whole', () => {
  const booked = (account: (typeof accounts)[number], amount: number, currency = 'USD'): BookedLine => ({
    entry_id: `e-${account}-${amount}`,
    account,
    amount,
    currency,
    unit_id: null,
    at: new Date('2026-11-01'),
    from: 'event',
    facts: {},
  });

  test('whatever is booked and expected: groups, lines and figures add up, and nothing booked is left out', () => {
    const amounts = fc.array(fc.tuple(fc.constantFrom(...accounts), fc.integer({ min: -99_999, max: 99_999 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(amounts, amounts, (actual, expected) => {
        const cost = costOfReturn({
          currency: 'USD',
          soldFor: 0,
          booked: actual.map(([account, amount]) => booked(account, amount)),
          estimated: expected
            .filter(([account]) => costAccounts.includes(account))
            .map(([account, amount]) => ({ account, amount, unit_id: null, from: 'prior', facts: {} })),
          units: [],
          cheaper: null,
        });
        const sum = actual
          .filter(([account]) => costAccounts.includes(account))
          .reduce((all, [, amount]) => all + amount, 0);
        expect(cost.booked.amount).toBe(sum);
        expect(cost.groups.reduce((all, one) => all + one.amount.amount, 0)).toBe(cost.net.amount);
        expect(cost.refunded.amount + cost.spent.amount - cost.recovered.amount).toBe(cost.net.amount);
        for (const one of cost.groups) expect(one.actual.amount + one.estimated.amount).toBe(one.amount.amount);
      }),
    );
  });

  test('what is booked in another currency is told apart, not added up', () => {
    const cost = costOfReturn({
      currency: 'USD',
      soldFor: 0,
      booked: [booked('inspection', 100), booked('inspection', 300, 'CAD')],
      estimated: [],
      units: [],
      cheaper: null,
    });
    expect(cost.net.amount).toBe(100);
    expect(cost.other_currencies).toEqual([{ amount: 300, currency: 'CAD' }]);
  });
});
