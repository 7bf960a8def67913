import { expect, it } from 'vitest';
import { readFits } from './part-columns.ts';

it.each([
  ['LMP-1 x2; LMP-2', ['LMP-1', 2], ['LMP-2', 1]],
  ['LMP-1×3；LM-X2', ['LMP-1', 3], ['LM-X2', 1]],
  ['A\nB * 4', ['A', 1], ['B', 4]],
] as const)('%j is read as products with how many each has', (cell, ...fits) => {
  expect(readFits(cell).map(({ product, per_product }) => [product, per_product])).toEqual(fits);
});
