import { type Reason, reasons } from '@recoup/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceAfter, chanceFor, gradesAfter, meanAfter, type ReasonTally } from './chances.ts';
import type { Grades } from './priors.ts';

const chance = fc.integer({ min: 0, max: 10_000 });
const weight = fc.integer({ min: 1, max: 300 });
const tally = fc
  .tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 }))
  .map(([yes, no]) => ({ yes, of: yes + no }));
const counts = fc.record({
  A: fc.integer({ min: 0, max: 200 }),
  B: fc.integer({ min: 0, max: 200 }),
  C: fc.integer({ min: 0, max: 200 }),
  D: fc.integer({ min: 0, max: 200 }),
});
const prior: Grades = { A: 1_000, B: 2_500, C: 3_300, D: 3_200 };

describe('a chance learned from cases', () => {
  it.each([
    ['is the prior where there are none', 4_000, 20, [], { value: 4_000, count: 0 }],
    [
      'is half-way after as many cases as the prior weighs',
      4_000,
      20,
      [{ yes: 20, of: 20 }],
      { value: 7_000, count: 20 },
    ],
    [
      'hears the near level last',
      5_000,
      10,
      [
        { yes: 0, of: 10 },
        { yes: 10, of: 10 },
      ],
      { value: 6_250, count: 20 },
    ],
    [
      'passes over levels without cases',
      5_000,
      10,
      [
        { yes: 0, of: 0 },
        { yes: 10, of: 10 },
      ],
      { value: 7_500, count: 10 },
    ],
  ])('%s', (_what, mean, prior, levels, expected) => {
    expect(chanceAfter(mean, prior, levels)).toEqual(expected);
  });

  it('lies between what was supposed and what was seen, and more of the same moves it there', () => {
    fc.assert(
      fc.property(chance, weight, tally, fc.integer({ min: 2, max: 20 }), (mean, weight, { yes, of }, times) => {
        fc.pre(of > 0);
        const seen = (yes / of) * 10_000;
        const once = chanceAfter(mean, weight, [{ yes, of }]).value;
        const often = chanceAfter(mean, weight, [{ yes: yes * times, of: of * times }]).value;
        expect(Math.abs(once - seen)).toBeLessThanOrEqual(Math.abs(mean - seen) + 1);
        expect(Math.abs(often - seen)).toBeLessThanOrEqual(Math.abs(once - seen) + 1);
        expect(once).toBeGreaterThanOrEqual(0);
        expect(once).toBeLessThanOrEqual(10_000);
      }),
    );
  });

  it('one more yes never lowers it', () => {
    fc.assert(
      fc.property(chance, weight, tally, (mean, weight, { yes, of }) => {
        const more = chanceAfter(mean, weight, [{ yes: yes + 1, of: of + 1 }]).value;
        expect(more).toBeGreaterThanOrEqual(chanceAfter(mean, weight, [{ yes, of }]).value);
      }),
    );
  });
});

describe('a chance where what is supposed differs by reason', () => {
  const supposed = (reason: Reason) => (reason === 'damaged-or-defective' ? 6_000 : 1_000);
  const row = (reason: Reason, yes: number, of: number, own = false): ReasonTally => ({ reason, own, yes, of });
  const of = (...rows: ReasonTally[]) => chanceFor(supposed, 20, 'damaged-or-defective', rows).value;

  it.each([
    ['nothing seen: as supposed', [], 6_000],
    ['others as seldom as supposed say nothing', [row('too-small', 10, 100)], 6_000],
    ['others twice as often as supposed raise it', [row('too-small', 40, 200)], 9_800],
    ['others half as often lower it, nearly by half', [row('too-small', 10, 200)], 3_273],
    ['cases of the reason itself count as they are', [row('damaged-or-defective', 0, 20)], 3_000],
    ['this buyer, who always says no', [row('damaged-or-defective', 0, 5, true)], 4_800],
    ['this buyer, who always says yes whatever the reason', [row('too-small', 5, 5, true)], 6_800],
  ])('%s', (_what, rows, expected) => {
    expect(of(...rows)).toBe(expected);
  });

  it('one more yes anywhere never lowers it, and it stays a chance', () => {
    const some = fc.array(
      fc
        .tuple(fc.constantFrom(...reasons), fc.boolean(), fc.nat({ max: 200 }), fc.nat({ max: 200 }))
        .map(([reason, own, yes, no]) => row(reason, yes, yes + no, own)),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(some, fc.nat({ max: 5 }), (rows, at) => {
        const before = of(...rows);
        const one = rows[at % rows.length]!;
        const after = of(...rows.map((each) => (each === one ? { ...one, yes: one.yes + 1, of: one.of + 1 } : each)));
        expect(before).toBeGreaterThanOrEqual(0);
        expect(before).toBeLessThanOrEqual(10_000);
        expect(after).toBeGreaterThanOrEqual(before - 1);
      }),
    );
  });
});

describe('the grades likely for a product and a reason', () => {
  it('are the declared ones where nothing came back yet', () => {
    expect(gradesAfter(prior, 12, [])).toEqual({ value: prior, count: 0 });
  });

  it('move from the brand to the category to the product, each seen unit in one of them', () => {
    const brand = { A: 0, B: 12, C: 0, D: 0 };
    const product = { A: 24, B: 0, C: 0, D: 0 };
    const { value, count } = gradesAfter(prior, 12, [brand, { A: 0, B: 0, C: 0, D: 0 }, product]);
    expect(count).toBe(36);
    expect(value).toEqual({ A: 6_834, B: 2_083, C: 550, D: 533 });
  });

  it('always add up to all, and one more unit of a grade never makes it less likely', () => {
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 3 }), fc.constantFrom('A', 'B', 'C', 'D'), (levels, grade) => {
        const { value } = gradesAfter(prior, 12, levels);
        expect(value.A + value.B + value.C + value.D).toBe(10_000);
        const near = levels.at(-1);
        if (!near) return;
        const more = gradesAfter(prior, 12, [...levels.slice(0, -1), { ...near, [grade]: near[grade] + 1 }]).value;
        expect(more[grade]).toBeGreaterThanOrEqual(value[grade] - 1);
      }),
    );
  });
});

it('a mean amount begins at what was supposed and goes to what was seen', () => {
  expect(meanAfter(540, 8, [])).toEqual({ value: 540, count: 0 });
  expect(meanAfter(540, 8, [{ sum: 8 * 240, of: 8 }])).toEqual({ value: 390, count: 8 });
  expect(meanAfter(540, 8, [{ sum: 240_000, of: 1_000 }]).value).toBe(242);
});
