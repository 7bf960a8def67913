import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { SeatCtx } from '../../platform/http.ts';
import { Refusal } from '../../platform/refusal.ts';
import { type Call, isOver } from '../calls/call.ts';
import { findCall, lockCall, type Part, partsOf } from '../calls/calls.store.ts';

/** For so long after the call its seat reads how it went, and says how it was. */
const AFTER_MS = 24 * 3_600_000;

export type Seat = { call: Call; part: Part };
/** `over`: also within a day after the call. `knocks`: also while it waits to be let in. `lock`: the call is held until the transaction ends. */
export type OpenSeat = { over?: boolean; knocks?: boolean; lock?: boolean };

/**
 * The call and the part of whoever acts by the token of a seat: asked at every access, as the seat may have been lost to
 * another browser since. Throws `link.not_found` where the seat is lost or the call is not theirs, `call.over` after it ended,
 * `call.knocks` where they wait to be let in, `call.not_let_in`
 * where the agent did not let them in.
 */
export async function openSeat(tx: Tx, ctx: SeatCtx, allowed: OpenSeat = {}): Promise<Seat> {
  const { callId, partId } = ctx.call;
  // The call last where it is not held: one that ends in between is over, and not somebody else's.
  const held = allowed.lock ? await lockCall(tx, ctx, callId).catch(lost) : null;
  const part = (await partsOf(tx, ctx as Ctx, callId)).find(({ id }) => id === partId);
  const call = held ?? (await findCall(tx, ctx, callId).catch(lost));
  if (part?.kind !== 'buyer') return lost();
  if (part.refused_at) throw new Refusal(part.knocks ? 'call.not_let_in' : 'link.not_found');
  if (isOver(call)) {
    const endedAt = call.ended_at ?? call.asked_at;
    if (!allowed.over || ctx.now.getTime() > endedAt.getTime() + AFTER_MS) throw new Refusal('call.over');
    return { call, part };
  }
  if (part.left_at) return lost();
  if (part.knocks && !allowed.knocks) throw new Refusal('call.knocks');
  return { call, part };
}

function lost(error?: unknown): never {
  if (error && !(error instanceof Refusal)) throw error;
  throw new Refusal('link.not_found');
}
