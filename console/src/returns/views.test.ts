import { describe, expect, test } from 'vitest';
import { fromKept, isPlain, listSearch, queryOf, sameSearch, toKeep, usualSort } from './views.ts';

const now = Date.parse('2026-11-17T18:00:00Z');
const dayKey = (at: number) => new Date(at).toISOString().slice(0, 10);
const site = '019a0000-0000-7000-8000-000000000001';
const other = '019a0000-0000-7000-8000-000000000002';

describe('the address of the list', () => {
  test('opens on what needs a decision', () => {
    expect(listSearch.parse({})).toEqual({ view: 'needs_decision' });
  });

  test('leaves out what it cannot read, and keeps the rest', () => {
    expect(
      listSearch.parse({ view: 'somewhere', site: 'x', reason: 'too-small,nonsense', asked: '5', sku: 'LM-R7', q: '' }),
    ).toEqual({ view: 'needs_decision', sku: 'LM-R7' });
  });

  test('takes several reasons and stages', () => {
    const search = listSearch.parse({ view: 'all', reason: 'too-small,other', stage: 'received' });
    expect(queryOf(search, {}, now, dayKey)).toMatchObject({ reason: ['too-small', 'other'], stage: ['received'] });
  });
});

describe('the query', () => {
  test('sorts by the clock where something is due, by date where nothing is', () => {
    expect(usualSort('needs_decision')).toBe('clock');
    expect(usualSort('closed_week')).toBe('newest');
    expect(queryOf({ view: 'late', sort: 'oldest' }, {}, now, dayKey).sort).toBe('oldest');
  });

  test('is narrowed by the bar at the top unless the sentence names another site', () => {
    expect(queryOf({ view: 'all' }, { site_id: site }, now, dayKey).site_id).toBe(site);
    expect(queryOf({ view: 'all', site: other }, { site_id: site }, now, dayKey).site_id).toBe(other);
  });

  test('counts the days back in the calendar of the reader', () => {
    expect(queryOf({ view: 'all', asked: '30' }, {}, now, dayKey).asked_from).toBe('2026-10-18');
  });
});

describe('a saved view', () => {
  test('is its sentence', () => {
    const search = listSearch.parse({ view: 'late', sku: 'LM-R7', reason: 'too-small' });
    const kept = toKeep(search);
    expect(kept).toEqual({ view: 'late', sku: 'LM-R7', reason: 'too-small' });
    expect(sameSearch(fromKept(kept), search)).toBe(true);
    expect(sameSearch(fromKept(kept), { view: 'late' })).toBe(false);
  });

  test('of an older version still opens', () => {
    expect(fromKept({ view: 'all', gone: 'x', reason: ['a'] })).toEqual({ view: 'all' });
  });

  test('a view is plain until a word is changed', () => {
    expect(isPlain(listSearch.parse({ view: 'late', sort: 'oldest' }))).toBe(true);
    expect(isPlain(listSearch.parse({ view: 'late', q: 'Dana' }))).toBe(false);
  });
});
