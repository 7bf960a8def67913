import { expect, test } from 'vitest';
import { type Group, inGroups, shownRows } from './tabs.ts';

const waiting = (waits_for: Exclude<Group, 'sent'>, due_at: string | null = '2026-11-20T00:00:00Z') => ({
  waits_for,
  due_at,
  goes_at: null,
  owed_at: '2026-11-17T00:00:00Z',
});

test('what needs a second person stands first, then what failed, then what somebody sends, the soonest due first', () => {
  const second = waiting('second_person');
  const failed = waiting('failed');
  const sooner = waiting('person', '2026-11-18T00:00:00Z');
  const later = waiting('person');
  const itself = waiting('itself');
  const company = waiting('company');
  expect(inGroups([company, later, itself, sooner, failed, second])).toEqual([
    second,
    failed,
    sooner,
    later,
    itself,
    company,
  ]);
});

test('what goes out by itself shows its first three until somebody asks for the rest', () => {
  const rows = [waiting('failed'), ...Array.from({ length: 5 }, () => waiting('itself'))];
  expect(shownRows(rows, new Set())).toHaveLength(4);
  expect(shownRows(rows, new Set<Group>(['itself']))).toHaveLength(6);
});
