import type { CallSeat } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { signSeatToken } from '../../platform/secrets.ts';
import { iceOfPart } from '../relays/give-ice.ts';
import { buyerView } from './buyer-view.ts';
import type { Call } from './call.ts';
import type { Part } from './calls.store.ts';

const DAY = 86_400_000;

/** The token of a buyer's seat, the call as they see it, and what its browser may use to find a way. It lasts a day, or a day beyond the time that was agreed. */
export async function seatIn(tx: Tx, ctx: Ctx, at: Call, part: Pick<Part, 'id'>): Promise<CallSeat> {
  const from = Math.max(ctx.now.getTime(), at.scheduled_for?.getTime() ?? 0);
  const token = signSeatToken(ctx.config.secret, {
    workspaceId: ctx.workspaceId,
    brandId: at.brand_id,
    callId: at.id,
    partId: part.id,
    expiresAt: new Date(from + DAY),
  });
  const call = await buyerView(tx, ctx, at, part.id);
  // One question less on the way from the tap to the picture.
  return { token, call, ice: call.me.knocks ? null : iceOfPart(ctx, part.id) };
}

/** The buyer's side of a call: whoever holds its seat. */
export const buyerPart = (parts: readonly Part[]): Part | undefined =>
  parts.find(({ kind, knocks, refused_at }) => kind === 'buyer' && !knocks && !refused_at);

/** The same context in which the buyer of the call is who acts. */
export const asBuyer = (ctx: Ctx, at: Pick<Call, 'contact_id'>, part: Pick<Part, 'name'>): Ctx => ({
  ...ctx,
  actor: { ...ctx.actor, id: at.contact_id, name: part.name },
});
