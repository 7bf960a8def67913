/** Carriers' rules, the table of ways, what a claim is worth and what is said of it: without a database. */
import { claimKind, claimMove, claimState } from '@recoup/contract';
import { describe, expect, test } from 'vitest';
import { SYSTEM } from '../../platform/ctx.ts';
import { carrierKey, carrierRules, fileBy } from './carrier-rules.ts';
import { claimWays, daysLeft, flagsOf, limitOf, movesOfClaim, soldFor, stepClaim, worth } from './claim.ts';

describe('the rules', () => {
  test('of FedEx count from the delivery in the brand’s zone, and from the shipping day where that is all one knows', () => {
    const way = {
      carrier: 'FedEx Home Delivery',
      destination: 'domestic' as const,
      shipped_at: new Date('2026-11-10T18:00:00Z'),
      // Already the 17th in London; still the 16th in Chicago.
      delivered_at: new Date('2026-11-17T03:00:00Z'),
    };
    expect(fileBy(way, 'damage', 'America/Chicago')).toMatchObject({
      day: '2027-01-15',
      rule: { carrier: 'fedex', days: 60, counted_from: 'delivered', first_hand: false },
    });
    expect(fileBy(way, 'damage', 'Europe/London').day).toBe('2027-01-16');
    expect(fileBy({ ...way, delivered_at: null }, 'damage', 'America/Chicago')).toMatchObject({
      day: '2027-01-09',
      rule: { counted_from: 'shipped' },
    });
    expect(fileBy({ ...way, delivered_at: null, shipped_at: null }, 'damage', 'UTC').day).toBeNull();
    expect(fileBy({ ...way, destination: 'international' }, 'damage', 'America/Chicago').day).toBe('2026-12-07');
    expect(fileBy({ ...way, carrier: 'USPS Ground Advantage' }, 'damage', 'America/Chicago').day).toBe('2027-01-09');
    expect(fileBy({ ...way, carrier: 'OnTrac' }, 'damage', 'UTC')).toEqual({ rule: null, day: null });
  });

  test('know a carrier however a shop writes it, and every row names its source and day', () => {
    const names = [
      'FEDEX_GROUND',
      'Federal Express',
      'UPS Ground',
      'U.S. Postal Service',
      'usps',
      'DHL',
      'Cups & Co',
      '',
    ];
    expect(names.map(carrierKey)).toEqual(['fedex', 'fedex', 'ups', 'usps', 'usps', null, null, null]);
    for (const rule of carrierRules) {
      expect(rule.source_url).toMatch(/^https:\/\//);
      expect(rule.checked_on).toMatch(/^2026-/);
    }
    const seen = carrierRules.map(({ carrier, destination, kind }) => `${carrier} ${destination} ${kind}`);
    expect(new Set(seen).size).toBe(seen.length);
    for (const carrier of ['fedex', 'ups', 'usps'])
      for (const kind of claimKind.options) expect(seen).toContain(`${carrier} domestic ${kind}`);
  });

  test('a claim moves by its table alone, and shows what it allows', () => {
    for (const state of claimState.options)
      for (const move of claimMove.options) {
        const next = claimWays[state][move];
        expect(movesOfClaim(state, SYSTEM).includes(move)).toBe(next !== undefined);
        if (next) expect(stepClaim(state, move)).toBe(next);
        else expect(() => stepClaim(state, move)).toThrow('claim.wrong_state');
      }
  });

  test('it is worth what the goods were sold for, no more than the carrier covers in that currency', () => {
    const line = { quantity: 3, unit_price: 10_000, discount: 1_000 };
    expect(soldFor(line, 1)).toBe(9_667);
    expect(soldFor(line, 3)).toBe(29_000);
    const rule = { included: { amount: 10_000, currency: 'USD' } };
    expect([worth(9_667, limitOf(rule, 'USD')), worth(29_000, limitOf(rule, 'USD'))]).toEqual([9_667, 10_000]);
    expect(worth(29_000, limitOf(rule, 'CAD'))).toBe(29_000);
  });

  test('what runs out is said in time, and not after it was filed', () => {
    const claim = {
      state: 'draft' as const,
      file_by: '2027-01-15',
      pictures: 1,
      kind: 'damage' as const,
      verdict: null,
    };
    expect(flagsOf(claim, '2027-01-07')).toEqual([]);
    expect(flagsOf(claim, '2027-01-08')).toEqual(['due_soon']);
    expect(flagsOf(claim, '2027-01-15')).toEqual(['due_soon']);
    expect(flagsOf({ ...claim, pictures: 0, verdict: 'user' }, '2027-01-16')).toEqual([
      'overdue',
      'no_pictures',
      'verdict_changed',
    ]);
    expect(flagsOf({ ...claim, state: 'filed' }, '2027-01-16')).toEqual([]);
    expect(daysLeft(claim, '2027-01-16')).toBe(-1);
    expect(daysLeft({ ...claim, state: 'filed' }, '2027-01-16')).toBeNull();
  });
});
