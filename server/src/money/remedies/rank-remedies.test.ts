import type { CostPart, Reason, RemedyKind } from '@recoup/contract';
import { reasons } from '@recoup/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anotherLamp, candidate, every, grades, lampProblem, nothingKnown, shade } from '../testing/problem.ts';
import type { Candidate, Problem, Sent } from './problem.ts';
import { rankRemedies } from './rank-remedies.ts';

const kinds = Object.keys(every) as RemedyKind[];
const all = Object.values(every) as Candidate[];
const amounts = (parts: readonly CostPart[]) =>
  Object.fromEntries(parts.map(({ code, amount }) => [code, amount.amount]));
const ranked = (problem: Problem, candidates = all) => rankRemedies(problem, candidates);
const of = (kind: RemedyKind, problem = lampProblem(), candidates = all) =>
  ranked(problem, candidates).find((one) => one.kind === kind)!;

const someProblem = fc
  .record({
    reason: fc.constantFrom(...reasons),
    quantity: fc.integer({ min: 1, max: 20 }),
    net: fc.integer({ min: 1, max: 5_000_000 }),
    tax: fc.integer({ min: 0, max: 500_000 }),
    unit_cost: fc.option(fc.integer({ min: 0, max: 2_000_000 })),
    nets: fc.array(fc.integer({ min: -5_000, max: 2_000_000 }), { minLength: 4, maxLength: 4 }),
    counts: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 4, maxLength: 4 }),
    taken: fc.integer({ min: 0, max: 100 }),
    destination: fc.constantFrom('home' as const, 'far' as const, 'abroad' as const),
    weight_g: fc.option(fc.integer({ min: 1, max: 60_000 })),
  })
  .map(({ net, tax, nets, counts, taken, unit_cost, weight_g, ...rest }): Problem => {
    const [a, b, c, d] = nets as [number, number, number, number];
    const recovery = lampProblem().recovery;
    return lampProblem({
      ...rest,
      paid: { net, gross: net + tax },
      goods: { sku: 'LM-H1', price: net, unit_cost, weight_g },
      recovery: {
        A: { ...recovery.A, net: a },
        B: { ...recovery.B, net: b },
        C: { ...recovery.C, net: c },
        D: { ...recovery.D, net: d },
      },
      history: {
        ...nothingKnown,
        grades: [grades(...(counts as [number, number, number, number]))],
        taken: { keep_it: [{ reason: rest.reason, own: false, yes: taken, of: 100 }] },
      },
    });
  });

describe('what a remedy is expected to cost', () => {
  it('a plain return: the price, the parcel, the work, less what the goods bring; the tax is reclaimed', () => {
    const refund = of('refund');
    // 9 % A, 24 % B, 33 % C, 34 % D: 864 + 1680 + 1254 − 51 comes back; 13 minutes at 24.00 an hour; two kilos.
    expect(amounts(refund.parts)).toEqual({
      payout: 12_900,
      freight_back: 1_040,
      handling: 520,
      recovery: -3_747,
      dispute: 2, // 15.00 fee, as nothing is left to dispute
    });
    expect(refund.cost.amount).toBe(10_715);
    expect(refund.parts.every(({ chance, code }) => chance === null || code === 'dispute')).toBe(true);
    expect(refund).toMatchObject({ fallback: true, taken: 10_000, taken_from: 'certain' });
  });

  it('keeping it: what is paid, by the chance that it is taken; else the return happens', () => {
    const keep = of('keep_it');
    expect(keep).toMatchObject({ taken: 3_800, taken_from: 'prior', taken_count: 0 });
    expect(amounts(keep.parts)).toEqual({
      payout: 1_471, // 38 % of 38.70
      comes_back: 234, // 38 % × 9 % of what a return would still cost
      dispute: 13,
      declined: 6_643, // 62 % of 107.15
    });
    expect(keep.cost_if_taken.amount).toBeLessThan(5_000);
  });

  it('a part: what it costs, packing and the small parcel', () => {
    expect(amounts(of('spare_part').parts)).toMatchObject({ goods: 330, freight_out: 358, handling: 110 });
  });

  it('a replacement sends goods and duty, and takes the old ones back', () => {
    const dutiable: Sent = { ...anotherLamp, duty: { amount: 176, facts: { percent: 390 } } };
    const replaced = of('replacement', lampProblem(), [every.refund, candidate(every.replacement.offer, [dutiable])]);
    const codes = replaced.parts.map(({ code }) => code);
    expect(codes).toEqual(
      expect.arrayContaining(['goods', 'duty', 'freight_out', 'freight_back', 'handling', 'recovery', 'declined']),
    );
    expect(replaced.parts.find(({ code }) => code === 'duty')!.full.amount).toBe(176);
  });

  it('one that need not come back costs no parcel back and brings no goods', () => {
    const kept = candidate({ ...every.replacement.offer, goods_back: false }, [anotherLamp]);
    const codes = of('replacement', lampProblem(), [every.refund, kept]).parts.map(({ code }) => code);
    expect(codes).not.toContain('freight_back');
    expect(codes).not.toContain('recovery');
  });

  it('an exchange for something dearer is paid for by the buyer, without the tax in the difference', () => {
    const dearer = candidate({ ...every.exchange.offer, difference: { amount: 1_083, currency: 'USD' } }, [
      anotherLamp,
    ]);
    const part = of('exchange', lampProblem(), [every.refund, dearer]).parts.find(({ code }) => code === 'payout')!;
    expect(part.full.amount).toBe(-1_000);
  });

  it('fees kept from a refund make the return cheaper', () => {
    const charged = candidate({
      ...every.refund.offer,
      amount: { amount: 13_169, currency: 'USD' },
      parts: [...every.refund.offer.parts, { code: 'return_freight', amount: { amount: -795, currency: 'USD' } }],
    });
    expect(amounts(of('refund', lampProblem(), [charged]).parts)).toMatchObject({ fees_kept: -795, payout: 12_900 });
  });

  it('a cost the catalogue does not say is supposed, and marked so', () => {
    const unknown: Sent = { ...anotherLamp, unit_cost: null };
    const part = of('replacement', lampProblem(), [every.refund, candidate(every.replacement.offer, [unknown])]).parts;
    expect(part.find(({ code }) => code === 'goods')).toMatchObject({ from: 'prior', full: { amount: 5_160 } });
  });

  it('goods that go abroad travel dearer both ways', () => {
    const abroad = of('refund', lampProblem({ destination: 'abroad' }));
    expect(amounts(abroad.parts).freight_back).toBe(3_328);
  });

  it("the brand's own labels move what freight is supposed to cost", () => {
    const labels = { back: Array.from({ length: 6 }, () => ({ amount: 2_080, grams: 2_000 })), out: [] };
    const refund = of('refund', lampProblem({ history: { ...nothingKnown, labels } }));
    // Six labels at twice the estimate, weighed like six cases of the assumption.
    expect(refund.parts.find(({ code }) => code === 'freight_back')).toMatchObject({
      amount: { amount: 1_560 },
      from: 'history',
      count: 6,
    });
  });

  it('units found as good as new make a return cheaper, and the line says how many were seen', () => {
    const seen = of('refund', lampProblem({ history: { ...nothingKnown, grades: [grades(48, 0, 0, 0)] } }));
    expect(seen.cost.amount).toBeLessThan(of('refund').cost.amount);
    expect(seen.parts.find(({ code }) => code === 'recovery')).toMatchObject({ from: 'history', count: 48 });
  });

  it('what was often declined is worth less to offer', () => {
    const declined = {
      ...nothingKnown,
      taken: { keep_it: [{ reason: 'damaged-or-defective' as const, own: false, yes: 0, of: 60 }] },
    };
    const keep = of('keep_it', lampProblem({ history: declined }));
    expect(keep).toMatchObject({ taken: 950, taken_from: 'history', taken_count: 60 });
    expect(keep.cost.amount).toBeGreaterThan(of('keep_it').cost.amount);
  });
});

describe('the rank', () => {
  it('puts the cheapest fair remedy first and never leaves the plain return out', () => {
    const list = ranked(lampProblem());
    expect(list.map(({ kind }) => kind).sort()).toEqual([...kinds].sort());
    expect(list[0]!.kind).toBe('spare_part');
    const offered = list.filter(({ taken }) => taken >= 1_000);
    expect(offered.map(({ cost }) => cost.amount)).toEqual(
      offered.map(({ cost }) => cost.amount).sort((a, b) => a - b),
    );
  });

  it('tries help, a part or keeping it first where they are likely to help, and nothing else', () => {
    expect(
      ranked(lampProblem())
        .filter(({ fix_first }) => fix_first)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['guidance', 'keep_it', 'spare_part']);
    expect(ranked(lampProblem({ reason: 'too-small' })).filter(({ fix_first }) => fix_first)).toEqual([]);
  });

  it('keeping it for more than a return costs is not tried first', () => {
    const dear = candidate({
      ...every.keep_it.offer,
      amount: { amount: 12_500, currency: 'USD' },
      parts: [{ code: 'keep_it', amount: { amount: 12_500, currency: 'USD' } }],
    });
    expect(of('keep_it', lampProblem(), [every.refund, dear]).fix_first).toBe(false);
  });

  it('what is out of stock comes last and says so', () => {
    const note = { rule: 'stock', code: 'out_of_stock', facts: { expected_on: '2026-12-04' } };
    const gone = candidate(every.spare_part.offer, [shade], { available: false, notes: [note] });
    const list = ranked(lampProblem(), [gone, every.refund, every.keep_it]);
    expect(list.at(-1)).toMatchObject({ kind: 'spare_part', available: false, fix_first: false, notes: [note] });
  });

  it('what hardly anybody takes ranks after the plain return, however cheap', () => {
    const list = ranked(lampProblem({ reason: 'too-small' }), [every.refund, every.keep_it]);
    expect(list.map(({ kind }) => kind)).toEqual(['refund', 'keep_it']);
  });

  it('under warranty alone the replacement is what happens at the least', () => {
    const list = ranked(lampProblem(), [every.replacement, every.spare_part]);
    expect(list.find(({ kind }) => kind === 'replacement')).toMatchObject({ fallback: true, taken: 10_000 });
  });

  it('answers even where policy grants nothing to fall back on', () => {
    const [only] = ranked(lampProblem(), [every.guidance]);
    expect(only!.parts.find(({ code }) => code === 'declined')!.facts).toMatchObject({ instead: null });
  });

  it('says of every figure where it comes from, and the basis of what is supposed', () => {
    const parts = ranked(lampProblem()).flatMap(({ parts }) => parts);
    for (const part of parts.filter(({ from, code }) => from === 'prior' && code !== 'declined'))
      expect(part.facts.basis, part.code).toEqual(expect.any(String));
    for (const part of parts.filter(({ from }) => from === 'history')) expect(part.count).toBeGreaterThan(0);
  });
});

describe('whatever the problem', () => {
  it('the parts of a remedy add up to its cost, and each to its chance of the whole', () => {
    fc.assert(
      fc.property(someProblem, (problem) => {
        for (const { parts, cost, cost_if_taken } of ranked(problem)) {
          expect(parts.reduce((sum, { amount }) => sum + amount.amount, 0)).toBe(cost.amount);
          expect(Number.isSafeInteger(cost_if_taken.amount)).toBe(true);
          for (const { full, amount, chance } of parts)
            expect(Math.abs(amount.amount - (full.amount * (chance ?? 10_000)) / 10_000)).toBeLessThanOrEqual(0.5);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('every candidate is answered once, and the plain return is a real offer', () => {
    fc.assert(
      fc.property(someProblem, fc.subarray(kinds), (problem, some) => {
        const list = ranked(problem, [
          every.refund,
          ...some.filter((kind) => kind !== 'refund').map((kind) => every[kind]),
        ]);
        expect(new Set(list.map(({ kind }) => kind)).size).toBe(list.length);
        const plain = list.findIndex(({ kind }) => kind === 'refund');
        expect(list[plain]).toMatchObject({ fallback: true, available: true });
        // After it stands only what costs more, cannot be done, or is hardly ever taken.
        for (const one of list.slice(plain + 1))
          expect(one.taken < 1_000 || one.cost.amount >= list[plain]!.cost.amount).toBe(true);
      }),
    );
  });

  it('a cheaper part never ranks after a dearer identical one', () => {
    fc.assert(
      fc.property(someProblem, fc.nat({ max: 100_000 }), fc.nat({ max: 100_000 }), (problem, cost, more) => {
        const withPart = (unit_cost: number) =>
          ranked(problem, [
            ...all.filter(({ offer }) => offer.kind !== 'spare_part'),
            candidate(every.spare_part.offer, [{ ...shade, unit_cost }]),
          ]);
        const place = (unit_cost: number) => withPart(unit_cost).findIndex(({ kind }) => kind === 'spare_part');
        expect(place(cost)).toBeLessThanOrEqual(place(cost + more));
      }),
    );
  });

  it('the same question gets the same answer, in whatever order remedies are named', () => {
    fc.assert(
      fc.property(someProblem, fc.shuffledSubarray(all, { minLength: all.length }), (problem, shuffled) => {
        expect(ranked(problem, shuffled).map(({ kind }) => kind)).toEqual(ranked(problem).map(({ kind }) => kind));
      }),
    );
  });
});

it.each(reasons as readonly Reason[])('every reason has its priors: %s', (reason) => {
  for (const one of ranked(lampProblem({ reason }))) expect(Number.isSafeInteger(one.cost.amount)).toBe(true);
});
