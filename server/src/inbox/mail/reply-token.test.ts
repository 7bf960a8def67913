import { expect, it } from 'vitest';
import { newCode } from '../../platform/ids.ts';
import { codesIn, replyAddress, replyToken, tokenOfAddress, withoutToken } from './reply-token.ts';

const SECRET = 'a secret of tests, which is long enough';
const HOME = '01975a7e-0000-7000-8000-000000000001';

it('leads an answer back by its subject, by its address, and by what it quotes', () => {
  for (let n = 0; n < 200; n += 1) {
    const code = newCode('C');
    const token = replyToken(SECRET, HOME, code);
    const address = replyAddress('help@lumora.example', token)!;
    expect(address).toMatch(/^help\+c\.[0-9a-z]{8}\.[a-z2-7]{12}@lumora\.example$/);
    for (const text of [
      `RE: My lamp [#${token}]`,
      `[#${token.toLowerCase()}]`,
      `> ${token}\n`,
      tokenOfAddress(address),
    ]) {
      expect(codesIn(SECRET, HOME, [text])).toEqual([code]);
    }
    expect(withoutToken(`Re: My lamp [#${token}]`)).toBe('Re: My lamp');
  }
});

it('opens no conversation to who knows its code, changed a letter, or comes from another workspace', () => {
  const code = newCode('C');
  const token = replyToken(SECRET, HOME, code);
  const other = token.endsWith('A') ? 'B' : 'A';
  expect(codesIn(SECRET, HOME, [`[#${code}]`])).toEqual([]);
  expect(codesIn(SECRET, HOME, [`[#${code}-AAAAAAAAAAAA]`])).toEqual([]);
  expect(codesIn(SECRET, HOME, [token.slice(0, -1) + other])).toEqual([]);
  expect(codesIn(SECRET, '01975a7e-0000-7000-8000-000000000002', [token])).toEqual([]);
  expect(codesIn('another secret', HOME, [token])).toEqual([]);
  const strangers = replyToken(SECRET, HOME, newCode('C')).slice(-12);
  expect(codesIn(SECRET, HOME, [`${code}-${strangers}`])).toEqual([]);
});

it('makes no address longer than mail servers take', () => {
  const token = replyToken(SECRET, HOME, newCode('C'));
  expect(replyAddress(`${'a'.repeat(50)}@lumora.example`, token)).toBeNull();
});
