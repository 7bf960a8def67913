/** A promise while it is written. Pure. */
import type { BodyIn, inboxSetup, SlaPolicy } from '@recoup/contract';

export type PromiseBody = Required<BodyIn<typeof inboxSetup.addSla>>;
export type Target = SlaPolicy['targets'][number];
export type ClockKind = Target['kind'];
export const clockKinds: readonly ClockKind[] = ['first_reply', 'next_reply', 'resolution'];

export const bodyOfPromise = (policy: SlaPolicy): PromiseBody => ({
  name: policy.name,
  brand_id: policy.brand?.id ?? null,
  calendar_id: policy.calendar.id,
  position: policy.position,
  channels: policy.channels,
  priorities: policy.priorities,
  tags: policy.tags,
  targets: policy.targets,
});

/** What a clock begins with when it is switched on: what most brands promise. */
export function newTarget(kind: ClockKind): Target {
  const minutes = { first_reply: 240, next_reply: 480, resolution: 2880 }[kind];
  return {
    kind,
    minutes,
    hours: 'business',
    bot_counts: false,
    pause_while_waiting: kind === 'resolution',
    pause_while_snoozed: false,
    reset_on_reopen: kind === 'resolution',
    warn_minutes: Math.max(15, minutes / 4),
    escalate: null,
  };
}

/** One clock put in, changed, or (null) taken out; always in the order of a conversation. */
export function withTarget(targets: readonly Target[], kind: ClockKind, target: Target | null): Target[] {
  return clockKinds.flatMap((each) => {
    if (each === kind) return target ? [target] : [];
    return targets.filter((other) => other.kind === each);
  });
}

export const emptyPromise = (brand_id: string | null, position: number): PromiseBody => ({
  name: '',
  brand_id,
  calendar_id: '',
  position,
  channels: [],
  priorities: [],
  tags: [],
  targets: [newTarget('first_reply')],
});

export const isWholePromise = (body: PromiseBody): boolean =>
  body.name.trim() !== '' && body.calendar_id !== '' && body.targets.length > 0;
