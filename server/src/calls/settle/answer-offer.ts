import type { BuyerOffer } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inSavepoint, inWorkspace, type Tx } from '../../platform/db.ts';
import type { SeatCtx } from '../../platform/http.ts';
import { Refusal } from '../../platform/refusal.ts';
import { settleCall } from '../calls/settle-call.ts';
import { openSeat, type Seat } from '../seats/open-seat.ts';
import { carryOut, NotAsPromised } from './carry-out.ts';
import { endOffer } from './end-offer.ts';
import { isOver, type Offer } from './offer.ts';
import { offerForBuyer } from './offer-view.ts';
import { changeOpen, findOffer, offersOf } from './offers.store.ts';

export type OfferAnswer = 'seen' | 'yes' | 'no' | 'what_else';

/**
 * The buyer answers what lies on their screen: it is seen, yes, no, or what else is there. The call is held, so of a double
 * tap, two tabs, or a yes beside a withdrawal one comes first and the others are answered what it came to. A yes is weighed
 * again: what would be given now must be what was promised, else it is `refused` and nothing was done. What it does, the
 * offer's state and the events stand or fall together.
 *
 * Throws `offer.not_found` (another call's too), `link.not_found`, `call.over`, `call.knocks`.
 */
export function answerOffer(ctx: SeatCtx, id: string, answer: OfferAnswer): Promise<BuyerOffer> {
  return inWorkspace(ctx, async (tx) => {
    const seat = await openSeat(tx, ctx, { over: true, lock: true });
    const buyer: Ctx = { ...ctx, actor: { ...ctx.actor, name: seat.part.name } };
    const offer = await offerOn(tx, buyer, seat, id);
    const call = offer.state === 'open' ? await take(tx, buyer, seat, offer, answer) : seat.call;
    return offerForBuyer(tx, ctx, call, (await findOffer(tx, ctx, id))!);
  });
}

async function take(tx: Tx, ctx: Ctx, { call, part }: Seat, offer: Offer, answer: OfferAnswer) {
  if (isOver(offer, call, ctx.now)) return endOffer(tx, ctx, call, offer, 'expired');
  if (answer === 'no' || answer === 'what_else')
    return endOffer(tx, ctx, call, offer, 'declined', { what_else: answer === 'what_else' });
  const data = { offer_id: offer.id, remedy: offer.request.remedy, title: offer.promised.said.title };
  if (answer === 'seen') {
    if (offer.seen_at) return call;
    await changeOpen(tx, ctx, offer.id, { seen_at: ctx.now });
    return settleCall(tx, ctx, call, {}, [{ type: 'call.offer_seen', data }]);
  }
  try {
    return await inSavepoint(tx, () => carryOut(tx, ctx, call, part, offer));
  } catch (error) {
    const because = error instanceof NotAsPromised || error instanceof Refusal ? error : null;
    if (!because) throw error;
    return endOffer(tx, ctx, call, offer, 'refused', {
      because: because instanceof Refusal ? because.code : 'offer.changed',
    });
  }
}

/** One offer of the buyer's call. Throws `offer.not_found`. */
export function readOffer(ctx: SeatCtx, id: string): Promise<BuyerOffer> {
  return inWorkspace(ctx, async (tx) => {
    const seat = await openSeat(tx, ctx, { over: true });
    return offerForBuyer(tx, ctx, seat.call, await offerOn(tx, ctx, seat, id));
  });
}

/** What was offered to the buyer on this call, newest first. */
export function offersToMe(ctx: SeatCtx): Promise<{ rows: BuyerOffer[] }> {
  return inWorkspace(ctx, async (tx) => {
    const { call } = await openSeat(tx, ctx, { over: true });
    const rows: BuyerOffer[] = [];
    for (const offer of await offersOf(tx, ctx, call.id)) rows.push(await offerForBuyer(tx, ctx, call, offer));
    return { rows };
  });
}

async function offerOn(tx: Tx, ctx: Ctx, { call }: Seat, id: string): Promise<Offer> {
  const offer = await findOffer(tx, ctx, id);
  if (!offer || offer.call_id !== call.id) throw new Refusal('offer.not_found');
  return offer;
}
