import { type AssessmentAnswers, assessmentInput, remarkWords, usualAssumptions } from '@recoup/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseSites, homesOf, zoneOf } from './choose-sites.ts';
import { makePlan } from './make-plan.ts';
import { planPdf } from './plan-paper.ts';
import { monthOf, serviceModels, suggestModel } from './service-models.ts';

const usual = assessmentInput.parse({});
const shape = assessmentInput.shape.answers.unwrap().shape;
const anyAnswers: fc.Arbitrary<AssessmentAnswers> = fc.record({
  buyers: fc.constantFrom(...shape.buyers.unwrap().options),
  product: fc.constantFrom(...shape.product.unwrap().options),
  size: fc.constantFrom(...shape.size.unwrap().options),
  traits: fc.subarray(['battery', 'fragile', 'hygiene', 'data', 'assembly'] as const),
  failure: fc.constantFrom(...shape.failure.unwrap().options),
  today: fc.constantFrom(...shape.today.unwrap().options),
  orders_a_month: fc.integer({ min: 1, max: 1_000_000 }),
  price: fc.integer({ min: 1, max: 10_000_000 }),
  return_rate: fc.integer({ min: 0, max: 10_000 }),
  channels: fc.subarray(['shopify', 'amazon', 'other'] as const),
  goals: fc.shuffledSubarray(['spend_less', 'more_back', 'good_reviews', 'little_work'] as const, { minLength: 4 }),
  team: fc.constantFrom(...shape.team.unwrap().options),
  warehouse: fc.constantFrom(...shape.warehouse.unwrap().options),
});
const plan = (answers: Partial<AssessmentAnswers> = {}, more: object = {}) =>
  makePlan(assessmentInput.parse({ answers, ...more }));

describe('the plan', () => {
  test('whatever is answered, every way adds up, a year is twelve months, and every remark has its words', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const made = makePlan({ ...usual, answers });
        for (const { parts, month, year, good, weak, people } of made.models) {
          expect(parts.reduce((sum, { amount }) => sum + amount, 0)).toBe(month);
          expect(year).toBe(12 * month);
          expect(Number.isSafeInteger(year)).toBe(true);
          expect(people.every(({ tenths }) => tenths >= 0)).toBe(true);
          for (const { code } of [good, weak, made.why]) expect(remarkWords[code], code).toBeDefined();
        }
        expect(made.models.map(({ kind }) => kind)).toContain(made.suggested);
        const open = made.sites.filter(({ pays }) => pays);
        expect(open.length).toBeGreaterThan(0);
        expect(open.reduce((sum, { share }) => sum + share, 0)).toBe(10_000);
        expect(made.policy.window.days).toBeGreaterThanOrEqual(30);
        expect(made.sops.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });

  test('a rule of thumb that is changed changes the figure it carries, and is told beside the usual one', () => {
    const before = plan();
    const after = plan({}, { assumptions: { agent_us: 900_000 } });
    const people = (made: typeof before) => made.models[0]!.parts.find(({ code }) => code === 'people')!.amount;
    expect(people(after)).toBe(2 * 900_000);
    expect(people(before)).toBe(2 * 446_100);
    expect(after.assumptions.find(({ key }) => key === 'agent_us')).toMatchObject({ value: 900_000, usual: 446_100 });
  });

  test('the policy follows the answers, and what is changed by hand wins', () => {
    expect(plan().policy.window.days).toBe(30);
    expect(plan({ goals: ['good_reviews', 'spend_less', 'more_back', 'little_work'] }).policy.window.days).toBe(60);
    expect(plan({ product: 'hygiene' }).policy.condition.opened).toBe('ask');
    expect(plan({}, { policy: { window_days: 45, buyer_fee: 0 } }).policy).toMatchObject({
      window: { days: 45 },
      freight: { buyer_fee: 0 },
    });
  });
});

describe('the way it is run', () => {
  const answers = usual.answers;
  const assumptions = usualAssumptions(answers);
  const models = serviceModels(answers, assumptions, 1);
  const costly = (kind: string, month: number) => models.map((one) => (one.kind === kind ? { ...one, month } : one));

  test('an own team is never smaller than two people; people are paid for what they answer', () => {
    expect(monthOf('own', { ...answers, orders_a_month: 1 }, assumptions, 1).people[0]).toMatchObject({ tenths: 20 });
    const many = monthOf('own', { ...answers, orders_a_month: 50_000 }, assumptions, 1).people[0]!.tenths;
    // 50,000 orders × 20 % contacts × 80 % for people × 12 minutes ÷ 120 hours
    expect(many).toBe(134);
  });

  test('the cheapest is suggested, unless the first goal says otherwise and is not too dear', () => {
    expect(suggestModel(models, ['spend_less', 'more_back', 'good_reviews', 'little_work'])).toMatchObject({
      suggested: 'mixed',
      why: { code: 'why.cheapest' },
    });
    const cheapAgency = costly('outsourced', 1);
    expect(suggestModel(cheapAgency, ['good_reviews', 'spend_less', 'more_back', 'little_work'])).toMatchObject({
      suggested: 'mixed',
      why: { code: 'why.reviews' },
    });
    const mixed = models.find(({ kind }) => kind === 'mixed')!.month;
    const goals = ['little_work', 'spend_less', 'more_back', 'good_reviews'] as const;
    expect(suggestModel(costly('outsourced', Math.floor(mixed * 1.15)), [...goals]).suggested).toBe('outsourced');
    expect(suggestModel(costly('outsourced', Math.ceil(mixed * 1.16)), [...goals])).toMatchObject({
      suggested: 'mixed',
      why: { code: 'why.little_work_dear' },
    });
  });
});

describe('the sites', () => {
  const question = {
    buyers: 'everywhere' as const,
    returns: 100,
    travelling: 65,
    returnFreight: 1_485,
    zoneStep: 800,
    siteMinimum: 25_000,
  };

  test('the shares of the states sum to one, and mostly west weighs the west', () => {
    for (const buyers of ['everywhere', 'west', 'south', 'midwest', 'northeast'] as const)
      expect(homesOf(buyers).reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
    expect(chooseSites({ ...question, buyers: 'west' })[0]!.region).toBe('CA');
  });

  test('carrier zones begin and end where the chart says', () => {
    expect([0, 241, 242, 482, 484, 965, 967, 1_609, 1_610, 2_253, 2_254, 2_896, 2_898].map(zoneOf)).toEqual([
      2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8,
    ]);
  });

  test('a site that does not pay yet says from which volume it would, and then it does', () => {
    const [, next] = chooseSites(question);
    expect(next).toMatchObject({ pays: false, pays_from: expect.any(Number) });
    const returns = next!.pays_from!;
    const grown = chooseSites({ ...question, returns, travelling: Math.ceil(returns * 0.65) });
    expect(grown[1]).toMatchObject({ code: next!.code, pays: true });
    expect(grown[0]!.share + grown[1]!.share).toBe(10_000);
  });

  test('free freight gives no reason for a second site at any volume', () => {
    expect(chooseSites({ ...question, returnFreight: 0 })[1]).toMatchObject({ pays: false, pays_from: null });
  });
});

test('the plan is printed in both languages, and the same plan is the same bytes', async () => {
  const made = plan();
  const at = new Date('2026-11-22T10:00:00Z');
  for (const language of ['en', 'zh'] as const) {
    const asked = { answers: usual.answers, language };
    const paper = await planPdf(made, asked, at);
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
    expect(paper.length).toBeGreaterThan(8_000);
    expect((await planPdf(made, asked, at)).equals(paper)).toBe(true);
  }
});
