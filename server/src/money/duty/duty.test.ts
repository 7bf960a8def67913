import type { BatchQuestion, DutyRate } from '@recoup/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareBatch } from './compare-batch.ts';
import { allocate, claimBy, type ImportLine, movesOf } from './drawback.ts';
import { lookUp } from './lookup.ts';
import { ratesUs } from './rates-us.ts';
import { drawbackRules } from './rules.ts';

const data: DutyRate[] = ratesUs.map((row) => ({ id: null, own: false, ...row }));
const own = (change: Partial<DutyRate>): DutyRate => ({
  id: '0190aaaa-0000-7000-8000-000000000001',
  hts: '850811',
  origin: 'CN',
  kind: 'section_301',
  rate: 0,
  from: '2020-01-01',
  to: null,
  label: 'Exclusion',
  source_url: null,
  checked_on: null,
  drawback: true,
  own: true,
  ...change,
});

describe('what duty was owed on a day', () => {
  test.each([
    ['a vacuum from China before section 301 rose', '8508110000', '2019-05-01', null],
    ['before the surcharges of 2025', '8508110000', '2024-06-01', 2_500],
    ['under fentanyl and reciprocal duties at their height', '8508110000', '2025-05-01', 2_500 + 2_000 + 12_500],
    ['after the truce', '8508110000', '2025-12-01', 2_500 + 1_000 + 1_000],
    ['under section 122', '8508110000', '2026-03-01', 2_500 + 1_000],
    ['after section 122 ran out', '8508110000', '2026-07-24', 2_500],
  ])('%s', (_, hts, on, total) => {
    expect(lookUp(data, hts, 'CN', on).total).toBe(total);
  });

  test('fentanyl duty is owed and cannot be had back', () => {
    const found = lookUp(data, '8508110000', 'CN', '2025-12-01');
    expect(found.drawback).toBe(2_500 + 1_000);
  });

  test('the longest code counts, other countries pay no section 301, and what nobody checked is said', () => {
    const lamp = lookUp(data, '9405218010', 'CN', '2024-06-01');
    expect(lamp.rows.map((row) => row.rate)).toEqual([390, 2_500]);
    expect(lamp.verified).toBe(false);
    expect(lookUp(data, '8508110000', 'VN', '2024-06-01')).toMatchObject({ total: 0, verified: true });
    expect(lookUp(data, '0101210000', 'CN', '2024-06-01').total).toBeNull();
  });

  test("a workspace's own row counts before ours, also the shorter one", () => {
    expect(lookUp([...data, own({ hts: '8508' })], '8508110000', 'CN', '2024-06-01').total).toBe(0);
  });

  test('every row says from when, where it was looked up, and overlaps no other of its kind, code and origin', () => {
    for (const row of ratesUs) {
      expect(row.source_url).toMatch(/^https:\/\//);
      expect(row.to === null || row.to >= row.from).toBe(true);
      const same = ratesUs.filter(
        (one) => one !== row && one.hts === row.hts && one.kind === row.kind && one.origin === row.origin,
      );
      for (const one of same) expect(one.from > (row.to ?? '9999') || (one.to ?? '9999') < row.from).toBe(true);
    }
  });
});

const line = (change: Partial<ImportLine> = {}): ImportLine => ({
  id: 'a',
  entry_id: 'e',
  number: 'ABC-1234567-8',
  on: '2025-01-10',
  variant_id: 'v',
  quantity: 3,
  claimed: 0,
  duty: 1_000,
  ...change,
});
const unit = (unit_id: string, change = {}) => ({
  unit_id,
  variant_id: 'v',
  gone_on: '2026-05-01',
  in_claim: false,
  ...change,
});

describe('drawback', () => {
  test('a claim may be filed to the end of five years from the import, leap days too', () => {
    expect([claimBy('2021-11-22'), claimBy('2024-02-29')]).toEqual(['2026-11-22', '2029-02-28']);
  });

  test('the oldest import that can still be claimed is taken, piece by piece, 99 % of each', () => {
    const lines = [
      line({ id: 'new', on: '2026-01-01' }),
      line({ id: 'old', on: '2019-01-01' }),
      line({ id: 'mid', quantity: 1, duty: 500 }),
    ];
    const found = allocate([unit('1'), unit('2')], lines, '2026-06-01');
    expect(found.map((one) => ('line' in one ? [one.line.id, one.amount] : one.because))).toEqual([
      ['mid', 495],
      ['new', 330],
    ]);
  });

  test.each([
    ['nothing of it came in before it left', [line({ on: '2026-05-02' })], {}, 'no_import_entry'],
    ['all pieces are claimed', [line({ claimed: 3 })], {}, 'entry_used_up'],
    ['five years are over', [line({ on: '2020-01-01' })], {}, 'too_late'],
    ['it is in a claim already', [line()], { in_claim: true }, 'in_claim'],
    ['no duty was paid', [line({ duty: 0 })], {}, 'no_duty'],
  ])('why not: %s', (_, lines, change, because) => {
    expect(allocate([unit('1', change)], lines, '2026-06-01')[0]).toMatchObject({ because });
  });

  test('however many are claimed, never more than was paid comes back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 99_999 }), (quantity, duty) => {
        const units = Array.from({ length: quantity + 3 }, (_, n) => unit(String(n)));
        const found = allocate(units, [line({ quantity, duty })], '2026-06-01');
        const back = found.reduce((sum, one) => sum + ('line' in one ? one.amount : 0), 0);
        expect(back).toBeLessThanOrEqual((duty * 99) / 100);
        expect(found.filter((one) => 'line' in one).length).toBeLessThanOrEqual(quantity);
      }),
    );
  });

  test('a claim that is paid, refused or withdrawn stays so', () => {
    expect(movesOf('draft')).toEqual(['file', 'withdraw']);
    for (const state of ['paid', 'refused', 'withdrawn'] as const) expect(movesOf(state)).toEqual([]);
  });

  test('every rule of law has its cite, source and the day it was checked', () => {
    for (const rule of drawbackRules) {
      expect(rule.cite).toMatch(/19 (U\.S\.C\.|CFR)/);
      expect(rule.checked_on).not.toBeNull();
    }
  });
});

const asked: BatchQuestion = {
  brand_id: 'b',
  variant_id: 'v',
  quantity: 100,
  price: 9_900,
  sells_percent: 80,
  value_back: 2_000,
  work_per_unit: 300,
  market_fee_percent: 15,
  freight_to_buyer: 850,
  storage_per_day_hundredths: 300,
  days_to_sell: 40,
  customs_value: 3_780,
  capital_percent_per_year: 12,
  freight_back_per_unit: 600,
  brokerage_back: 15_000,
  duty_abroad_percent: 0,
  disposal_per_unit: 150,
  drawback_fee: 20_000,
};
const facts = (amount: number) => ({
  currency: 'USD',
  today: '2026-11-01',
  duty: { amount, from: 'import_entry' as const, facts: {} },
});

describe('a batch', () => {
  test('every way adds up to its lines, and the best is the one that brings most', () => {
    const { ways, best } = compareBatch(asked, facts(1_000));
    for (const { lines, net } of ways) expect(lines.reduce((sum, one) => sum + one.amount.amount, 0)).toBe(net.amount);
    expect(best).toBe('resell_here');
    expect(ways.map(({ way, net }) => [way, net.amount])).toEqual([
      ['resell_here', 80 * 9_900 - 118_800 - 80 * 850 - 30_000 - 12_000 - 4_971 - 20 * 150],
      ['send_back', 200_000 - 60_000 - 15_000 + 99_000 - 20_000],
      ['destroy', -15_000 + 99_000 - 20_000],
    ]);
  });

  test('nobody files a claim that costs more than it brings', () => {
    const { ways } = compareBatch({ ...asked, quantity: 1 }, facts(1_000));
    expect(ways.flatMap(({ lines }) => lines).map(({ code }) => code)).not.toContain('drawback');
  });
});
