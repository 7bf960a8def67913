import type { Refund } from '@recoup/contract';

export const tabs = ['owed', 'sending', 'sent', 'credits', 'ledger'] as const;
export type Tab = (typeof tabs)[number];
export const statesOf: Record<'owed' | 'sending' | 'sent', Refund['state'][]> = {
  owed: ['owed', 'failed'],
  sending: ['sending'],
  sent: ['sent'],
};

/** What a refund waits for. */
export type Group = 'second' | 'failed' | 'ready' | 'sending' | 'sent';
export function groupOf(refund: Pick<Refund, 'state' | 'needs_second' | 'approved_by'>): Group {
  if (refund.state === 'failed') return 'failed';
  if (refund.state === 'sending') return 'sending';
  if (refund.state === 'sent' || refund.state === 'void') return 'sent';
  return refund.needs_second && refund.approved_by === null ? 'second' : 'ready';
}
const order: Group[] = ['second', 'failed', 'ready', 'sending', 'sent'];

/** A second person first, then what failed, then what only needs sending; within each the soonest due. */
export function inGroups<R extends Pick<Refund, 'state' | 'needs_second' | 'approved_by' | 'due_at' | 'owed_at'>>(
  refunds: readonly R[],
): R[] {
  return [...refunds].sort(
    (a, b) =>
      order.indexOf(groupOf(a)) - order.indexOf(groupOf(b)) ||
      (a.due_at ?? a.owed_at).localeCompare(b.due_at ?? b.owed_at),
  );
}
