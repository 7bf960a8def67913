import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from './ids.ts';
import { isSigned, readPortalToken, seal, sign, signPortalToken, unseal } from './secrets.ts';

const SECRET = 'a secret of tests, which is long enough';
const now = new Date('2026-11-22T10:00:00Z');

test('a token says what it was made to say, and is short enough for a mail', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.integer({ min: 1, max: 10 ** 8 }), (withReturn, seconds) => {
      const claims = {
        workspaceId: newId(),
        brandId: newId(),
        orderId: newId(),
        ...(withReturn ? { returnId: newId() } : {}),
        expiresAt: new Date(now.getTime() + seconds * 1000),
      };
      const token = signPortalToken(SECRET, claims);
      expect(readPortalToken(SECRET, token, now)).toEqual(claims);
      expect(token.length).toBeLessThanOrEqual(116);
      expect(() => readPortalToken(`${SECRET}2`, token, now)).toThrow('link.not_found');
      expect(() => readPortalToken(SECRET, token, claims.expiresAt)).toThrow('link.expired');
    }),
  );
});

test('whatever is not a token is not found', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => readPortalToken(SECRET, text, now)).toThrow('link.not_found');
    }),
  );
});

test('a signature is worth something for its own purpose and text only', () => {
  const signature = sign(SECRET, 'one', 'text');
  expect(isSigned(SECRET, 'one', 'text', signature)).toBe(true);
  expect(isSigned(SECRET, 'two', 'text', signature)).toBe(false);
  expect(isSigned(SECRET, 'one', 'texts', signature)).toBe(false);
  expect(isSigned(SECRET, 'one', 'text', signature.subarray(0, 8))).toBe(false);
  expect(isSigned(SECRET, 'one', 'text', Buffer.alloc(0))).toBe(false);
});

test('what is sealed is read by this installation only, and not when it was changed', () => {
  const text = `https://x/join/${seal(SECRET, 'the token')}?a=1 and ${seal(SECRET, 'another one')}`;
  expect(text).not.toContain('token');
  expect(unseal(SECRET, text)).toBe('https://x/join/the token?a=1 and another one');
  expect(() => unseal(`${SECRET}2`, text)).toThrow();
  expect(() =>
    unseal(
      SECRET,
      text.replace(/sealed-(.{20})(.)/, (_, start, one) => `sealed-${start}${one === '_' ? '-' : '_'}`),
    ),
  ).toThrow();
  expect(unseal(SECRET, 'nothing sealed-here')).toBe('nothing sealed-here');
});
