import { type AssumptionKey, assessmentAnswers, assumptionRules, assumptionShape } from '@recoup/contract';
import { calculatorPresets } from '@recoup/contract/calculator-presets';
import { calculatorFields, calculatorLimits, costOfReturns } from '@recoup/contract/cost-of-returns';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moved } from './assessment/goals.tsx';
import { nothingSaid, readSaid, type Said, writeSaid } from './assessment/link.ts';
import { boundsOf } from './assessment/rests.tsx';
import { signInLink, slugOf } from './assessment/start.tsx';
import { choices, usualAnswers } from './assessment/usual.ts';
import { fieldsOf, readLink, writeLink } from './calculator/link.ts';
import { sheetRows } from './calculator/sheet.ts';
import { stepsOf } from './calculator/waterfall.tsx';
import { type Bounds, linkNumber, readNumber, writeNumber } from './number.ts';
import { wordsIn } from './words.ts';

const money: Bounds = { kind: 'money', min: 0, max: 10_000_000 };
const value = (typed: string, bounds: Bounds = money) => {
  const found = readNumber(typed, bounds);
  return found.ok ? found.value : found.wrong.code;
};

describe('a number as people type it', () => {
  test('signs, spaces, commas and full-width digits are no matter', () => {
    for (const typed of ['1289.5', '$1,289.50', ' 1 289.5 ', '１２８９．５', '1，289.50'])
      expect([typed, value(typed)]).toEqual([typed, 128_950]);
    expect(value('5 %', { kind: 'share', min: 0, max: 10_000 })).toBe(500);
    expect(value('.5')).toBe(50);
  });

  test('what is wrong is named, and nothing is rounded in silence', () => {
    expect(value('')).toBe('missing');
    expect(value('abc')).toBe('not_a_number');
    expect(value('1e9')).toBe('not_a_number');
    expect(value('1.2.3')).toBe('not_a_number');
    expect(value('0.005')).toBe('too_fine');
    expect(value('-3')).toBe('too_small');
    expect(value('100000.01')).toBe('too_large');
    expect(value('2.5', { kind: 'count', min: 0, max: 10 })).toBe('whole');
  });

  test('what stands in a field or a link reads back as itself', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('money' as const, 'share' as const, 'count' as const),
        fc.integer({ min: 0, max: 10_000_000 }),
        (kind, amount) => {
          const bounds = { kind, min: 0, max: 10_000_000 };
          expect(value(writeNumber(amount, kind), bounds)).toBe(amount);
          expect(value(linkNumber(amount, kind), bounds)).toBe(amount);
        },
      ),
    );
  });
});

describe('the shared link', () => {
  test('carries only what differs, and brings the same numbers back', () => {
    expect(writeLink({ kind: 'air_fryer', fields: fieldsOf('air_fryer') })).toBe('#kind=air_fryer');
    fc.assert(
      fc.property(fc.constantFrom(...calculatorFields), fc.nat(), (field, nat) => {
        const { kind, min, max } = calculatorLimits[field];
        const amount = Math.min(max, Math.max(min, nat));
        const typed = {
          kind: 'floor_lamp' as const,
          fields: { ...fieldsOf('floor_lamp'), [field]: writeNumber(amount, kind) },
        };
        expect(readLink(writeLink(typed))).toEqual(typed);
      }),
    );
  });

  test('a wrong number in it is shown to be put right, and an unknown kind is the first one', () => {
    const { kind, fields } = readLink('#kind=boat&price=cheap');
    expect([kind, fields.price]).toEqual(['robot_vacuum', 'cheap']);
  });

  test('the steps of the waterfall each begin where the last one ended', () => {
    const steps = stepsOf(costOfReturns(calculatorPresets.robot_vacuum));
    for (const [index, { from, to }] of steps.slice(0, -1).entries()) {
      expect(from).toBe(index === 0 ? 0 : steps[index - 1]!.to);
      expect(to).toBe(from + steps[index]!.amount);
    }
    expect(steps.at(-1)).toMatchObject({ from: 0, to: steps.at(-2)!.to, tone: 'net' });
  });
});

test('the sheet reckons the same by its own formulas', async () => {
  const input = calculatorPresets.robot_vacuum;
  const rows = sheetRows(await wordsIn('zh'), 'robot_vacuum', input);
  const cells = new Map<number, number>();
  const at = (name: string) => cells.get(Number(name.replace(/\D/g, '')))!;
  for (const [index, row] of rows.entries()) {
    const cell = row[1];
    if (typeof cell !== 'object' || cell === null || !('value' in cell)) continue;
    if (typeof cell.value === 'number') cells.set(index + 1, cell.value);
    if (cell.type === 'Formula') cells.set(index + 1, reckon(String(cell.value), at));
  }
  const answer = costOfReturns(input);
  const results = [...cells.values()].map((one) => Math.round(one * 100));
  for (const amount of [
    answer.real_cost,
    answer.all_returned,
    answer.solved_early,
    answer.saving_a_month,
    answer.saving_a_year,
  ])
    expect(results).toContain(amount);
});

/** As much of Excel as the sheet uses: ranges in SUM, ROUND, and the four rules. */
function reckon(formula: string, at: (name: string) => number): number {
  const sum = /^SUM\(\$B\$(\d+):\$B\$(\d+)\)$/.exec(formula);
  if (sum) {
    let total = 0;
    for (let row = Number(sum[1]); row <= Number(sum[2]); row += 1) total += at(`B${row}`);
    return total;
  }
  const [, minus, inner, digits] = /^(-?)ROUND\((.+),(\d)\)$/.exec(formula) ?? [];
  if (inner !== undefined) {
    const scale = 10 ** Number(digits);
    return ((minus ? -1 : 1) * Math.round(reckon(inner, at) * scale)) / scale;
  }
  return inOrder(formula.replace(/\$B\$\d+/g, (name) => String(at(name))));
}

/** Numbers, + − × ÷ and brackets. */
function inOrder(text: string): number {
  let place = 0;
  const peek = () => text[place];
  const atom = (): number => {
    if (peek() === '(') {
      place += 1;
      const inside = terms();
      place += 1;
      return inside;
    }
    const found = /^-?[\d.e-]+/.exec(text.slice(place))![0].replace(/-$/, '');
    const number = /^-?\d+(\.\d+)?/.exec(found)![0];
    place += number.length;
    return Number(number);
  };
  const factors = (): number => {
    let all = atom();
    while (peek() === '*') {
      place += 1;
      all *= atom();
    }
    return all;
  };
  const terms = (): number => {
    let all = factors();
    while (peek() === '+' || peek() === '-') {
      const sign = peek() === '+' ? 1 : -1;
      place += 1;
      all += sign * factors();
    }
    return all;
  };
  return terms();
}

describe('the answers of the self-assessment', () => {
  test('the usual ones and the choices are those of the contract', () => {
    expect(assessmentAnswers.parse({})).toEqual(usualAnswers);
    const { shape } = assessmentAnswers;
    for (const name of ['buyers', 'product', 'size', 'failure', 'today', 'team', 'warehouse'] as const)
      expect([name, shape[name].unwrap().options]).toEqual([name, [...choices[name]]]);
  });

  test('what may be typed for a rule of thumb is what the contract allows', () => {
    for (const key of Object.keys(assumptionRules) as AssumptionKey[]) {
      const { min, max } = boundsOf({ key, unit: assumptionRules[key].unit });
      const allows = (amount: number) => assumptionShape.shape[key].safeParse(amount).success;
      expect([key, allows(min), allows(max), allows(min - 1), allows(max + 1)]).toEqual([
        key,
        true,
        true,
        false,
        false,
      ]);
    }
  });

  test('are kept in the address over signing in', () => {
    const said: Said = {
      answers: {
        product: 'furniture',
        traits: ['battery', 'data'],
        price: 19_900,
        goals: [...usualAnswers.goals].reverse(),
      },
      assumptions: { agent_us: 500_000 },
      policy: { window_days: 45, opened: 'ask' },
      model: 'own',
    };
    expect(readSaid(writeSaid(said))).toEqual(said);
    const next = new URL(signInLink(said), 'http://x').searchParams.get('next')!;
    expect(readSaid(new URL(next, 'http://x').hash)).toEqual(said);
    expect(readSaid('')).toEqual(nothingSaid);
    expect(readSaid('#traits=').answers).toEqual({ traits: [] });
  });

  test('a goal moves to its place and the others close up', () => {
    expect(moved(['a', 'b', 'c', 'd'], 'd', 0)).toEqual(['d', 'a', 'b', 'c']);
    expect(moved(['a', 'b', 'c', 'd'], 'a', 2)).toEqual(['b', 'c', 'a', 'd']);
    expect(moved(['a', 'b'], 'a', -3)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 'a', 9)).toEqual(['b', 'a']);
  });

  test('an address on the web is made of a name where it can be', () => {
    expect([slugOf('Aurora Home!'), slugOf('Café Löwe'), slugOf('极光')]).toEqual(['aurora-home', 'cafe-lowe', '']);
  });
});
