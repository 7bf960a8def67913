import type { CallOffer, Mark } from '@recoup/contract';
import type { PeerState } from '@recoup/rtc';
import { describe, expect, test } from 'vitest';
import { clockText } from './clock.ts';
import { lengthWords } from './draw/lengths.ts';
import { wordOver } from './ring/over.ts';
import { fitted, pointIn } from './room/fit.ts';
import { leftOpen, wrapsUp } from './room/left-open.ts';
import { numbersOf, overWord, pictureWord } from './room/picture-words.ts';

const state = {
  muted: false,
  camera: 'on',
  facing: null,
  torch: 'none',
  hidden: false,
  picture: null,
  dark: false,
} as const;
const on = { connection: 'connected', hasPicture: true, audioOnly: false, state } as const;

describe('in place of the buyer’s picture', () => {
  test.each([
    ['ringing', null, 'rings_there'],
    ['live', null, 'not_here'],
    ['live', on, null],
    ['live', { ...on, hasPicture: false }, 'connecting'],
    ['live', { ...on, connection: 'lost' }, 'lost'],
    ['live', { ...on, connection: 'failed', hasPicture: false }, 'failed'],
    ['live', { ...on, state: { ...state, camera: 'weak' }, audioOnly: true }, 'camera_weak'],
    ['live', { ...on, state: { ...state, camera: 'held' } }, 'camera_held'],
    ['live', { ...on, audioOnly: true }, 'audio_only'],
  ] as const)('%s, %o: %s', (stage, buyer, word) => {
    expect(pictureWord(stage, buyer as PeerState | null)).toBe(word);
  });

  test('a page in the background is told of before that it is muted', () => {
    expect(overWord({ connection: 'connected', state: { ...state, hidden: true, muted: true } })).toBe('hidden');
    expect(overWord({ connection: 'connected', state: { ...state, muted: true } })).toBe('muted');
    expect(overWord({ connection: 'connected', state })).toBeNull();
  });

  test('a picture held upright is as high as its short side says', () => {
    const sample = { width: 720, height: 1280, rtt: 84, loss_in: 0.6 };
    expect(numbersOf({ sample } as PeerState)).toEqual({ height: 720, rtt: 84, loss: 0.6 });
    expect(numbersOf(null)).toEqual({ height: null, rtt: null, loss: null });
  });
});

test('an upright picture stands in the middle of a wide room, and a point of it is found again', () => {
  const rect = fitted({ width: 1000, height: 500 }, { width: 720, height: 1280 });
  expect(rect).toEqual({ left: 359.375, top: 0, width: 281.25, height: 500 });
  expect(pointIn(rect, 500, 250)).toEqual([0.5, 0.5]);
  expect(pointIn(rect, 100, 250)).toBeNull();
});

test('a call rings off with a word: taken, elsewhere, left; nothing of one’s own', () => {
  const staff = { id: 'luis', name: 'Luis' };
  expect(wordOver({ stage: 'live', staff, ended_because: null }, 'grace')).toBe('taken');
  expect(wordOver({ stage: 'live', staff, ended_because: null }, 'luis')).toBeNull();
  expect(wordOver({ stage: 'ringing', staff: null, ended_because: null }, 'grace')).toBe('elsewhere');
  expect(wordOver({ stage: 'missed', staff: null, ended_because: 'buyer_left' }, 'grace')).toBe('left');
  expect(wordOver({ stage: 'missed', staff: null, ended_because: 'nobody_answered' }, 'grace')).toBe('missed');
});

test('hanging up asks only about what is open', () => {
  const goods = { order_id: 'o', order_number: '#20431', order_line_id: 'l', title: null, sku: null, photo_url: null };
  const offer = (state: CallOffer['state']) => ({ state });
  expect(leftOpen({ goods, verdict: null, stage: 'live' }, [])).toEqual(['verdict', 'remedy']);
  expect(leftOpen({ goods, verdict: 'carrier', stage: 'live' }, [offer('open')])).toEqual(['offer']);
  expect(leftOpen({ goods, verdict: 'carrier', stage: 'live' }, [offer('declined'), offer('done')])).toEqual([]);
  expect(leftOpen({ goods: null, verdict: null, stage: 'live' }, [])).toEqual([]);
  expect(leftOpen({ goods, verdict: null, stage: 'ringing' }, [])).toEqual([]);
});

test('whoever took a call writes about it until they are done, and nobody else', () => {
  const call = {
    stage: 'ended',
    staff: { id: 'grace', name: 'Grace' },
    wrap_up_until: '2026-11-17T18:40:00Z',
  } as const;
  expect(wrapsUp({ ...call, wrap_up: null }, 'grace')).toBe(true);
  expect(wrapsUp({ ...call, wrap_up: null }, 'luis')).toBe(false);
  expect(wrapsUp({ ...call, wrap_up: { note: null, at: '2026-11-17T18:39:00Z' } }, 'grace')).toBe(false);
});

test('a call lasts as a clock shows it', () => {
  expect([408, 3729, -3].map(clockText)).toEqual(['06:48', '1:02:09', '00:00']);
});

test('a line is as long as a bank card says, and both sides read it in their own measure', () => {
  const size = { width: 1000, height: 1000 };
  const line = {
    id: 'a',
    kind: 'measure',
    color: 'red',
    points: [
      [0.1, 0.5],
      [0.9, 0.5],
    ],
    words: null,
  } as Mark;
  // 85.6 mm lie over 400 pixels; 800 pixels are twice that.
  const words = lengthWords({ from: [0.1, 0.1], to: [0.5, 0.1], mm: 85.6 }, line, size);
  expect(words).toMatch(/^6\.7.* in \(17\.1.* cm\)$/);
});
