import type { Address } from '@recoup/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SiteFacts } from '../accounts/index.ts';
import { distanceKm, nearestSite } from './nearest-site.ts';
import { stateOf, whereIs } from './us-places.ts';

const address = (over: Partial<Address> = {}): Address => ({
  line1: '1 Main St',
  city: 'Town',
  region: 'TX',
  postal_code: '75024',
  country: 'US',
  ...over,
});
const site = (code: string, over: Partial<SiteFacts> = {}): SiteFacts => ({
  id: code,
  code,
  name: code,
  timeZone: 'America/Chicago',
  address: address(),
  latitude: null,
  longitude: null,
  archivedAt: null,
  ...over,
});
const dallas = site('DAL', { latitude: 32.8, longitude: -96.8 });
const reno = site('RNO', { latitude: 39.5, longitude: -119.8 });
const newark = site('EWR', { latitude: 40.7, longitude: -74.2 });
const all = [dallas, newark, reno];

describe('the nearest site', () => {
  it.each([
    ['TX', 'DAL'],
    ['OK', 'DAL'],
    ['FL', 'DAL'],
    ['CA', 'RNO'],
    ['WA', 'RNO'],
    ['HI', 'RNO'],
    ['AK', 'RNO'],
    ['NY', 'EWR'],
    ['ME', 'EWR'],
    ['OH', 'EWR'],
    ['PR', 'EWR'],
  ])('a parcel from %s goes to %s', (region, code) => expect(nearestSite(all, address({ region }))?.code).toBe(code));

  it('is the first where nobody knows where the buyer is', () => {
    expect(nearestSite(all, null)?.code).toBe('DAL');
    expect(nearestSite(all, address({ country: 'CA', region: 'ON', postal_code: 'M5V 2T6' }))?.code).toBe('DAL');
  });
  it('knows a site by its address where it says no coordinates', () => {
    const jersey = site('JER', { address: address({ region: 'NJ' }) });
    expect(nearestSite([dallas, jersey], address({ region: 'NY' }))?.code).toBe('JER');
  });
  it('takes a site whose place is unknown last', () => {
    const abroad = site('ABR', { address: address({ country: 'CN', region: 'GD', postal_code: '528400' }) });
    expect(nearestSite([abroad, newark], address())?.code).toBe('EWR');
    expect(nearestSite([abroad], address())?.code).toBe('ABR');
  });
  it('is none where there is none', () => expect(nearestSite([], address())).toBeNull());
});

describe('where an address is', () => {
  it.each([
    ['TX', '', 'TX'],
    ['tx ', '', 'TX'],
    ['Texas', '', 'TX'],
    ['D.C.', '', 'DC'],
    [undefined, '75024', 'TX'],
    [undefined, '10001-1234', 'NY'],
    [undefined, '00501', 'NY'],
    [undefined, '06390', 'CT'],
    [undefined, '73301', 'TX'],
    [undefined, '88595', 'TX'],
    [undefined, '99950', 'AK'],
    ['somewhere', '94105', 'CA'],
    [undefined, '09012', null],
    [undefined, '96201', null],
    [undefined, '', null],
    [undefined, '123', null],
  ])('%s %s is in %s', (region, postal_code, state) =>
    expect(stateOf({ region, postal_code, country: 'US' })).toBe(state),
  );

  it('is nowhere we know outside the United States', () =>
    expect(whereIs({ region: 'CA', postal_code: '94105', country: 'MX' })).toBeNull());
});

describe('the distance', () => {
  it('is the known one between cities', () => {
    expect(
      distanceKm({ latitude: 40.7128, longitude: -74.006 }, { latitude: 34.0522, longitude: -118.2437 }),
    ).toBeCloseTo(3936, -1);
  });
  it('is the same there and back, and none from a place to itself', () => {
    const point = fc.record({
      latitude: fc.double({ min: -90, max: 90, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(point, point, (a, b) => {
        expect(distanceKm(a, b)).toBeCloseTo(distanceKm(b, a), 6);
        expect(distanceKm(a, a)).toBe(0);
        expect(distanceKm(a, b)).toBeLessThanOrEqual(20_016);
      }),
    );
  });
});
