import type { CallIce } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import type { SeatCtx } from '../../platform/http.ts';
import { limitAttempts } from '../../platform/limits.ts';
import { Refusal } from '../../platform/refusal.ts';
import { openSeat } from '../seats/open-seat.ts';
import { iceOf, nameAtRelays } from './ice.ts';
import { mayUseRelays, nearestRegion } from './relays.store.ts';

/** One page load asks once, and once more for each restart after the credential ended. */
const LIMIT = { max: 60, windowSeconds: 600 };

/** A browser in a call asks what it may use to find a way. Throws `link.not_found`, `call.over`, `call.knocks`, `call.too_many`. */
export async function giveIceToSeat(ctx: SeatCtx): Promise<CallIce> {
  await inWorkspace(ctx, (tx) => openSeat(tx, ctx));
  return given(ctx, ctx.call.partId, null);
}

/** A screen of staff asks for a call that rings, waits or is theirs. Throws `call.not_found`, `call.not_invited`, `call.too_many`. */
export async function giveIceForCall(ctx: Ctx, callId: string): Promise<CallIce> {
  const staffId = ctx.actor.id ?? '';
  const may = await inWorkspace(ctx, (tx) => mayUseRelays(tx, ctx, callId, staffId));
  if (may === null) throw new Refusal('call.not_found');
  if (!may) throw new Refusal('call.not_invited');
  return giveIceToTry(ctx);
}

/** A screen of staff tries the relays before anything rings. Throws `call.too_many`. */
export async function giveIceToTry(ctx: Ctx): Promise<CallIce> {
  const staffId = ctx.actor.id ?? '';
  const prefer = await inWorkspace(ctx, (tx) => nearestRegion(tx, ctx, staffId));
  return given(ctx, staffId, prefer);
}

async function given(ctx: Ctx, whom: string, prefer: string | null): Promise<CallIce> {
  await limitAttempts(ctx, `relays:${whom}`, LIMIT, 'call.too_many');
  return iceOfPart(ctx, whom, prefer);
}

/** What comes along with a seat that was just taken. */
export function iceOfPart(ctx: Ctx, whom: string, prefer: string | null = null): CallIce {
  const { relays, secret } = ctx.config;
  return iceOf(relays, nameAtRelays(secret, whom), ctx.now, prefer);
}
