import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { isTrackingNumber, ownLabel } from './index.ts';
import { estimatedCost } from './rates.ts';
import { trackingNumber } from './tracking-number.ts';

const to = { line1: '1200 Dock Street', city: 'Dallas', region: 'TX', postal_code: '75201', country: 'US' };

describe('the own label', () => {
  it('asked twice for one label makes one', async () => {
    const intent = { id: newId(), from: null, to, weightG: 900 };
    const first = await ownLabel.make(intent);
    expect(first).toEqual({
      tracking: expect.stringMatching(/^RL\d{19}$/),
      service: 'Ground',
      cost: { amount: 780, currency: 'USD' },
    });
    expect(await ownLabel.make(intent)).toEqual(first);
  });
  it('gives each label a number of its own', () => {
    const numbers = new Set(Array.from({ length: 20_000 }, () => trackingNumber(newId())));
    expect(numbers.size).toBe(20_000);
  });
  it('every number passes its check, and no slip of one digit does', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 2, max: 20 }), fc.integer({ min: 1, max: 9 }), (id, at, by) => {
        const number = trackingNumber(id);
        expect(isTrackingNumber(number)).toBe(true);
        const slipped = number.slice(0, at) + ((Number(number[at]) + by) % 10) + number.slice(at + 1);
        expect(isTrackingNumber(slipped)).toBe(false);
      }),
    );
  });
  it.each([
    [0, 650],
    [454, 650],
    [455, 780],
    [2_268, 1_040],
    [2_269, 1_390],
    [22_680, 3_480],
    [22_681, 3_550],
    [23_134, 3_620],
    [null, 1_040],
  ])('reckons %s grams at %s cents', (grams, cents) => expect(estimatedCost(grams)).toBe(cents));
  it('never reckons a heavier parcel cheaper', () => {
    const grams = fc.integer({ min: 0, max: 100_000 });
    fc.assert(fc.property(grams, grams, (a, b) => (a <= b ? estimatedCost(a) <= estimatedCost(b) : true)));
  });
});
