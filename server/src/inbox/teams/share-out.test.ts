import { permissionsOf, roles } from '@recoup/contract';
import { describe, expect, test } from 'vitest';
import { whoTakes } from './share-out.ts';
import { type Colleague, INBOX_ROLES } from './teams.store.ts';

const one = (id: string, change: Partial<Colleague> = {}): Colleague => ({
  id,
  name: id,
  brand_ids: null,
  languages: ['en'],
  away: false,
  holds: 0,
  most: 30,
  given_at: null,
  ...change,
});
const at = (hour: number) => new Date(Date.UTC(2026, 10, 17, hour));
const english = { brand_id: 'lumora', language: 'en' };

describe('who is given the next conversation', () => {
  test.each<[string, Colleague[], { brand_id: string; language: string | null }, string | null]>([
    ['the one who holds fewest', [one('grace', { holds: 3 }), one('helen', { holds: 2 })], english, 'helen'],
    [
      'among equals who was given something longest ago',
      [one('grace', { given_at: at(10) }), one('helen', { given_at: at(9) })],
      english,
      'helen',
    ],
    [
      'who was never given anything before who was',
      [one('grace', { given_at: at(1) }), one('helen')],
      english,
      'helen',
    ],
    ['nobody who is away', [one('grace', { away: true }), one('helen', { holds: 9 })], english, 'helen'],
    [
      'nobody who has their hands full',
      [one('grace', { holds: 5, most: 5 }), one('helen', { holds: 9 })],
      english,
      'helen',
    ],
    [
      'who reads the language, though they hold more',
      [one('grace', { holds: 9 }), one('wei', { languages: ['zh'] })],
      english,
      'grace',
    ],
    [
      'who works in several languages',
      [one('grace'), one('wei', { languages: ['zh', 'es'] })],
      { brand_id: 'lumora', language: 'es' },
      'wei',
    ],
    [
      'a reader who is full is waited for',
      [one('grace', { holds: 30 }), one('wei', { languages: ['zh'] })],
      english,
      null,
    ],
    [
      'where the only reader is away, whoever is there',
      [one('grace', { away: true }), one('wei', { languages: ['zh'] })],
      english,
      'wei',
    ],
    [
      'a language nobody reads goes to whoever is there',
      [one('grace', { holds: 1 }), one('helen')],
      { brand_id: 'lumora', language: 'zh' },
      'helen',
    ],
    [
      'an unknown language asks for none',
      [one('wei', { languages: ['zh'] })],
      { brand_id: 'lumora', language: null },
      'wei',
    ],
    [
      'only who may see the brand',
      [one('grace', { brand_ids: ['tavola'] }), one('helen', { holds: 8, brand_ids: ['lumora'] })],
      english,
      'helen',
    ],
    ['nobody where all are away', [one('grace', { away: true })], english, null],
    ['nobody in an empty team', [], english, null],
  ])('%s', (_what, members, conversation, expected) => {
    expect(whoTakes(members, conversation)?.id ?? null).toBe(expected);
  });

  test('work goes round: ten conversations over three people differ by one at most', () => {
    const members = [one('a'), one('b'), one('c')];
    for (let n = 0; n < 10; n++) {
      const taker = whoTakes(members, english)!;
      taker.holds += 1;
      taker.given_at = at(n);
    }
    expect(members.map(({ holds }) => holds).sort()).toEqual([3, 3, 4]);
  });
});

test('work is shared out among the roles that may write in the inbox', () => {
  expect([...INBOX_ROLES]).toEqual(roles.filter((role) => permissionsOf[role].includes('inbox.write')));
});
