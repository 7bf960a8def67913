/** Which seat a browser gets that comes with the buyer's link, or from their chat or order. Pure. */
import { Refusal } from '../../platform/refusal.ts';
import type { Part } from '../calls/calls.store.ts';

/** Who knocked and was not answered for so long has gone: the next one may knock. */
export const KNOCK_MS = 2 * 60_000;

export type Comes = {
  /** Digest of what this browser keeps. */
  seat: string;
  /** Who it is was shown besides: by a chat session, or by the link to their order. */
  proven: boolean;
};
type Known = Pick<Part, 'id' | 'kind' | 'seat' | 'knocks' | 'left_at' | 'refused_at' | 'invited_at' | 'here_until'>;

export type Seating =
  /** Its own, or one nobody has taken yet. */
  | { seats: 'old'; part: Known }
  /** The first, or in place of one that nobody sits on. */
  | { seats: 'new'; loses: Known | null }
  /** It waits to be let in. `forgets`: one that knocked before and went away. */
  | { seats: 'knocks'; part: Known | null; forgets: Known | null };

/** Whoever holds the buyer's seat; its browser is the only one that is in the call for the buyer. */
export const holderOf = <P extends Known>(parts: readonly P[]): P | null =>
  parts.find(({ kind, knocks, left_at, refused_at }) => kind === 'buyer' && !knocks && !left_at && !refused_at) ?? null;
export const knockerOf = <P extends Known>(parts: readonly P[]): P | null =>
  parts.find(({ kind, knocks, left_at, refused_at }) => kind === 'buyer' && knocks && !left_at && !refused_at) ?? null;

/**
 * The same browser gets the same seat. Another one knocks, and the agent lets it in or not; one whose person is proven takes the
 * seat over by itself while the seat's browser is not on the line. `parts` are those of a call that is not over.
 *
 * Throws `call.not_let_in` for a browser that was refused, `call.somebody_knocks` while another one waits to be let in.
 */
export function whichSeat(parts: readonly Known[], { seat, proven }: Comes, now: Date): Seating {
  const mine = parts.filter((part) => part.kind === 'buyer' && part.seat === seat);
  const standing = mine.find(({ left_at, refused_at }) => !left_at && !refused_at);
  const holder = holderOf(parts);
  if (standing && !standing.knocks) return { seats: 'old', part: standing };
  if (!holder) return { seats: 'new', loses: null };
  if (holder.seat === null) return { seats: 'old', part: holder };
  const isThere = holder.here_until !== null && holder.here_until > now;
  if (proven && !isThere) return { seats: 'new', loses: holder };
  if (standing) return { seats: 'knocks', part: standing, forgets: null };
  // One that was in and lost its seat may ask to come back; one that was sent away may not.
  if (!proven && mine.some(({ refused_at, knocks }) => refused_at && knocks)) throw new Refusal('call.not_let_in');
  const other = knockerOf(parts);
  if (other && now.getTime() - (other.invited_at?.getTime() ?? 0) < KNOCK_MS) throw new Refusal('call.somebody_knocks');
  return { seats: 'knocks', part: null, forgets: other };
}
