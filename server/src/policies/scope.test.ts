import { type PolicyScope, startingPolicy } from '@recoup/contract';
import { describe, expect, it } from 'vitest';
import { type Candidate, covers, policyFor } from './scope.ts';

const all: PolicyScope = { categories: [], channels: [], skus: [], bought_from: null, bought_to: null };
const rules = startingPolicy('USD');
function candidate(
  name: string,
  scope: Partial<PolicyScope>,
  publishedAt: string,
  archivedAt: string | null = null,
): Candidate {
  return {
    policyId: name,
    versionId: `${name} version`,
    version: 1,
    name,
    scope: { ...all, ...scope },
    rules,
    publishedAt: new Date(publishedAt),
    archivedAt: archivedAt ? new Date(archivedAt) : null,
  };
}
const bought = {
  placedAt: new Date('2026-11-10T12:00:00Z'),
  zone: 'America/New_York',
  channel: 'shop',
  sku: 'LAMP-01',
  category: 'Lamps',
};

describe('what a scope takes in', () => {
  const rows: [string, Partial<PolicyScope>, boolean][] = [
    ['everything', {}, true],
    ['its category, in any spelling', { categories: ['lamps '] }, true],
    ['not another category', { categories: ['vacuums'] }, false],
    ['its channel', { channels: ['amazon', 'shop'] }, true],
    ['not another channel', { channels: ['amazon'] }, false],
    ['its SKU', { skus: ['lamp-01'] }, true],
    ['only where all of it fits', { skus: ['LAMP-01'], channels: ['amazon'] }, false],
    ['bought on the first day of the season', { bought_from: '2026-11-10' }, true],
    ['bought on the last day of the season', { bought_to: '2026-11-10' }, true],
    ['not the day before', { bought_from: '2026-11-11' }, false],
    ['not the day after', { bought_to: '2026-11-09' }, false],
  ];
  it.each(rows)('%s', (_, scope, expected) => expect(covers({ ...all, ...scope }, bought)).toBe(expected));

  it('counts days of purchase in the brand’s zone', () => {
    const night = { ...bought, placedAt: new Date('2026-12-25T03:00:00Z') };
    const season: PolicyScope = { ...all, bought_to: '2026-12-24' };
    expect(covers(season, night)).toBe(true);
    expect(covers(season, { ...night, zone: 'Asia/Shanghai' })).toBe(false);
  });
});

describe('which policy holds', () => {
  const standard = candidate('standard', {}, '2026-01-01T00:00:00Z');
  const holiday = candidate('holiday', { bought_from: '2026-10-15', bought_to: '2026-12-24' }, '2026-01-02T00:00:00Z');
  const shop = candidate('shop', { channels: ['shop'] }, '2026-01-03T00:00:00Z');
  const lamps = candidate('lamps', { categories: ['Lamps'] }, '2026-01-04T00:00:00Z');
  const one = candidate('one', { skus: ['LAMP-01'] }, '2026-01-05T00:00:00Z');
  const name = (list: Candidate[], over: Partial<typeof bought> = {}) => policyFor(list, { ...bought, ...over })?.name;

  it('the narrower wins: product, category, channel, season, all', () => {
    const wide = [standard, holiday, shop, lamps, one];
    const winners = wide.map((_, i) => name(wide.slice(0, wide.length - i)));
    expect(winners).toEqual(['one', 'lamps', 'shop', 'holiday', 'standard']);
    expect(name([...wide].reverse())).toBe('one');
  });
  it('a category in a season is narrower than the category', () => {
    const sale = candidate('lamp sale', { categories: ['Lamps'], bought_from: '2026-11-01' }, '2026-01-01T00:00:00Z');
    expect(name([lamps, sale])).toBe('lamp sale');
  });
  it('of two equally narrow ones the newer holds', () => {
    const newer = candidate('newer', {}, '2026-06-01T00:00:00Z');
    expect(name([standard, newer])).toBe('newer');
    expect(name([newer, standard])).toBe('newer');
  });
  it('what came later, however narrow, does not touch what was bought before', () => {
    const late = candidate('late', { skus: ['LAMP-01'] }, '2026-11-11T00:00:00Z');
    expect(name([standard, late])).toBe('standard');
    expect(name([standard, late], { placedAt: new Date('2026-11-12T00:00:00Z') })).toBe('late');
  });
  it('an order older than every policy still has the narrowest of them, an archived one last', () => {
    const old = { placedAt: new Date('2025-05-05T00:00:00Z') };
    expect(name([standard, lamps], old)).toBe('lamps');
    expect(
      name(
        [standard, candidate('lamps', { categories: ['Lamps'] }, '2026-01-04T00:00:00Z', '2026-01-05T00:00:00Z')],
        old,
      ),
    ).toBe('standard');
  });
  it('an archived policy stays for what was bought before', () => {
    const gone = candidate('gone', { categories: ['Lamps'] }, '2026-01-01T00:00:00Z', '2026-11-15T00:00:00Z');
    expect(name([standard, gone])).toBe('gone');
    expect(name([standard, gone], { placedAt: new Date('2026-11-15T00:00:01Z') })).toBe('standard');
  });
  it('none where none fits', () => expect(policyFor([lamps], { ...bought, category: 'Vacuums' })).toBeNull());
});
