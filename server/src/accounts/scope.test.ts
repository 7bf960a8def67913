import { permissionsOf, type Role, roles } from '@recoup/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../platform/ctx.ts';
import { changeMember, isWithin, type Member } from './scope.ts';

const now = new Date('2026-11-22T10:00:00Z');
const actor = (role: Role, brandIds: string[] | null = null, siteIds: string[] | null = null): Actor => ({
  kind: 'staff',
  id: 'me',
  name: 'Me',
  permissions: new Set(permissionsOf[role]),
  brandIds,
  siteIds,
});
const member = (role: Role, change: Partial<Member> = {}): Member => ({
  id: 'them',
  role,
  brandIds: null,
  siteIds: null,
  disabledAt: null,
  ...change,
});
const outcome = (work: () => unknown) => {
  try {
    work();
    return 'ok';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('who may make whom what', () => {
  test.each(roles.flatMap((from) => roles.map((to) => [from, to] as const)))('an owner makes a %s a %s', (from, to) => {
    expect(changeMember(actor('owner'), member(from), { role: to }, ['other'], now).role).toBe(to);
  });

  test.each(roles)('a manager and a %s: up to manager, and never an owner', (role) => {
    const make = (from: Role, to: Role) =>
      outcome(() => changeMember(actor('manager'), member(from), { role: to }, ['other'], now));
    const refused = 'staff.above_own_role.not_allowed';
    expect(make('viewer', role)).toBe(role === 'owner' ? refused : 'ok');
    expect(make(role, 'viewer')).toBe(role === 'owner' ? refused : 'ok');
  });
});

test('nobody gives a scope wider than their own, nor touches somebody who has one', () => {
  const ids = fc.option(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 }), { nil: null });
  fc.assert(
    fc.property(ids, ids, ids, (mine, theirs, wanted) => {
      const change = () =>
        changeMember(actor('owner', mine), member('agent', { brandIds: theirs }), { brand_ids: wanted }, ['x'], now);
      const allowed = isWithin(theirs, mine) && isWithin(wanted, mine);
      expect(outcome(change)).toBe(allowed ? 'ok' : 'staff.outside_own_scope.not_allowed');
    }),
  );
});

test('within means nothing beyond', () => {
  expect([isWithin(null, null), isWithin(['a'], null), isWithin([], [])]).toEqual([true, true, true]);
  expect([isWithin(null, ['a']), isWithin(['a', 'b'], ['a'])]).toEqual([false, false]);
});

describe('the last owner', () => {
  const owner = member('owner');
  test.each([{ role: 'manager' as const }, { disabled: true }])('stays: %o', (change) => {
    expect(outcome(() => changeMember(actor('owner'), owner, change, ['them'], now))).toBe('staff.last_owner');
    expect(outcome(() => changeMember(actor('owner'), owner, change, ['them', 'other'], now))).toBe('ok');
  });
  test('may change their scope, and an owner without access is not the last one', () => {
    expect(outcome(() => changeMember(actor('owner'), owner, { site_ids: ['s'] }, ['them'], now))).toBe('ok');
    const closed = member('owner', { disabledAt: now });
    expect(outcome(() => changeMember(actor('owner'), closed, { role: 'viewer' }, ['other'], now))).toBe('ok');
  });
});

test('access closed twice keeps its first time, and is reopened', () => {
  const earlier = new Date('2026-01-01T00:00:00Z');
  const closed = member('agent', { disabledAt: earlier });
  expect(changeMember(actor('owner'), closed, { disabled: true }, ['x'], now).disabledAt).toBe(earlier);
  expect(changeMember(actor('owner'), closed, { disabled: false }, ['x'], now).disabledAt).toBeNull();
  expect(changeMember(actor('owner'), member('agent'), { disabled: true }, ['x'], now).disabledAt).toBe(now);
});
