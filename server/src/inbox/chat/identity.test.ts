import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checkIdentity, signatureOf } from './identity.ts';
import { mayOpenOn } from './origin.ts';

const now = new Date('2026-11-17T15:00:00Z');
const secret = 'cs_of_the_channel';
const signed = (change: Partial<Parameters<typeof signatureOf>[1]> = {}) => {
  const who = { id: 'shopper-7', email: 'marisol@example.com', issued_at: '2026-11-17T14:59:00Z', ...change };
  return { ...who, signature: signatureOf(secret, who) };
};
const refusal = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return null;
};

describe('who somebody on a shop page is', () => {
  test('what the shop signed counts, made as the guide says it', () => {
    const signature = createHmac('sha256', secret)
      .update('shopper-7\nmarisol@example.com\n2026-11-17T14:59:00Z')
      .digest('hex');
    expect(signed().signature).toBe(signature);
    expect(refusal(() => checkIdentity(secret, signed(), now))).toBeNull();
    const { email: _, ...bare } = signed();
    expect(refusal(() => checkIdentity(secret, { ...bare, signature: signatureOf(secret, bare) }, now))).toBeNull();
  });

  test.each([
    ['another person', { id: 'shopper-8' }],
    ['another address', { email: 'owner@example.com' }],
    ['a later time', { issued_at: '2026-11-17T15:00:00Z' }],
    ['the e-mail moved into the id', { id: 'shopper-7\nmarisol@example.com', email: undefined }],
    ['no signature at all', { signature: '' }],
    ['half a signature', { signature: signed().signature.slice(0, 32) }],
  ])('%s under the same signature is not', (_, change) => {
    expect(refusal(() => checkIdentity(secret, { ...signed(), ...change }, now))).toBe('chat.identity_wrong');
  });

  test('a signature of another channel is none', () => {
    expect(refusal(() => checkIdentity('cs_of_another', signed(), now))).toBe('chat.identity_wrong');
  });

  test.each([
    ['2026-11-16T15:00:01Z', null],
    ['2026-11-16T14:59:59Z', 'chat.identity_old'],
    ['2026-11-17T15:04:59Z', null],
    ['2026-11-17T15:05:01Z', 'chat.identity_old'],
  ])('signed at %s: %s', (issued_at, expected) => {
    expect(refusal(() => checkIdentity(secret, signed({ issued_at }), now))).toBe(expected);
  });
});

test.each([
  [[], 'https://anywhere.example', true],
  [['https://lumora.example'], 'https://lumora.example', true],
  [['https://lumora.example'], 'https://LUMORA.example', true],
  [['https://lumora.example'], 'http://lumora.example', false],
  [['https://lumora.example'], 'https://lumora.example.evil.test', false],
  [['https://lumora.example'], 'https://evillumora.example', false],
  [['https://lumora.example'], 'null', false],
  [['https://lumora.example'], undefined, true],
  [['https://*.lumora.example'], 'https://shop.lumora.example', true],
  [['https://*.lumora.example'], 'https://a.shop.lumora.example', true],
  [['https://*.lumora.example'], 'https://lumora.example', false],
  [['https://*.lumora.example'], 'https://evillumora.example', false],
  [['http://localhost:3000'], 'http://localhost:3001', false],
  [['https://lumora.example'], 'https://desk.example', true],
])('a channel for %j on a page of %s: %s', (origins, origin, expected) => {
  expect(mayOpenOn(origins, origin, 'https://desk.example/x')).toBe(expected);
});
