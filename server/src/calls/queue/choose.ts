/** Whom a call rings. Pure. */
import type { CallSettings } from '@recoup/contract';
import { type Desk, deskState, freeSince, isOn } from '../desks/desk.ts';

/** A call that looks for somebody. */
export type Caller = {
  id: string;
  brand_id: string;
  language: string | null;
  /** Who is wanted before anybody else, the first first: whoever it was agreed with, whoever holds the conversation. */
  wanted: readonly string[];
  rings: CallSettings['rings'];
  /** Where it rang already, and how often. */
  rung: readonly { staff_id: string; round: number; rung_at: Date }[];
  call_back: boolean;
  waits_since: Date;
};

/** It rings at each desk so often; after that it waits until somebody becomes free anew. */
const ROUNDS = 2;

/**
 * The desks a call may ring at now, who fits best first: nobody a second time before everybody once; whoever is wanted; who
 * reads the buyer's language; who answered the fewest calls in this shift and holds the fewest conversations; who has been
 * free longest.
 */
export function whoRings(desks: readonly Desk[], caller: Caller, now: Date): Desk[] {
  const rounds = (desk: Desk) => caller.rung.filter(({ staff_id }) => staff_id === desk.staff_id).length;
  const lastRung = (desk: Desk) =>
    Math.max(0, ...caller.rung.filter(({ staff_id }) => staff_id === desk.staff_id).map(({ rung_at }) => +rung_at));
  const able = desks.filter(
    (desk) =>
      isOn(desk, caller.brand_id, now) &&
      deskState(desk, now).state === 'free' &&
      (rounds(desk) < ROUNDS || +freeSince(desk) > lastRung(desk)),
  );
  const wish = ({ staff_id }: Desk) => {
    const at = caller.wanted.indexOf(staff_id);
    return at < 0 ? caller.wanted.length : at;
  };
  const foreign = ({ languages }: Desk) => Number(caller.language !== null && !languages.includes(caller.language));
  return able.sort(
    (a, b) =>
      rounds(a) - rounds(b) ||
      wish(a) - wish(b) ||
      foreign(a) - foreign(b) ||
      a.calls - b.calls ||
      a.holds - b.holds ||
      +freeSince(a) - +freeSince(b) ||
      (a.staff_id < b.staff_id ? -1 : 1),
  );
}

/** Who waits live before who asked to be called back; among those who has waited longest. */
export function inOrder<C extends Pick<Caller, 'call_back' | 'waits_since' | 'id'>>(callers: readonly C[]): C[] {
  return [...callers].sort(
    (a, b) => Number(a.call_back) - Number(b.call_back) || +a.waits_since - +b.waits_since || (a.id < b.id ? -1 : 1),
  );
}

/** The desks a call rings at now, once those who stand before it in the queue have theirs. */
export function ringsOf(caller: Caller, queue: readonly Caller[], desks: readonly Desk[], now: Date): Desk[] {
  let left = desks;
  for (const one of inOrder([...queue.filter(({ id }) => id !== caller.id), caller])) {
    const fit = whoRings(left, one, now);
    const rings = one.rings === 'all' ? fit : fit.slice(0, 1);
    if (one.id === caller.id) return rings;
    left = left.filter((desk) => !rings.includes(desk));
  }
  return [];
}
