/** Diagnosis sheets: what holds together, how a run is walked, and which sheet fits. */
import { answersOf, buyerLanguage, faultsOf, measured, type SheetStep, sheetSteps, walk } from '@recoup/contract';
import { describe, expect, test } from 'vitest';
import { startingSheets } from './starting-sheets.ts';
import { bestFirst } from './which-sheet.ts';

const outcome = (verdict: 'carrier' | 'factory' | 'unclear' = 'unclear') => ({
  verdict,
  defect: null,
  reason: null,
  remedy: null,
  says: { en: 'So it is.' },
});
const step = (key: string, change: Partial<SheetStep> = {}): SheetStep => ({
  key,
  ask: { en: `${key}?` },
  help: {},
  picture_file_id: null,
  kind: 'yes_no',
  choices: [],
  measure: null,
  photo: false,
  leads: [{ answers: [], step: null, outcome: outcome() }],
  ...change,
});
const to = (next: string, ...answers: string[]) => ({ answers, step: next, outcome: null });
const end = (verdict: 'carrier' | 'factory' | 'unclear', ...answers: string[]) => ({
  answers,
  step: null,
  outcome: outcome(verdict),
});
const codes = (steps: SheetStep[]) => faultsOf(steps).map((one) => `${one.step}:${one.answer}:${one.code}`);

describe('a sheet is published only when it holds together', () => {
  test.each<[string, SheetStep[], string[]]>([
    ['without a step', [], ['null:null:no_steps']],
    ['with one step that ends', [step('a')], []],
    ['two steps of one name', [step('a', { leads: [to('a2')] }), step('a2'), step('a2')], ['a2:null:twice']],
    [
      'a choice of one',
      [step('a', { kind: 'choice', choices: [{ key: 'x', words: { en: 'x' } }] })],
      ['a:null:choices_missing'],
    ],
    [
      'a measure without a limit',
      [step('a', { kind: 'measure', measure: { unit: 'cm', low: null, high: null } })],
      ['a:null:limits_missing'],
    ],
    [
      'a measure upside down',
      [step('a', { kind: 'measure', measure: { unit: 'cm', low: 5, high: 2 } })],
      ['a:null:limits_missing'],
    ],
    ['an answer that leads nowhere', [step('a', { leads: [end('carrier', 'yes')] })], ['a:no:open_end']],
    [
      'a rule for an answer it has not',
      [step('a', { leads: [end('carrier', 'maybe'), end('unclear')] })],
      ['a:maybe:answer_unknown'],
    ],
    ['a rule to a step that is not there', [step('a', { leads: [to('gone')] })], ['a:null:leads_nowhere']],
    [
      'a rule to both',
      [step('a', { leads: [{ ...to('a'), outcome: outcome() }] })],
      ['a:null:leads_nowhere', 'a:null:circle'],
    ],
    [
      'a rule to neither',
      [step('a', { leads: [{ answers: [], step: null, outcome: null }] })],
      ['a:null:leads_nowhere'],
    ],
    [
      'a rule its elders leave nothing',
      [step('a', { leads: [end('carrier'), end('factory', 'yes')] })],
      ['a:yes:never'],
    ],
    ['a step nobody comes to', [step('a'), step('b')], ['b:null:unreachable']],
    [
      'a circle',
      [step('a', { leads: [to('b')] }), step('b', { leads: [to('a', 'yes'), end('unclear')] })],
      ['a:null:circle'],
    ],
  ])('%s', (_, steps, expected) => {
    expect(codes(steps)).toEqual(expected);
  });

  test('the sheets that come with the product do, in English and Chinese, and every way of each ends in who is responsible', () => {
    for (const { steps, name } of startingSheets) {
      expect(faultsOf(steps)).toEqual([]);
      expect(sheetSteps.parse(steps)).toEqual(steps);
      const ends: string[] = [];
      const down = (answers: { step: string; answer: string }[]): void => {
        const at = walk(steps, answers);
        if (at.outcome) return void ends.push(at.outcome.verdict);
        const next = steps.find(({ key }) => key === at.next)!;
        for (const answer of answersOf(next)) down([...at.answers, { step: next.key, answer }]);
      };
      down([]);
      expect(ends.length).toBeGreaterThan(2);
      const said = [
        name,
        ...steps.flatMap((one) => [
          one.ask,
          ...one.choices.map(({ words }) => words),
          ...one.leads.flatMap(({ outcome }) => outcome?.says ?? []),
        ]),
      ];
      for (const one of said)
        expect(Object.keys(one).filter((key) => buyerLanguage.options.includes(key as 'en'))).toEqual(['en', 'zh']);
    }
  });
});

describe('a run', () => {
  const steps = [
    step('box', { leads: [to('hit', 'yes'), to('inside', 'no')] }),
    step('hit', { leads: [end('carrier', 'yes'), to('inside', 'no')] }),
    step('inside', { leads: [end('factory')] }),
  ];
  const at = (...answers: [string, string][]) =>
    walk(
      steps,
      answers.map(([of, answer]) => ({ step: of, answer })),
    );

  test('asks one step after the other and ends in the outcome its answers lead to', () => {
    expect(at()).toMatchObject({ next: 'box', outcome: null });
    expect(at(['box', 'yes'])).toMatchObject({ next: 'hit', outcome: null });
    expect(at(['box', 'yes'], ['hit', 'yes'])).toMatchObject({ next: null, outcome: { verdict: 'carrier' } });
    expect(at(['box', 'no'], ['inside', 'yes'])).toMatchObject({ next: null, outcome: { verdict: 'factory' } });
  });

  test('drops what followed an answer that now leads elsewhere, and keeps what still stands on the way', () => {
    expect(at(['box', 'no'], ['hit', 'yes']).answers.map(({ step }) => step)).toEqual(['box']);
    expect(at(['box', 'no'], ['hit', 'yes'], ['inside', 'no'])).toMatchObject({ outcome: { verdict: 'factory' } });
  });

  test('takes a measured number for what it is, both limits included', () => {
    const of = { measure: { unit: 'cm', low: 10, high: 12 } };
    expect([9.9, 10, 12, 12.1].map((value) => measured(of, value))).toEqual(['below', 'within', 'within', 'above']);
    expect(answersOf({ kind: 'measure', choices: [], measure: { unit: 'cm', low: null, high: 3 } })).toEqual([
      'within',
      'above',
    ]);
  });
});

test('the sheet for this product and this problem is offered before one for its category, its reason, or anything', () => {
  const sheet = (id: string, change: object = {}) => ({
    id,
    name: id,
    for_products: [],
    for_categories: [],
    for_reasons: [],
    ...change,
  });
  const goods = { product_id: 'p1', category: 'lamp', reason: 'damaged-or-defective' as const };
  const sheets = [
    sheet('any'),
    sheet('reason', { for_reasons: ['damaged-or-defective'] }),
    sheet('other reason', { for_reasons: ['too-small'] }),
    sheet('category', { for_categories: ['lamp'] }),
    sheet('product', { for_products: ['p1'] }),
    sheet('product and reason', { for_products: ['p1'], for_reasons: ['damaged-or-defective'] }),
    sheet('other product', { for_products: ['p2'], for_reasons: ['damaged-or-defective'] }),
  ];
  expect(bestFirst(sheets, goods).map(({ sheet: { id }, fits }) => `${id}: ${fits}`)).toEqual([
    'product and reason: product',
    'product: product',
    'category: category',
    'reason: reason',
    'any: all',
  ]);
  expect(bestFirst(sheets, { ...goods, reason: null }).map(({ sheet: { id } }) => id)).toContain('other reason');
});
