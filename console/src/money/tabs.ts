import type { Refund } from '@recoup/contract';

export const tabs = ['owed', 'sending', 'sent'] as const;
export type Tab = (typeof tabs)[number];

/** What a refund waits for: the groups of the list, in the order they need somebody. */
export const groups = ['second_person', 'failed', 'person', 'itself', 'hand', 'company', 'sent'] as const;
export type Group = (typeof groups)[number];
export const waitsOf: Record<'owed' | 'sending', Exclude<Group, 'sent'>[]> = {
  owed: ['second_person', 'failed', 'person', 'itself', 'hand', 'company'],
  sending: ['hand', 'company'],
};

export const groupOf = (refund: Pick<Refund, 'waits_for'>): Group => refund.waits_for ?? 'sent';

/** By what they wait for; within each group the soonest deadline first. */
export function inGroups<R extends Pick<Refund, 'waits_for' | 'due_at' | 'goes_at' | 'owed_at'>>(
  refunds: readonly R[],
): R[] {
  const clock = (one: R) => one.goes_at ?? one.due_at ?? one.owed_at;
  return [...refunds].sort(
    (a, b) => groups.indexOf(groupOf(a)) - groups.indexOf(groupOf(b)) || clock(a).localeCompare(clock(b)),
  );
}

/** Groups nobody need do anything about show their first rows; the others come when asked for. */
const shortened: Partial<Record<Group, number>> = { itself: 3, company: 2 };
export function shownRows<R extends Pick<Refund, 'waits_for'>>(rows: readonly R[], whole: ReadonlySet<Group>): R[] {
  const seen = new Map<Group, number>();
  return rows.filter((row) => {
    const group = groupOf(row);
    const at = (seen.get(group) ?? 0) + 1;
    seen.set(group, at);
    return whole.has(group) || at <= (shortened[group] ?? Number.POSITIVE_INFINITY);
  });
}
