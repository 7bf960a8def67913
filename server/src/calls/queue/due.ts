/** When the clock looks at a call again. Pure. */
import type { CallSettings } from '@recoup/contract';
import type { Call } from '../calls/call.ts';
import type { Part } from '../calls/calls.store.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Without one side for so long, a call is over: a lost line may come back meanwhile. */
export const LOST_SECONDS = 60;
/** A call of ours rings so long in the buyer's chat; where a link was sent besides, they get time to find it. */
export const BUYER_RINGS_SECONDS = 90;
export const LINK_RINGS_SECONDS = 15 * 60;
/** Who asked to be called back is, within so long; after that they are written to. */
export const CALL_BACK_HOURS = 24;
/** Agreed for a time, and one side does not come. */
export const NO_SHOW_MINUTES = 15;
/** Told so long before a call has lasted as long as the brand lets it. */
export const WARN_SECONDS = 120;

const after = (at: Date, ms: number): Date => new Date(at.getTime() + ms);
const first = (times: readonly (Date | null)[]): Date | null =>
  times.reduce((found, one) => (one && (!found || one < found) ? one : found), null);

type Side = Pick<Part, 'kind' | 'here_until' | 'joined_at' | 'left_at' | 'knocks' | 'refused_at'>;
const isIn = ({ left_at, knocks, refused_at }: Side): boolean => !left_at && !knocks && !refused_at;

/** When somebody who was on the line and is not heard of any more counts as gone for good; null where nobody of the side ever was. */
function lostAt(parts: readonly Side[]): Date | null {
  const heard = parts.filter(isIn).flatMap(({ here_until }) => here_until ?? []);
  const last = heard.sort((a, b) => +b - +a)[0];
  return last ? after(last, LOST_SECONDS * SECOND) : null;
}

/** When it stops waiting for one of us: as long as the brand lets buyers wait, and a call-back for a day. */
export function givesUpAt(
  at: Pick<Call, 'call_back' | 'waits_since' | 'asked_at'>,
  { most_wait_seconds }: Pick<CallSettings, 'most_wait_seconds'>,
): Date {
  const since = at.waits_since ?? at.asked_at;
  return at.call_back ? after(since, CALL_BACK_HOURS * HOUR) : after(since, most_wait_seconds * SECOND);
}

/** While it waits or rings at us: the next ring, giving up, or the buyer's page being gone. */
export function dueWhileWaiting(
  at: Pick<Call, 'call_back' | 'waits_since' | 'asked_at' | 'stage'>,
  of: {
    rings: readonly Date[];
    parts: readonly Side[];
    settings: Pick<CallSettings, 'most_wait_seconds' | 'ring_seconds'>;
  },
): Date | null {
  const rings = of.rings.map((rung) => after(rung, of.settings.ring_seconds * SECOND));
  const buyer = at.call_back ? null : lostAt(of.parts.filter(({ kind }) => kind === 'buyer'));
  return first([...rings, givesUpAt(at, of.settings), buyer]);
}

/** While it rings at the buyer with our side in. */
export function dueWhileCalling(since: Date, linked: boolean): Date {
  return after(since, (linked ? LINK_RINGS_SECONDS : BUYER_RINGS_SECONDS) * SECOND);
}

export type LiveEnd = { lost: Date; warn: Date; over: Date };
/** When a live call ends by itself: one side is lost for good, or it has lasted as long as the brand lets it. */
export function liveEnds(
  at: Pick<Call, 'answered_at' | 'asked_at'>,
  parts: readonly Side[],
  { most_minutes }: Pick<CallSettings, 'most_minutes'>,
): LiveEnd {
  const began = at.answered_at ?? at.asked_at;
  const over = after(began, most_minutes * MINUTE);
  // Who was never on the line has from the beginning of the call, or from when they joined, to come.
  const lost = (side: readonly Side[]): Date => {
    const known = lostAt(side);
    const joined = side.filter(isIn).flatMap(({ joined_at }) => joined_at ?? []);
    const since = joined.sort((a, b) => +b - +a)[0];
    const came = after(since && since > began ? since : began, LOST_SECONDS * SECOND);
    return known && known > came ? known : came;
  };
  const buyer = lost(parts.filter(({ kind }) => kind === 'buyer'));
  const ours = lost(parts.filter(({ kind }) => kind !== 'buyer'));
  return { lost: first([buyer, ours])!, warn: after(over, -WARN_SECONDS * SECOND), over };
}

/** While it is live. */
export function dueWhileLive(
  at: Pick<Call, 'answered_at' | 'asked_at' | 'warned_at'>,
  parts: readonly Side[],
  settings: Pick<CallSettings, 'most_minutes'>,
): Date {
  const { lost, warn, over } = liveEnds(at, parts, settings);
  return first([lost, at.warned_at ? over : warn])!;
}
