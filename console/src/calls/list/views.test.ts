import { describe, expect, test } from 'vitest';
import { daysOf, isPlain, listSearch, queryOf } from './views.ts';

const days = { day_ends: '2026-11-23T08:00:00Z', week_ends: '2026-11-29T08:00:00Z', since: '2026-11-15T08:00:00Z' };
const now = Date.parse('2026-11-22T18:00:00Z');

describe('the list of calls', () => {
  test.each([
    [{ view: 'now' }, { stage: ['live', 'ringing', 'waiting'] }],
    [{ view: 'today' }, { stage: ['scheduled'], agreed_to: days.day_ends }],
    [{ view: 'week' }, { stage: ['scheduled'], agreed_to: days.week_ends }],
    [{ view: 'missed' }, { stage: ['missed'], from: days.since }],
    [
      { view: 'missed', asked: '30' },
      { stage: ['missed'], from: '2026-10-23T18:00:00.000Z' },
    ],
    [
      { view: 'all', stage: 'declined,missed', verdict: 'carrier' },
      { stage: ['declined', 'missed'], verdict: ['carrier'] },
    ],
  ])('%o asks %o', (address, asked) => {
    const query = queryOf(listSearch.parse(address), undefined, days, now);
    expect(Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined))).toEqual(asked);
  });

  test('an address nobody can read opens what is on now, and is the whole of it', () => {
    const search = listSearch.parse({ view: 'ringing', stage: 'live,gone', staff: 'me', asked: '5' });
    expect(search).toEqual({ view: 'now' });
    expect(isPlain(search)).toBe(true);
  });

  test('days are the reader’s own, also when the clocks change in between', () => {
    // Los Angeles goes back an hour on November 1, 2026.
    const offset = (key: string) => (key <= '2026-11-01' ? 7 : 8);
    const midnight = (key: string) => new Date(Date.parse(`${key}T00:00:00Z`) + offset(key) * 3_600_000);
    const dayKey = (at: number) =>
      new Date(at - (at < Date.parse('2026-11-01T09:00:00Z') ? 7 : 8) * 3_600_000).toISOString().slice(0, 10);
    expect(daysOf(Date.parse('2026-10-31T20:00:00Z'), midnight, dayKey)).toEqual({
      day_ends: '2026-11-01T07:00:00.000Z',
      week_ends: '2026-11-07T08:00:00.000Z',
      since: '2026-10-24T07:00:00.000Z',
    });
  });
});
