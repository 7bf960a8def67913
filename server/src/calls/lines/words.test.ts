import { expect, test } from 'vitest';
import { Refusal } from '../../platform/refusal.ts';
import { checkWord, type Speaker } from './words.ts';

const BUYER: Speaker = { kind: 'buyer', mode: 'talks' };
const AGENT: Speaker = { kind: 'agent', mode: 'talks' };
const LISTENS: Speaker = { kind: 'supervisor', mode: 'listens' };
const sdp =
  'v=0\r\no=- 46117 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n';
const candidate = (text: string) => ({
  kind: 'candidates',
  rows: [{ candidate: text, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null }],
});
const said = (word: string, data: unknown, speaker = AGENT): unknown => {
  try {
    return checkWord({ word: word as 'rtc', data }, speaker);
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

test('what a browser writes passes unchanged, and unknown fields are left behind', () => {
  const offer = { kind: 'description', type: 'offer', sdp };
  expect(said('rtc', offer)).toEqual(offer);
  expect(said('rtc', { ...offer, onload: 'alert(1)' })).toEqual(offer);
  const udp = candidate('candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx raddr 0.0.0.0 rport 0');
  expect(said('rtc', udp)).toEqual(udp);
  expect(said('rtc', candidate(''))).toEqual(candidate(''));
  expect(said('rtc', { kind: 'description', type: 'rollback', sdp: '' })).toMatchObject({ type: 'rollback' });
  expect(said('bye', { anything: 1 })).toBeNull();
});

test.each([
  ['a description that is no session', { kind: 'description', type: 'offer', sdp: '<html>' }],
  ['a description of another version', { kind: 'description', type: 'offer', sdp: sdp.replace('v=0', 'v=1') }],
  ['lines that are none', { kind: 'description', type: 'answer', sdp: `${sdp}not a line\r\n` }],
  ['a zero byte within', { kind: 'description', type: 'offer', sdp: `${sdp}a=mid:\u0000\r\n` }],
  ['a rollback with words', { kind: 'description', type: 'rollback', sdp }],
  ['a type nobody knows', { kind: 'description', type: 'pranswer', sdp }],
  ['a candidate that is none', candidate('host 1.2.3.4')],
  ['a candidate of two lines', candidate('candidate:1 1 udp 1 1.2.3.4 1 typ host\r\na=ice-lite')],
  ['more candidates than a network has', { kind: 'candidates', rows: Array(65).fill(candidate('').rows[0]) }],
  ['nothing', null],
  ['a list', []],
  ['a text', 'offer'],
])('refused before it reaches the other side: %s', (_, data) => {
  expect(said('rtc', data)).toBe('input.invalid');
});

test('more than 64 KB is too large, whatever it is', () => {
  expect(said('rtc', { kind: 'description', type: 'offer', sdp: 'v=0\r\n'.padEnd(70_000, 'a=x\r\n') })).toBe(
    'call.said_too_large',
  );
  expect(said('tool', { kind: 'pointer', at: null, more: 'x'.repeat(70_000) })).toBe('call.said_too_large');
});

test('who only listens shows and says nothing; the buyer’s page answers what it was asked and no more', () => {
  const pointer = { kind: 'pointer', at: [0.5, 0.5] };
  expect(said('tool', pointer)).toEqual(pointer);
  expect(said('tool', pointer, LISTENS)).toBe('call.listens_only');
  const caption = { id: 'c', text: 'hello', language: 'en', translation: null, final: true };
  expect(said('caption', caption, LISTENS)).toBe('call.listens_only');
  expect(said('rtc', { kind: 'description', type: 'offer', sdp }, LISTENS)).toMatchObject({ type: 'offer' });
  expect(said('tool', pointer, BUYER)).toBe('call.not_allowed');
  const taken = { kind: 'still_failed', ask: 'a1', because: 'no_picture' };
  expect(said('tool', taken, BUYER)).toEqual(taken);
});

test('what is shown on the other screen is a page or a picture, never a script', () => {
  const show = (url: string) => said('tool', { kind: 'show', what: { kind: 'guide', title: 'Reset', url } });
  expect(show('/b/lumora/help/reset')).toMatchObject({ kind: 'show' });
  expect(show('https://lumora.example/reset')).toMatchObject({ kind: 'show' });
  for (const url of ['javascript:alert(1)', 'data:text/html,x', '//evil.example', ' https://x'])
    expect(show(url)).toBe('input.invalid');
  expect(said('tool', { kind: 'freeze', still_id: null, url: 'javascript:alert(1)' })).toBe('input.invalid');
});
