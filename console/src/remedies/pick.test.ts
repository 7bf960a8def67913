import type { RankedRemedy } from '@recoup/contract';
import { describe, expect, test } from 'vitest';
import {
  type AnswerLine,
  choiceOf,
  firstPick,
  needsOf,
  netPrice,
  percentOf,
  savedBy,
  scaleOf,
  shareOf,
  sumOf,
  told,
} from './pick.ts';

const usd = (amount: number) => ({ amount, currency: 'USD' });
const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;
const offer = (kind: RankedRemedy['kind'], more: Partial<RankedRemedy['offer']> = {}): RankedRemedy['offer'] => ({
  kind,
  amount: usd(0),
  parts: [],
  to: null,
  goods_back: false,
  by: null,
  freight_paid_by: 'nobody',
  ...more,
});
const ranked = (kind: RankedRemedy['kind'], cost: number, more: Partial<RankedRemedy> = {}): RankedRemedy => ({
  kind,
  offer: offer(kind),
  cost: usd(cost),
  cost_if_taken: usd(cost),
  parts: [],
  taken: 8_000,
  taken_from: 'prior',
  taken_count: 0,
  fix_first: false,
  fallback: false,
  available: true,
  notes: [],
  second_person: [],
  ...more,
});
const part = (n: number, mends: boolean): AnswerLine['parts'][number] => ({
  part_id: id(n),
  sku: `P-${n}`,
  title: `Part ${n}`,
  title_zh: null,
  title_es: null,
  photo_url: null,
  price: null,
  per_product: 2,
  mends,
  in_stock: 3,
  expected_on: null,
});

describe('a remedy as somebody picks it', () => {
  test('begins with the part the server offers, else with the only one that mends it', () => {
    const goods = [{ kind: 'part' as const, id: id(1), sku: 'P-1', title: 'Plate', quantity: 1 }];
    const offered = ranked('spare_part', 680, { offer: offer('spare_part', { goods }) });
    expect(firstPick('spare_part', { remedies: [offered], parts: [part(1, true), part(2, true)] }).parts).toEqual({
      [id(1)]: 1,
    });
    expect(firstPick('spare_part', { remedies: [], parts: [part(1, false), part(2, true)] }).parts).toEqual({
      [id(2)]: 2,
    });
    expect(firstPick('spare_part', { remedies: [], parts: [part(1, true), part(2, true)] }).parts).toEqual({});
  });

  test('an exchange names nothing until somebody chose, though policy offers another of the same', () => {
    const goods = [{ kind: 'variant' as const, id: id(1), sku: 'L-BLK', title: 'Lamp, black', quantity: 1 }];
    const offered = ranked('exchange', 7_400, { offer: offer('exchange', { goods }) });
    expect(firstPick('exchange', { remedies: [offered], exchange_for: [] }).variantId).toBeNull();
    expect(needsOf(firstPick('exchange', { remedies: [offered], exchange_for: [] }), offered.offer)).toBe('variant');
  });

  test('says what is still missing before it can be confirmed', () => {
    expect(needsOf(firstPick('spare_part'), undefined)).toBe('parts');
    expect(needsOf({ ...firstPick('spare_part'), parts: { [id(1)]: 0 } }, undefined)).toBe('parts');
    expect(needsOf(firstPick('exchange'), undefined)).toBe('variant');
    expect(needsOf(firstPick('guidance'), undefined)).toBe('article');
    expect(needsOf(firstPick('keep_it'), undefined)).toBe('amount');
    expect(needsOf(firstPick('keep_it'), offer('keep_it', { amount: usd(2_100) }))).toBeNull();
    expect(needsOf(firstPick('refund'), offer('refund', { amount: usd(6_999) }))).toBeNull();
  });

  test('sends only what is other than policy’s own', () => {
    const keeps = offer('keep_it', { amount: usd(2_100) });
    expect(choiceOf(firstPick('keep_it'), keeps)).toBeUndefined();
    expect(choiceOf({ ...firstPick('keep_it'), amount: 2_100 }, keeps)).toBeUndefined();
    expect(choiceOf({ ...firstPick('keep_it'), amount: 3_870 }, keeps)).toEqual({ amount: 3_870 });
    const ships = offer('replacement', { ships: 'on_receipt' });
    expect(choiceOf({ ...firstPick('replacement'), ships: 'now' }, ships)).toEqual({ ships: 'now' });
    expect(choiceOf({ ...firstPick('replacement'), ships: 'on_receipt' }, ships)).toBeUndefined();
    expect(choiceOf({ ...firstPick('spare_part'), parts: { [id(1)]: 2, [id(2)]: 0 } }, undefined)).toEqual({
      parts: [{ part_id: id(1), quantity: 2 }],
    });
  });

  test('pays the sum that was typed, and nothing where only goods leave', () => {
    expect(sumOf(firstPick('keep_it'), offer('keep_it', { amount: usd(2_100) }))).toEqual(usd(2_100));
    expect(sumOf({ ...firstPick('keep_it'), amount: 900 }, offer('keep_it', { amount: usd(2_100) }))).toEqual(usd(900));
    expect(sumOf(firstPick('replacement'), offer('replacement'))).toBeNull();
  });

  test('the price of one of two is half of what both cost after the discount', () => {
    const line = { quantity: 2, unit_price: usd(12_900), discount: usd(1_001) };
    expect(netPrice(line, 1)).toEqual(usd(12_399));
    expect(netPrice(line, 2)).toEqual(usd(24_799));
  });

  test('30 % of 129.00 is 38.70, and a sum between two percentages is none', () => {
    expect(shareOf(12_900, 30)).toBe(3_870);
    expect(percentOf(12_900, 3_870)).toBe(30);
    expect(percentOf(12_900, 3_871)).toBeNull();
    expect(percentOf(0, 100)).toBeNull();
  });
});

describe('remedies beside each other', () => {
  test('what a part saves is told against the return, and never for the return itself', () => {
    const line = { return_cost: usd(5_840) };
    expect(savedBy(ranked('spare_part', 900, { cost_if_taken: usd(680) }), line)).toEqual(usd(5_160));
    expect(savedBy(ranked('refund', 5_840, { fallback: true }), line)).toBeNull();
    expect(savedBy(ranked('replacement', 6_415), line)).toBeNull();
    expect(savedBy(ranked('spare_part', 680), { return_cost: null })).toBeNull();
  });

  test('one scale for all bars, and no bar longer than it', () => {
    expect(scaleOf([ranked('spare_part', 680), ranked('refund', 5_840)])).toBe(5_840);
    expect(scaleOf([])).toBe(1);
  });

  test('costs are told from the largest, and what comes back last', () => {
    const parts = [usd(-2_804), usd(470), usd(0), usd(6_999)].map((amount) => ({ amount }));
    expect(told(parts).map(({ amount }) => amount.amount)).toEqual([6_999, 470, -2_804]);
  });
});
