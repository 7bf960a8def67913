/** Somebody who takes calls: what they are doing now, and whether a call may ring there. Pure. */
import type { CallDesk } from '@recoup/contract';

export type Desk = {
  staff_id: string;
  name: string;
  /** Null: all brands. */
  brand_ids: string[] | null;
  /** The languages they take work in. */
  languages: string[];
  /** The inbox says they are away. */
  away: boolean;
  /** Colleagues of the inbox ring; technicians are asked in, and pick up themselves. */
  rings: boolean;
  takes_calls: boolean;
  seen_at: Date | null;
  /** When they last said that they take calls or not, or came back to their screen. */
  changed_at: Date;
  call_id: string | null;
  busy_since: Date | null;
  wrap_up_until: Date | null;
  ringing: { call_id: string; since: Date } | null;
  /** Calls they answered in the last twelve hours, which is a shift wherever they work; and open conversations they hold. */
  calls: number;
  holds: number;
};

/** A screen says every 20 seconds that it is there; one that did not for so long can ring nobody. */
export const SEEN_SECONDS = 45;

export function deskState(at: Desk, now: Date): Pick<CallDesk, 'state' | 'call_id'> & { since: Date } {
  if (at.call_id) return { state: 'busy', since: at.busy_since ?? at.changed_at, call_id: at.call_id };
  if (at.ringing) return { state: 'ringing', since: at.ringing.since, call_id: at.ringing.call_id };
  if (!at.takes_calls) return { state: 'off', since: at.changed_at, call_id: null };
  if (!isSeen(at, now)) return { state: 'gone', since: at.seen_at ?? at.changed_at, call_id: null };
  if (at.wrap_up_until && at.wrap_up_until > now)
    return { state: 'wrapping_up', since: at.busy_since ?? at.changed_at, call_id: null };
  return { state: 'free', since: freeSince(at), call_id: null };
}

export const isSeen = (at: Pick<Desk, 'seen_at'>, now: Date): boolean =>
  at.seen_at !== null && now.getTime() - at.seen_at.getTime() <= SEEN_SECONDS * 1000;

/** Since when nothing but calls that rang there kept them: who came on, or ended a call, after one rang there may be rung by it again. */
export function freeSince({ changed_at, wrap_up_until, busy_since }: Desk): Date {
  const after = wrap_up_until ?? busy_since;
  return after && after > changed_at ? after : changed_at;
}

/** On: takes calls, is there, and may see the brand, free or not. */
export const isOn = (at: Desk, brandId: string, now: Date): boolean =>
  at.takes_calls &&
  at.rings &&
  !at.away &&
  isSeen(at, now) &&
  (at.brand_ids === null || at.brand_ids.includes(brandId));
