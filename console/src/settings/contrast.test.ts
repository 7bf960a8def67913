import { expect, test } from 'vitest';
import { contrast } from './contrast.ts';

test.each([
  ['#000000', '#FFFFFF', 21],
  ['#FFFFFF', '#FFFFFF', 1],
  ['#1E2A4A', '#FFFFFF', 14.1],
  ['#767676', '#FFFFFF', 4.5],
])('%s on %s has a contrast of %d', (a, b, wanted) => {
  expect(contrast(a, b)).toBeCloseTo(wanted, 0);
  expect(contrast(b, a)).toBe(contrast(a, b));
});
