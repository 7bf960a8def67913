import { expect, test } from 'vitest';
import { groupOf, inGroups } from './tabs.ts';

const owed = {
  state: 'owed' as const,
  needs_second: false,
  approved_by: null,
  due_at: '2026-11-20T00:00:00Z',
  owed_at: '2026-11-17T00:00:00Z',
};

test('what needs a second person stands first, then what failed, then what only needs sending, the soonest due first', () => {
  const second = { ...owed, needs_second: true };
  const failed = { ...owed, state: 'failed' as const };
  const sooner = { ...owed, due_at: '2026-11-18T00:00:00Z' };
  expect(inGroups([owed, sooner, failed, second])).toEqual([second, failed, sooner, owed]);
});

test('once the second person agreed it no longer waits for one', () => {
  expect(groupOf({ ...owed, needs_second: true, approved_by: { kind: 'staff', id: null, name: 'Helen' } })).toBe(
    'ready',
  );
});
