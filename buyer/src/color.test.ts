import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrast, readable, tint } from './color.ts';

const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

test('whatever colour a brand picks, it can be read on white and on the dark ground', () => {
  fc.assert(
    fc.property(
      color,
      fc.constantFrom('#FFFFFF', '#12151D'),
      (picked, ground) => contrast(readable(picked, ground), ground) >= 4.5,
    ),
  );
});

test('a colour that passes is left as it is, and black on white is 21', () => {
  expect(readable('#1e2a4a', '#FFFFFF')).toBe('#1e2a4a');
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(tint('#1E2A4A', '#FFFFFF', 0.08)).toBe('#edeef1');
});
