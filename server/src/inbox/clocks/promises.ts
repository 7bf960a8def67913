/** Which promise of answering in time holds for a conversation. Pure. */
import type { ClockKind, SlaPolicy } from '@recoup/contract';
import type { Hours } from './business-time.ts';
import type { Standing } from './facts.ts';

export type Target = SlaPolicy['targets'][number];

/** A policy as it is reckoned with: its conditions, its targets and the hours they are counted in. */
export type Promised = Pick<SlaPolicy, 'id' | 'name' | 'position' | 'channels' | 'priorities' | 'tags' | 'targets'> & {
  brand_id: string | null;
  hours: Hours;
};

/** What one clock is held to, whoever promised it. */
export type Term = {
  kind: ClockKind;
  policy_id: string | null;
  policy: string;
  ms: number;
  warn_ms: number;
  /** Null: every hour counts. */
  hours: Hours | null;
  bot_counts: boolean;
  pause_while_waiting: boolean;
  pause_while_snoozed: boolean;
  reset_on_reopen: boolean;
  /** What it means where a person ends the wait without an answer: the promise is kept, taken away, or runs on. */
  set_aside: 'kept' | 'dropped' | 'runs_on';
};

/** The first policy, by position, whose brand, channels, priorities and tags all hold. An empty list holds for all; of tags one is enough. */
export function choosePromise(policies: readonly Promised[], at: Standing): Promised | null {
  const holds = (one: Promised) =>
    (one.brand_id === null || one.brand_id === at.brand_id) &&
    (one.channels.length === 0 || one.channels.includes(at.channel)) &&
    (one.priorities.length === 0 || one.priorities.includes(at.priority)) &&
    (one.tags.length === 0 || one.tags.some((tag) => at.tags.includes(tag)));
  return [...policies].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1)).find(holds) ?? null;
}

export function termsOf(promise: Promised | null): Term[] {
  return (promise?.targets ?? []).map(
    (target): Term => ({
      kind: target.kind,
      policy_id: promise!.id,
      policy: promise!.name,
      ms: target.minutes * 60_000,
      warn_ms: target.warn_minutes * 60_000,
      hours: target.hours === 'business' ? promise!.hours : null,
      bot_counts: target.bot_counts,
      pause_while_waiting: target.pause_while_waiting && target.kind === 'resolution',
      pause_while_snoozed: target.pause_while_snoozed,
      reset_on_reopen: target.reset_on_reopen,
      set_aside: 'kept',
    }),
  );
}
