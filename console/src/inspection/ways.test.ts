import type { Way } from '@recoup/contract';
import { expect, test } from 'vitest';
import { isOverridable, listWays, scaleOf, spentParts } from './ways.ts';

const usd = (amount: number) => ({ amount, currency: 'USD' });
function way(
  disposition: Way['disposition'],
  net: number,
  because: { code: string; overridable?: boolean }[] = [],
): Way {
  return {
    disposition,
    allowed: because.length === 0,
    closed_because: because.map(({ code, overridable }) => ({
      code,
      facts: overridable === undefined ? {} : { overridable },
    })),
    forced_by: null,
    gross: usd(Math.max(0, net + 500)),
    spent: usd(500),
    net: usd(net),
    lines: [
      { code: 'sale', amount: usd(net + 500), facts: {} },
      { code: 'labor', amount: usd(-300), facts: {} },
      { code: 'storage', amount: usd(-200), facts: {} },
    ],
    days: 10,
    chance: 90,
  };
}

test('the suggested way stands first, the rest by money, and only what is open has a number', () => {
  const ways = [
    way('open_box', 9_960),
    way('liquidate', 3_580),
    way('hold', 0),
    way('restock', 20_000, [{ code: 'grade_too_low', overridable: false }]),
  ];
  const { open, closed } = listWays({ ways, suggested: 'liquidate' }, true);
  expect(open.map(({ disposition }) => disposition)).toEqual(['liquidate', 'open_box', 'hold']);
  expect(closed).toEqual([{ because: { code: 'grade_too_low', facts: { overridable: false } }, ways: ['restock'] }]);
});

test('a wish of the brand may be overridden by a manager and by nobody else', () => {
  const wished = way('open_box', 9_960, [{ code: 'hygiene_opened', overridable: true }]);
  const unsafe = way('liquidate', 3_000, [{ code: 'unsafe', overridable: false }]);
  expect([isOverridable(wished), isOverridable(unsafe)]).toEqual([true, false]);
  const of = { ways: [wished, unsafe, way('recycle', -150)], suggested: 'recycle' as const };
  expect(listWays(of, true).open.map(({ disposition }) => disposition)).toEqual(['recycle', 'open_box']);
  expect(listWays(of, false).open.map(({ disposition }) => disposition)).toEqual(['recycle']);
});

test('ways closed for the same reason are told in one line', () => {
  const ways = [
    way('recycle', -150),
    way('parts', 0, [{ code: 'not_carried' }]),
    way('donate', 0, [{ code: 'not_carried' }]),
  ];
  expect(listWays({ ways, suggested: 'recycle' }, true).closed).toEqual([
    { because: { code: 'not_carried', facts: {} }, ways: ['parts', 'donate'] },
  ]);
});

test('all bars share the scale of the way that moves most, and what is spent is drawn part by part', () => {
  expect(scaleOf([way('open_box', 9_960), way('recycle', -500)])).toBe(10_460);
  expect(scaleOf([])).toBe(1);
  expect(spentParts(way('open_box', 9_960))).toEqual([300, 200]);
});
