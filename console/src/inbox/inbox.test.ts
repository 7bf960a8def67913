import type { Message, ThreadItem } from '@recoup/contract';
import { describe, expect, test } from 'vitest';
import { newerDraft } from './drafts.ts';
import { isRich, pageOf } from './mail-page.ts';
import { mentionsIn, piecesOf, withMentions } from './mentions.ts';
import { readsBack } from './reads-back.ts';
import { hasShelves, inboxSearch, isFiltered, queryOf, sortOf } from './search.ts';
import { cameSince, inLanguage, isNotice, joinPages, newestSaid, withDays } from './thread.ts';
import { instantAt, timeChoices } from './times.ts';

const said = (id: string, at: string, part: Partial<Message> = {}): ThreadItem => ({
  kind: 'message',
  id,
  at,
  message: {
    id,
    at,
    kind: 'message',
    direction: 'in',
    state: 'received',
    language: 'en',
    translations: [],
    ...part,
  } as Message,
});
const happened = (id: string, at: string, type: string): ThreadItem => ({
  kind: 'event',
  id,
  at,
  event: {
    id,
    at,
    type,
    subject_kind: 'conversation',
    subject_id: id,
    actor: { kind: 'system', id: null, name: '' },
    data: {},
  },
});

describe('the address of the list', () => {
  test('what cannot be read in it is left out', () => {
    expect(inboxSearch.parse({ view: 'nonsense', shelf: 'open', tag: 'Not A Tag', priority: 'high' })).toEqual({
      view: undefined,
      shelf: 'open',
      tag: undefined,
      priority: 'high',
    });
  });
  test('opens on what is mine or nobody’s, by what runs out first', () => {
    expect(queryOf({}, { brand_id: 'b' })).toMatchObject({
      view: 'mine_and_unassigned',
      shelf: 'open',
      sort: 'clock',
      brand_id: 'b',
    });
  });
  test('what is late is late on every shelf, and what is settled comes newest first', () => {
    expect(hasShelves({ view: 'breached' })).toBe(false);
    expect(queryOf({ view: 'breached', shelf: 'waiting' }, {})).toMatchObject({ shelf: 'any' });
    expect(sortOf({ shelf: 'closed' })).toBe('newest');
    expect(isFiltered({ view: 'all', tag: 'refund' })).toBe(true);
    expect(isFiltered({ view: 'all', shelf: 'closed' })).toBe(false);
  });
});

describe('times to choose', () => {
  const at = (iso: string) => new Date(iso).getTime();
  const chosen = (now: string, zone: string) =>
    Object.fromEntries(timeChoices(at(now), zone).map(({ key, at: when }) => [key, when.toISOString()]));

  test('tomorrow at nine is nine on the wall of who chooses', () => {
    const now = '2026-11-17T17:42:00Z'; // 9:42 in Los Angeles, 1:42 on the 18th in Shanghai
    expect(chosen(now, 'America/Los_Angeles').tomorrow).toBe('2026-11-18T17:00:00.000Z');
    expect(chosen(now, 'Asia/Shanghai').tomorrow).toBe('2026-11-19T01:00:00.000Z');
  });
  test('later today is offered only while the day has room', () => {
    expect(chosen('2026-11-17T17:42:00Z', 'America/Los_Angeles').later_today).toBe('2026-11-17T21:00:00.000Z');
    expect(chosen('2026-11-18T04:30:00Z', 'America/Los_Angeles').later_today).toBeUndefined();
  });
  test('next week begins on Monday, also when asked on a Monday or a Sunday', () => {
    const zone = 'America/Los_Angeles';
    expect(chosen('2026-11-17T17:42:00Z', zone).next_week).toBe('2026-11-23T17:00:00.000Z');
    expect(chosen('2026-11-16T17:42:00Z', zone).next_week).toBe('2026-11-23T17:00:00.000Z');
    expect(chosen('2026-11-22T20:00:00Z', zone).next_week).toBe('2026-11-23T17:00:00.000Z');
  });
  test('the days clocks are changed', () => {
    const zone = 'America/New_York';
    const wall = { year: 2026, month: 3, day: 8, hour: 9, minute: 0 };
    expect(instantAt(wall, zone).toISOString()).toBe('2026-03-08T13:00:00.000Z');
    expect(instantAt({ ...wall, hour: 2, minute: 30 }, zone).toISOString()).toBe('2026-03-08T07:30:00.000Z');
    expect(instantAt({ ...wall, month: 11, day: 1, hour: 1, minute: 30 }, zone).toISOString()).toBe(
      '2026-11-01T05:30:00.000Z',
    );
    expect(chosen('2026-03-07T18:00:00Z', zone).tomorrow).toBe('2026-03-08T13:00:00.000Z');
  });
});

describe('a thread', () => {
  const a = said('a', '2026-11-17T17:24:00Z');
  const b = said('b', '2026-11-17T17:27:00Z', { direction: 'out', state: 'sent' });
  const c = said('c', '2026-11-17T17:32:00Z');
  const d = said('d', '2026-11-18T08:00:00Z', { kind: 'note', direction: 'internal' });

  test('pages join without doubles, and the fresher copy stands', () => {
    const read = said('b', b.at, { direction: 'out', state: 'read' });
    const { items, gap } = joinPages([a, b], [read, c]);
    expect(items.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(items[1]).toBe(read);
    expect(gap).toBe(false);
  });
  test('a hole between what was known and what is new is not shown as if nothing lay in it', () => {
    const { items, gap } = joinPages([a], [c]);
    expect(gap).toBe(true);
    expect(items.map(({ id }) => id)).toEqual(['c']);
  });
  test('the last word is a word to or from the buyer', () => {
    const later = said('e', '2026-11-18T09:00:00Z', { direction: 'out', state: 'scheduled' });
    expect(newestSaid([a, b, c, d, later])?.id).toBe('c');
    expect(newestSaid([d])).toBeNull();
    expect(cameSince([a, b, c, d, later], 'a').map(({ id }) => id)).toEqual(['b', 'c']);
    expect(cameSince([a, b], 'b')).toEqual([]);
    expect(cameSince([a], null).map(({ id }) => id)).toEqual(['a']);
  });
  test('a head stands where the day changes', () => {
    expect(withDays([a, c, d], (at) => at.slice(0, 10)).map(({ head }) => head)).toEqual([true, false, true]);
  });
  test('what a message shows is not told a second time', () => {
    expect(isNotice(happened('x', a.at, 'message.received'))).toBe(false);
    expect(isNotice(happened('x', a.at, 'conversation.assigned'))).toBe(true);
    expect(isNotice(a)).toBe(false);
    expect(isNotice(happened('x', a.at, 'conversation.opened'))).toBe(false);
  });
  test('the reader’s language is found, whatever its region', () => {
    const translations = [{ language: 'zh-CN', text: '你好', by: 'person', at: a.at }];
    expect(inLanguage({ language: 'en-US', translations }, 'zh')).toMatchObject({ text: '你好' });
    expect(inLanguage({ language: 'zh', translations }, 'zh')).toBeNull();
    expect(inLanguage({ language: 'en', translations: [] }, 'zh')).toBeNull();
  });
});

describe('a translation read back', () => {
  test.each([
    ['Marisol 您好，很抱歉漏装了烤盘，周五前送到。', 'Marisol 您好，非常抱歉漏装了烤盘，周五前送到。', true],
    ['今天发货，不需要寄回任何东西。', '今天发货，需要寄回任何东西。', false],
    ['退您 15 美元。', '退您 50 美元。', false],
    ['We send the part today.', 'We are sending the part today.', true],
    ['We send the part today.', 'The weather in Tucson is warm.', false],
    ["You don't have to send it back.", 'You do not have to send it back.', true],
  ])('%s ← %s', (written, back, same) => {
    expect(readsBack(written, back)?.same).toBe(same);
  });
  test('says nothing where nothing was read back', () => {
    expect(readsBack('你好', null)).toBeNull();
    expect(readsBack('  ', 'x')).toBeNull();
  });
});

describe('a buyer’s mail', () => {
  test('is a page that may run and load nothing', () => {
    const page = pageOf('<p>Hi</p>', 'https://desk.example');
    expect(page).toContain("default-src 'none'");
    expect(page).toContain('img-src https://desk.example data:');
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<p>Hi</p>'));
  });
  test('is shown as it came only where words alone would lose something', () => {
    expect(isRich('<div>Hi</div><br>')).toBe(false);
    expect(isRich('<TABLE><tr><td>1</td></tr></TABLE>')).toBe(true);
    expect(isRich(null)).toBe(false);
    expect(isRich('<p>Yes</p><blockquote data-fold="quoted"><img src="x"></blockquote>')).toBe(false);
  });
});

describe('names and finds', () => {
  const people = [
    { id: '1', name: 'Grace' },
    { id: '2', name: 'Grace Lin' },
    { id: '3', name: '林佳慧' },
  ];
  test('a note names whom it names', () => {
    expect(mentionsIn('@Grace Lin look, and @林佳慧看一下', people)).toEqual(['2', '3']);
    expect(mentionsIn('mail me@Graceful.example', people)).toEqual([]);
    expect(withMentions('for @Grace Lin.', people).filter(({ found }) => found)).toEqual([
      { text: '@Grace Lin', found: true },
    ]);
  });
  test('what was found is cut out of its excerpt', () => {
    expect(piecesOf('the \u0001crisper\u0002 plate')).toEqual([
      { text: 'the ', found: false },
      { text: 'crisper', found: true },
      { text: ' plate', found: false },
    ]);
  });
});

test('of two drafts the newer one is gone on with', () => {
  const here = { mode: 'reply' as const, mine: 'older', theirs: null, at: '2026-11-17T10:00:00Z' };
  const server = { text: 'newer', note: true, updated_at: '2026-11-17T11:00:00Z' };
  expect(newerDraft(here, server)).toMatchObject({ mine: 'newer', mode: 'note' });
  expect(newerDraft({ ...here, at: '2026-11-17T12:00:00Z' }, server)).toMatchObject({ mine: 'older' });
  expect(newerDraft(null, null)).toBeNull();
});
