import { disposition } from '@recoup/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Found, Goods } from './constraints.ts';
import { defaultRates, defaultRules } from './rates.ts';
import { reckon } from './reckoning.ts';

const vacuum: Goods = {
  sku: 'LM-R7',
  known: true,
  price: 289_00,
  resale: { A: 239_00, B: 209_00, C: 132_00, D: 40_00 },
  unit_cost: 92_00,
  lithium_battery: true,
  hygiene: false,
  recalled: false,
};
const sound: Found = { grade: 'A', acceptance: 'accepted', unsafe: false, opened: true };
const ways = (goods: Partial<Goods> = {}, found: Partial<Found> = {}, rules = {}, rates = {}) =>
  reckon(
    { ...vacuum, ...goods },
    { ...sound, ...found },
    { ...defaultRates, ...rates },
    { ...defaultRules, ...rules },
    'USD',
  );
const way = (reckoned: ReturnType<typeof ways>, name: string) => reckoned.ways.find((one) => one.disposition === name)!;

describe('the way out', () => {
  it('of a unit like new is the shelf, and every line of the reckoning is named', () => {
    const reckoned = ways();
    expect(reckoned.suggested).toBe('restock');
    expect(way(reckoned, 'restock').lines.map(({ code, amount }) => [code, amount.amount])).toEqual([
      ['sale', 277_44],
      ['marketplace_fee', -41_62],
      ['outbound_freight', -8_16],
      ['labor', -2_40],
      ['consumables', -60],
      ['storage', -60],
      ['capital', -60],
    ]);
    expect(way(reckoned, 'restock').net.amount).toBe(223_46);
  });

  it.each([
    ['scuffed', { grade: 'B' }, 'open_box'],
    ['with one fault', { grade: 'C' }, 'open_box'],
    ['with many faults', { grade: 'D' }, 'liquidate'],
    ['unsafe', { grade: 'D', unsafe: true }, 'recycle'],
    ['rejected', { acceptance: 'rejected' }, 'return_to_buyer'],
    ['nobody has accepted yet', { acceptance: 'ask' }, 'hold'],
  ] as const)('of a unit %s is found by rule or by money', (_, found, expected) => {
    expect(ways({}, found).suggested).toBe(expected);
  });

  it.each([
    ['recalled', { recalled: true }, {}, 'hold', 'recalled'],
    ['a battery that is hurt', {}, { unsafe: true }, 'recycle', 'lithium_damaged'],
    ['unsafe without a battery', { lithium_battery: false }, { unsafe: true }, 'recycle', 'unsafe'],
    ['opened goods of hygiene', { hygiene: true }, {}, 'recycle', 'hygiene_opened'],
    ['goods nobody knows', { known: false, price: null }, {}, 'hold', 'unidentified'],
    ['goods without a price', { price: null }, {}, 'hold', 'price_unknown'],
  ] as const)('is fixed before any money for %s', (_, goods, found, expected, by) => {
    const reckoned = ways(goods, found);
    expect(reckoned.suggested).toBe(expected);
    expect(way(reckoned, expected)).toMatchObject({ allowed: true, forced_by: by });
    expect(reckoned.ways.filter(({ allowed }) => allowed)).toHaveLength(1);
  });

  it('of sealed goods of hygiene is the shelf', () => {
    expect(ways({ hygiene: true }, { opened: false }).suggested).toBe('restock');
  });

  it('of a SKU on hold is to be kept, and a manager may say otherwise', () => {
    const reckoned = ways({}, {}, { hold_skus: ['LM-R7'] });
    expect(reckoned.suggested).toBe('hold');
    expect(way(reckoned, 'restock').closed_because).toEqual([{ code: 'on_hold', facts: { overridable: true } }]);
  });

  it('is never a sale for what the law or its danger forbids, whatever the brand wrote', () => {
    const wishes = { recalled: 'restock', unsafe: 'open_box', lithium_damaged: 'return_to_buyer' } as const;
    const cases: [Partial<Goods>, Partial<Found>][] = [
      [{ recalled: true }, {}],
      [{}, { unsafe: true }],
      [{ lithium_battery: false }, { unsafe: true }],
    ];
    for (const [goods, found] of cases) {
      const reckoned = ways(goods, found, wishes);
      expect(reckoned.suggested).toBe('hold');
      expect(way(reckoned, 'restock').closed_because[0]!.facts.overridable).toBe(false);
    }
  });

  it('is to hold where the brand wishes a way whose work comes later', () => {
    const reckoned = ways({}, { unsafe: true }, { lithium_damaged: 'return_to_vendor' });
    expect(reckoned.suggested).toBe('hold');
    expect(way(reckoned, 'return_to_vendor').closed_because).toEqual([
      { code: 'not_carried', facts: { overridable: false } },
    ]);
  });

  it('lists the closed ways with the reason, the open ones before them', () => {
    const reckoned = ways({}, { grade: 'B' });
    expect(way(reckoned, 'restock').closed_because).toEqual([
      { code: 'grade_too_low', facts: { grade: 'B', needs: 'A', overridable: false } },
    ]);
    expect(reckoned.ways.map(({ disposition }) => disposition).sort()).toEqual([...disposition.options].sort());
    expect(reckoned.ways.map(({ allowed }) => allowed)).toEqual([true, true, true, true, ...Array(7).fill(false)]);
  });

  it('is not the recycler while somebody pays for the lot', () => {
    expect(ways({ price: 3_00, resale: { A: null, B: null, C: null, D: null } }, { grade: 'B' }).suggested).toBe(
      'liquidate',
    );
  });
});

const grade = fc.constantFrom('A', 'B', 'C', 'D');
const cents = fc.integer({ min: 0, max: 5_000_00 });
const anyGoods: fc.Arbitrary<Goods> = fc.record({
  sku: fc.constantFrom('LM-R7', 'LM-X', null),
  known: fc.boolean(),
  price: fc.option(cents),
  resale: fc.record({ A: fc.option(cents), B: fc.option(cents), C: fc.option(cents), D: fc.option(cents) }),
  unit_cost: fc.option(cents),
  lithium_battery: fc.boolean(),
  hygiene: fc.boolean(),
  recalled: fc.boolean(),
});
const anyFound: fc.Arbitrary<Found> = fc.record({
  grade,
  acceptance: fc.constantFrom('accepted', 'rejected', 'ask'),
  unsafe: fc.boolean(),
  opened: fc.boolean(),
});
const percent = fc.integer({ min: 0, max: 100 });
const days = fc.integer({ min: 0, max: 400 });
const anyRates = fc.record({
  labor_per_hour: cents,
  restock_minutes: fc.integer({ min: 0, max: 600 }),
  open_box_minutes: fc.integer({ min: 0, max: 600 }),
  consumables_restock: cents,
  consumables_open_box: cents,
  marketplace_fee_percent: fc.integer({ min: 0, max: 60 }),
  outbound_freight: cents,
  storage_per_day_hundredths: fc.integer({ min: 0, max: 100_000 }),
  capital_percent_per_year: percent,
  days_to_sell: fc.record({ restock: days, open_box: days, liquidate: days }),
  chance_percent: fc.record({
    restock: percent,
    open_box_A: percent,
    open_box_B: percent,
    open_box_C: percent,
    open_box_D: percent,
  }),
  resale_percent: fc.record({ A: percent, B: percent, C: percent, D: percent }),
  lot_percent: percent,
  recycling_fee: cents,
  freight_to_buyer: cents,
});
const anyWay = fc.constantFrom(...disposition.options);
const anyRules = fc.record({
  restock_from: grade,
  open_box_from: grade,
  hygiene_opened: anyWay,
  recalled: anyWay,
  lithium_damaged: anyWay,
  unsafe: anyWay,
  rejected: anyWay,
  hold_skus: fc.subarray(['LM-R7', 'LM-X']),
});
const anything = [anyGoods, anyFound, anyRates, anyRules] as const;

describe('every reckoning', () => {
  it('adds up: the lines make the net, what comes back less what is spent', () => {
    fc.assert(
      fc.property(...anything, (goods, found, rates, rules) => {
        for (const { lines, gross, spent, net } of reckon(goods, found, rates, rules, 'USD').ways) {
          expect(lines.reduce((sum, { amount }) => sum + amount.amount, 0)).toBe(net.amount);
          expect(gross.amount - spent.amount).toBe(net.amount);
          expect(lines.every(({ amount }) => Number.isInteger(amount.amount))).toBe(true);
        }
      }),
    );
  });

  it('suggests an open way: what a rule fixes, else the most money, holding only where nothing else is open', () => {
    fc.assert(
      fc.property(...anything, (goods, found, rates, rules) => {
        const { ways, suggested } = reckon(goods, found, rates, rules, 'USD');
        const open = ways.filter(({ allowed }) => allowed);
        const chosen = open.find((way) => way.disposition === suggested);
        expect(chosen).toBeDefined();
        const others = open.filter((way) => way.disposition !== 'hold');
        if (chosen!.forced_by) expect(open).toEqual([chosen]);
        else if (suggested === 'hold') expect(others).toEqual([]);
        else expect(Math.max(...others.map(({ net }) => net.amount))).toBe(chosen!.net.amount);
      }),
    );
  });

  it('never sells what is unsafe, recalled or rejected', () => {
    fc.assert(
      fc.property(...anything, (goods, found, rates, rules) => {
        if (!found.unsafe && !goods.recalled && found.acceptance === 'accepted') return;
        const { ways, suggested } = reckon(goods, found, rates, rules, 'USD');
        expect(['restock', 'open_box', 'liquidate']).not.toContain(suggested);
        for (const way of ways) {
          if (!['restock', 'open_box', 'liquidate'].includes(way.disposition)) continue;
          expect(way.closed_because.some(({ facts }) => facts.overridable === false)).toBe(true);
        }
      }),
    );
  });

  it('brings no less for goods of a higher price', () => {
    fc.assert(
      fc.property(...anything, cents, cents, (goods, found, rates, rules, one, other) => {
        const at = (price: number) => {
          const dear = { ...goods, price, resale: { A: null, B: null, C: null, D: null } };
          return reckon(dear, found, rates, rules, 'USD').ways;
        };
        const cheap = at(Math.min(one, other));
        for (const dear of at(Math.max(one, other))) {
          const same = cheap.find((way) => way.disposition === dear.disposition)!;
          expect(dear.net.amount).toBeGreaterThanOrEqual(same.net.amount);
        }
      }),
    );
  });
});
