import type { BuyerOffer, CallOffer, OfferState } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { trackingPage } from '../../returns/index.ts';
import { fileUrlOr } from '../../uploads/index.ts';
import type { Call } from '../calls/call.ts';
import { shownName } from '../calls/shown-name.ts';
import { holdsUntil, isOver, type Offer } from './offer.ts';
import { besideOffer } from './offers.store.ts';

/** As it stands now: what nobody has ended yet is over once its time is. */
function stateOf(offer: Offer, call: Pick<Call, 'ended_at'>, now: Date): OfferState {
  if (offer.state !== 'open' && offer.state !== 'doing') return offer.state;
  return isOver(offer, call, now) ? 'expired' : 'open';
}

export async function offerForStaff(tx: Tx, ctx: Ctx, call: Pick<Call, 'ended_at'>, offer: Offer): Promise<CallOffer> {
  const beside = await besideOffer(tx, ctx, offer);
  const { promised } = offer;
  return {
    id: offer.id,
    call_id: offer.call_id,
    order_id: offer.order_id,
    remedy: offer.request.remedy,
    lines: offer.request.ask.lines.map(({ order_line_id, quantity }) => ({
      order_line_id,
      quantity,
      title: beside.titles.find(({ id }) => id === order_line_id)?.title ?? '',
    })),
    language: promised.language,
    ...promised.said,
    amount: { amount: offer.amount, currency: offer.currency },
    waits_for: promised.waits_for,
    outside: promised.outside,
    state: stateOf(offer, call, ctx.now),
    what_else: offer.result?.what_else ?? false,
    made_by: offer.made_by,
    made_at: offer.made_at.toISOString(),
    expires_at: holdsUntil(offer, call).toISOString(),
    seen_at: offer.seen_at?.toISOString() ?? null,
    answered_at: offer.answered_at?.toISOString() ?? null,
    return:
      offer.return_id && beside.return_code
        ? { id: offer.return_id, code: beside.return_code, stage: beside.return_stage! }
        : null,
    because: offer.result?.because ?? null,
  };
}

export async function offerForBuyer(tx: Tx, ctx: Ctx, call: Pick<Call, 'ended_at'>, offer: Offer): Promise<BuyerOffer> {
  const beside = await besideOffer(tx, ctx, offer);
  const { promised, brand_id, order_id, return_id } = offer;
  const { slug } = await brandOf(tx, brand_id);
  return {
    id: offer.id,
    remedy: offer.request.remedy,
    ...promised.said,
    language: promised.language,
    photo_url: fileUrlOr(ctx, beside.photo_key),
    by: shownName(offer.made_by.name),
    waits_for_person: promised.waits_for.length > 0,
    state: stateOf(offer, call, ctx.now),
    what_else: offer.result?.what_else ?? false,
    expires_at: holdsUntil(offer, call).toISOString(),
    return_code: beside.return_code,
    return_url: return_id ? trackingPage(ctx, slug, { brand_id, order_id, return_id }) : null,
  };
}
