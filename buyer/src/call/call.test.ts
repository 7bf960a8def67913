import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuyerCall } from '@recoup/contract';
import { browserOf } from '@recoup/rtc/browser';
import { describe, expect, test } from 'vitest';
import { clear, drawn } from './board.ts';
import { askerOf } from './browser.ts';
import type { Facts } from './facts.ts';
import { SHEETS, type Sheet, sheetOf } from './sheet.ts';
import en from './words/call.en.json' with { type: 'json' };
import es from './words/call.es.json' with { type: 'json' };
import zh from './words/call.zh.json' with { type: 'json' };

const now = Date.parse('2026-11-22T15:00:00Z');
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
const call = (stage: BuyerCall['stage'], change: Partial<BuyerCall> = {}): BuyerCall => ({
  id: 'c',
  code: 'CALL-7F3K-92QD',
  stage,
  brand: { name: 'Lumora', slug: 'lumora', color: '#1E2A4A', dot: null, logo_url: null },
  language: 'en',
  audio_only: false,
  with: { name: 'Grace', initials: 'GL' },
  others: [],
  goods: null,
  queue: null,
  scheduled_for: null,
  instead: ['photos', 'slot', 'call_back', 'chat'],
  answered_at: null,
  ended_at: null,
  ended_because: null,
  me: { part_id: 'p', knocks: false },
  stills: [],
  ask_csat: true,
  csat: null,
  ...change,
});
const invitation = (opens_at: string | null) => ({
  state: 'good' as const,
  stage: 'waiting' as const,
  brand: call('live').brand,
  with: null,
  language: 'en' as const,
  audio_only: false,
  scheduled_for: opens_at,
  minutes: null,
  opens_at,
  expires_at: at(60),
});
const nothing: Facts = {
  opening: false,
  refused: null,
  app: null,
  invitation: null,
  call: null,
  seatGone: false,
  camera: 'unasked',
  opened: null,
  agreed: false,
  wish: null,
  line: 'off',
  agent: 'away',
  hint: null,
  dark: false,
  offer: null,
  consent: null,
  needsTap: false,
  now,
};
const app = { app: 'tiktok', system: 'ios', camera: false, outside: null, menu: 'top_right' } as const;
const live: Partial<Facts> = { call: call('live'), camera: 'on', line: 'up', agent: 'here' };
const offer = { state: 'open' } as Facts['offer'];
const asked = { ask: { consent_id: 'x' }, answer: null, recording: false } as Facts['consent'];
const knocks = call('live', { me: { part_id: 'p', knocks: true } });

describe('which sheet lies at the thumb', () => {
  const rows: [what: string, facts: Partial<Facts>, sheet: Sheet][] = [
    ['a link is being read', { opening: true }, 'opening'],
    ['a page that was opened without a link or a seat', {}, 'opening'],
    ['no network', { refused: 'network' }, 'offline'],
    ['a link of the past', { refused: 'link.expired' }, 'link_gone'],
    ['a link that was taken back', { refused: 'call.link_revoked' }, 'link_gone'],
    ['a made-up link', { refused: 'link.not_found' }, 'link_gone'],
    ['a link into a call that is over', { refused: 'call.over' }, 'link_over'],
    ['the agent said no to a second browser', { call: knocks, refused: 'call.not_let_in' }, 'not_let_in'],
    ['calls are switched off', { refused: 'call.turned_off' }, 'failed'],
    ['a window of another app', { app, invitation: invitation(null) }, 'in_app'],
    ['a good link', { invitation: invitation(null) }, 'invited'],
    ['a good link whose time has not come', { invitation: invitation(at(90)) }, 'early'],
    ['a good link whose time has come', { invitation: invitation(at(-1)) }, 'invited'],
    ['trying the camera before it', { invitation: invitation(at(90)), camera: 'on', opened: 'test' }, 'test'],
    ['the browser asks while the call is being made', { camera: 'asking' }, 'asking'],
    ['the camera was quicker than the server', { camera: 'on' }, 'calling'],
    ['a page that may not use the camera', { camera: 'page' }, 'other_page'],
    ['asking while it rings', { call: call('ringing'), camera: 'asking' }, 'asking'],
    ['blocked while it rings', { call: call('ringing'), camera: 'blocked' }, 'blocked'],
    ['blocked after a reload, in the call', { ...live, camera: 'blocked' }, 'blocked'],
    ['no camera', { call: call('ringing'), camera: 'none' }, 'no_camera'],
    ['another app has it', { call: call('ringing'), camera: 'held' }, 'held'],
    ['it rings', { call: call('ringing'), camera: 'on' }, 'ringing'],
    ['it rings, by voice', { call: call('ringing'), camera: 'voice' }, 'ringing'],
    ['in the queue', { call: call('waiting'), camera: 'on' }, 'queue'],
    [
      'in the queue, looking at what else there is',
      { call: call('waiting'), camera: 'on', opened: 'others' },
      'others',
    ],
    ['leaving a number while it waits', { call: call('waiting'), camera: 'on', opened: 'phone' }, 'phone'],
    ['answered while looking at what else there is', { ...live, opened: 'others' }, 'live'],
    ['nobody came', { call: call('missed') }, 'nobody'],
    ['choosing a time instead', { call: call('missed'), opened: 'slots' }, 'slots'],
    ['sending photos instead', { call: call('missed'), opened: 'photos' }, 'photos'],
    ['a wish was noted', { call: call('missed'), wish: 'call_back' }, 'wished'],
    ['a wish was noted while it waited', { call: call('waiting'), wish: 'call_back' }, 'wished'],
    ['a time was agreed just now', { call: call('scheduled'), agreed: true }, 'agreed'],
    ['a time was agreed before', { call: call('scheduled') }, 'early'],
    ['calling it off is asked once', { call: call('scheduled'), opened: 'cancel' }, 'cancel'],
    ['it was called off', { call: call('declined') }, 'called_off'],
    ['they call back, and the page is still open', { call: call('ringing'), wish: 'call_back' }, 'answer'],
    ['left while it rang', { call: call('missed', { ended_because: 'buyer_left' }) }, 'called_off'],
    ['a second browser waits', { call: knocks, camera: 'on' }, 'knocking'],
    ['another browser was let in', { ...live, seatGone: true }, 'taken_over'],
    ['answered, and not yet connected', { ...live, agent: 'coming' }, 'coming'],
    ['both are on', live, 'live'],
    ['sound wants a tap', { ...live, needsTap: true }, 'tap'],
    ['a hint of the agent', { ...live, hint: 'closer' }, 'hint'],
    ['a dark picture', { ...live, dark: true }, 'hint'],
    ['a weak line', { ...live, camera: 'weak', dark: true }, 'weak'],
    ['an offer over a weak line', { ...live, camera: 'weak', offer }, 'offer'],
    ['asked to be recorded, over an offer', { ...live, offer, consent: asked }, 'consent'],
    ['answered about being recorded', { ...live, consent: { ...asked!, answer: 'no' } }, 'live'],
    ['writing', { ...live, opened: 'chat', hint: 'closer' }, 'chat'],
    ['an offer while writing', { ...live, opened: 'chat', offer }, 'offer'],
    ['the server is gone, and they still hear each other', { ...live, line: 'down' }, 'live'],
    ['the own line is gone', { ...live, line: 'down', agent: 'lost' }, 'reconnecting'],
    ['the agent’s line is gone', { ...live, agent: 'lost' }, 'agent_lost'],
    ['leaving is asked once, whatever lies there', { ...live, opened: 'leave', offer }, 'leave'],
    ['it ended while leaving was asked', { ...live, call: call('ended'), opened: 'leave' }, 'ended'],
    ['it ended', { call: call('ended') }, 'ended'],
  ];
  test.each(rows)('%s', (_, facts, sheet) => {
    expect(sheetOf({ ...nothing, ...facts })).toBe(sheet);
  });
  test('every sheet is reached by some state', () => {
    expect(Object.keys(SHEETS).filter((name) => !rows.some(([, , sheet]) => sheet === name))).toEqual([]);
  });
});

describe('what the agent does to the picture', () => {
  const mark = (id: string) => ({ id, kind: 'pen', color: 'red', points: [[0, 0]], words: null }) as const;
  const still = drawn(clear, { kind: 'freeze', still_id: 's', url: '/v1/files/s' });
  test('a mark that grows stands once, and one on another still is let go', () => {
    const word = {
      kind: 'stroke',
      still_id: 's',
      mark: { ...mark('a'), points: [[0, 0]] as [number, number][] },
    } as const;
    const grown = drawn(drawn(still, word), word);
    expect(grown.marks.map(({ id }) => id)).toEqual(['a']);
    expect(drawn(grown, { ...word, still_id: null }).marks).toEqual(grown.marks);
  });
  test('the live picture comes back without what was drawn', () => {
    expect(drawn(still, { kind: 'freeze', still_id: null, url: null })).toEqual(clear);
  });
});

test.each([
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
    'ios_safari',
    'Safari',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1',
    'ios_other',
    'Chrome',
  ],
  [
    'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
    'android',
    'Chrome',
  ],
  [
    'Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36',
    'android',
    'Samsung Internet',
  ],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0', 'desktop', 'Firefox'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
    'safari',
    'Safari',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0',
    'desktop',
    'Edge',
  ],
] as const)('how the camera is allowed is told for the browser one has: %s', (agent, asker, name) => {
  expect(askerOf(agent)).toBe(asker);
  expect(browserOf(agent, null).name).toBe(name);
});

describe('the words of a call', () => {
  const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();
  test.each([
    ['zh', zh],
    ['es', es],
  ] as const)('%s has every text of English, with the same values in it', (_, catalogue) => {
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(en))
      expect([key, holes(catalogue[key as keyof typeof en])]).toEqual([key, holes(text)]);
  });
  test('every key the screens name exists, and none is left over', () => {
    const here = import.meta.dirname;
    const source = readdirSync(here)
      .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
      .map((name) => readFileSync(join(here, name), 'utf8'))
      .join('\n');
    const named = new Set([...source.matchAll(/'([a-z][\w.]*)'/g)].map((found) => found[1]!));
    const made = [...source.matchAll(/`([a-z][a-z_]*)[_.]?\$\{/g)].map((found) => found[1]!);
    const left = Object.keys(en).filter((key) => !named.has(key) && !made.some((start) => key.startsWith(start)));
    expect(left).toEqual([]);
    const used = [...source.matchAll(/\bw\(\s*'([\w.]+)'/g)].map((found) => found[1]!);
    expect(used.length).toBeGreaterThan(100);
    expect(used.filter((key) => !(key in en))).toEqual([]);
  });
});
