import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assessmentInput, policyEdits } from './assessment.ts';
import { assumptionRules, calculatorFrom, usualAssumptions } from './assessment-usual.ts';
import { calculatorInput } from './calculator.ts';
import { basisOf, calculatorKinds, calculatorPresets } from './calculator-presets.ts';
import { calculatorFields, costOfReturns, shareOfWhole } from './cost-of-returns.ts';

const money = fc.integer({ min: 0, max: 10_000_000 });
const share = fc.integer({ min: 0, max: 10_000 });
const anyInput = fc.record({
  price: fc.integer({ min: 1, max: 10_000_000 }),
  units_a_month: fc.integer({ min: 0, max: 1_000_000 }),
  return_rate: share,
  outbound_freight: money,
  return_freight: money,
  duty: money,
  inspection: money,
  days_in_store: fc.integer({ min: 0, max: 3_650 }),
  storage_a_day: fc.integer({ min: 0, max: 100_000 }),
  resale: share,
  solvable: share,
  early_cost: money,
});

describe('the cost of one return', () => {
  test('the robot vacuum of the first page adds up to the cent', () => {
    expect(costOfReturns(calculatorPresets.robot_vacuum)).toEqual({
      parts: [
        { code: 'refund', amount: 28_900 },
        { code: 'outbound_freight', amount: 890 },
        { code: 'return_freight', amount: 1_485 },
        { code: 'duty', amount: 980 },
        { code: 'inspection', amount: 760 },
        { code: 'storage', amount: 270 },
        { code: 'resale', amount: -14_450 },
      ],
      seen: 1_485,
      real_cost: 18_835,
      times_seen: 12.7,
      share_of_price: 6_517,
      returns_a_month: 100,
      solved_a_month: 35,
      all_returned: 1_883_500,
      solved_early: 1_257_875,
      saving_a_month: 625_625,
      saving_a_year: 7_507_500,
    });
  });

  test('the parts always sum to the cost, in whole cents, and money comes back only by reselling', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { parts, real_cost } = costOfReturns(input);
        expect(parts.reduce((sum, { amount }) => sum + amount, 0)).toBe(real_cost);
        for (const { code, amount } of parts) {
          expect(Number.isSafeInteger(amount)).toBe(true);
          expect(code === 'resale' ? amount <= 0 : amount >= 0).toBe(true);
        }
        expect(-parts.at(-1)!.amount).toBeLessThanOrEqual(input.price);
      }),
    );
  });

  test('what is saved is what each solved problem saves, and never counts a problem twice', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const out = costOfReturns(input);
        expect(out.saving_a_month).toBe(0 + out.solved_a_month * (out.real_cost - input.early_cost));
        expect(out.saving_a_year).toBe(12 * out.saving_a_month);
        expect(out.solved_a_month).toBeLessThanOrEqual(out.returns_a_month);
        expect(out.returns_a_month).toBeLessThanOrEqual(input.units_a_month);
        for (const amount of [out.all_returned, out.solved_early, out.saving_a_year])
          expect(Number.isSafeInteger(amount)).toBe(true);
      }),
    );
  });

  test('a dearer part makes a dearer return by exactly as much', () => {
    fc.assert(
      fc.property(anyInput, fc.integer({ min: 1, max: 1_000 }), (input, more) => {
        const base = costOfReturns(input).real_cost;
        expect(costOfReturns({ ...input, duty: input.duty + more }).real_cost).toBe(base + more);
        expect(costOfReturns({ ...input, days_in_store: input.days_in_store + 1 }).real_cost).toBe(
          base + input.storage_a_day,
        );
      }),
    );
  });

  test('without freight there is nothing to compare with', () => {
    expect(costOfReturns({ ...calculatorPresets.jacket, return_freight: 0 }).times_seen).toBeNull();
  });

  test('halves of a cent are rounded up', () => {
    expect(shareOfWhole(1, 5_000)).toBe(1);
    expect(shareOfWhole(3, 5_000)).toBe(2);
    expect(shareOfWhole(1, 4_999)).toBe(0);
  });
});

test('every number the calculator begins with is allowed, and says where it comes from in both languages', () => {
  for (const kind of calculatorKinds) {
    expect(calculatorInput.parse(calculatorPresets[kind])).toEqual(calculatorPresets[kind]);
    for (const field of calculatorFields) {
      const { note, as_of, kind: how, source_url } = basisOf(kind, field);
      expect(note.en.length).toBeGreaterThan(20);
      expect(note.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(as_of).toMatch(/^\d{4}-\d\d-\d\d$/);
      if (how === 'published') expect(source_url).toMatch(/^https:/);
    }
  }
});

describe('the usual values of the self-assessment', () => {
  const usual = assessmentInput.parse({});

  test('nothing answered is a whole set of answers', () => {
    expect(usual.answers).toMatchObject({ product: 'appliances', orders_a_month: 2_000, goals: expect.any(Array) });
    expect(usual.answers.goals).toHaveLength(4);
  });

  test('every rule of thumb has its basis in both languages, and whatever is answered they fit the calculator', () => {
    const shape = assessmentInput.shape.answers.unwrap().shape;
    const of = (field: 'product' | 'size' | 'failure' | 'today') => fc.constantFrom(...shape[field].unwrap().options);
    fc.assert(
      fc.property(of('product'), of('size'), of('failure'), of('today'), (product, size, failure, today) => {
        const answers = { ...usual.answers, product, size, failure, today, traits: ['hygiene' as const] };
        const found = usualAssumptions(answers as never);
        expect(Object.keys(found).sort()).toEqual(Object.keys(assumptionRules).sort());
        expect(calculatorInput.safeParse(calculatorFrom(answers as never)).success).toBe(true);
      }),
    );
    for (const { basis } of Object.values(assumptionRules)) {
      expect(basis.en.length).toBeGreaterThan(20);
      expect(basis.zh).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  test('a goal named twice, a rate over all and a fee below zero are refused', () => {
    const wrong = (answers: object) => assessmentInput.safeParse({ answers }).success;
    expect(wrong({ goals: ['spend_less', 'spend_less', 'more_back', 'little_work'] })).toBe(false);
    expect(wrong({ return_rate: 10_001 })).toBe(false);
    expect(wrong({ price: 0 })).toBe(false);
    expect(policyEdits.safeParse({ buyer_fee: -1 }).success).toBe(false);
  });
});
