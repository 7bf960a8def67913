import type { RemedyLimit } from '@recoup/contract';
import { expect, test } from 'vitest';
import { perCase, twiceIn } from './limits.ts';

const limit = (role: RemedyLimit['role'], remedy: RemedyLimit['remedy'], per_case: number | null): RemedyLimit => ({
  role,
  remedy,
  per_case,
  per_day: null,
  per_buyer: null,
});

test('the tighter of the limit of a remedy and of all together holds', () => {
  const rows = [limit('agent', 'keep_it', 3_000), limit('agent', null, 5_000), limit('buyer', 'keep_it', 100)];
  expect(perCase(rows, 'agent', 'keep_it')).toBe(3_000);
  expect(perCase(rows, 'agent', 'refund')).toBe(5_000);
  expect(perCase(rows, 'manager', 'keep_it')).toBeNull();
});

test('one role has one limit for one remedy', () => {
  expect(twiceIn([limit('agent', 'keep_it', 1), limit('agent', null, 1)])).toBeNull();
  expect(twiceIn([limit('agent', null, 1), limit('agent', null, 2)])).toMatchObject({ per_case: 2 });
});
