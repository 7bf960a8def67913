import type { CallOffer } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Call } from '../calls/call.ts';
import { lockCall } from '../calls/calls.store.ts';
import { settleCall } from '../calls/settle-call.ts';
import type { Offer } from './offer.ts';
import { offerForStaff } from './offer-view.ts';
import { changeOpen, findOffer } from './offers.store.ts';

type Ending = 'withdrawn' | 'expired' | 'declined' | 'refused';

/** An open offer comes to nothing. The call is held. */
export async function endOffer(
  tx: Tx,
  ctx: Ctx,
  call: Call,
  offer: Offer,
  state: Ending,
  result: Offer['result'] = null,
): Promise<Call> {
  const answered_at = state === 'withdrawn' || state === 'expired' ? null : ctx.now;
  if (!(await changeOpen(tx, ctx, offer.id, { state, answered_at, result }))) return call;
  const data = { offer_id: offer.id, remedy: offer.request.remedy, title: offer.promised.said.title, ...result };
  return settleCall(tx, ctx, call, {}, [{ type: `call.offer_${state}`, data }]);
}

/**
 * Staff take an offer off the buyer's screen. Where the buyer was quicker it stays done, and the answer says so.
 * Throws `call.not_found`, `offer.not_found`.
 */
export function withdrawOffer(ctx: Ctx, callId: string, id: string): Promise<CallOffer> {
  return inWorkspace(ctx, async (tx) => {
    const call = await lockCall(tx, ctx, callId);
    const offer = await findOffer(tx, ctx, id);
    if (!offer || offer.call_id !== call.id) throw new Refusal('offer.not_found');
    const next = await endOffer(tx, ctx, call, offer, 'withdrawn');
    return offerForStaff(tx, ctx, next, (await findOffer(tx, ctx, id))!);
  });
}
