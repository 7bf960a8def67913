import type { CallOffer, OfferBody, OfferPreview } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { same } from '../../platform/same.ts';
import type { Call } from '../calls/call.ts';
import { findCall, lockCall } from '../calls/calls.store.ts';
import { settleCall } from '../calls/settle-call.ts';
import { endOffer } from './end-offer.ts';
import { HOLDS_MS, isOver, type Offer } from './offer.ts';
import { offerForStaff } from './offer-view.ts';
import { insertOffer, offersOf, openOffer } from './offers.store.ts';
import { askOf, languageOfCall, saidOf, weighAsk } from './weigh-offer.ts';

/**
 * An agent looks at what an offer would come to before they show it: its words as the buyer would read them, and whether it
 * would wait for a second person. Writes nothing, shows nothing. Throws what `showOffer` throws.
 */
export function previewOffer(ctx: Ctx, callId: string, body: OfferBody): Promise<OfferPreview> {
  return inWorkspace(ctx, async (tx) => {
    const call = await findCall(tx, ctx, callId);
    const { language, said, weighed } = await weigh(tx, ctx, call, body);
    const { amount, currency } = weighed.promise;
    return {
      language,
      ...said,
      amount: { amount, currency },
      waits_for: weighed.waits_for,
      outside: weighed.preview.outside,
    };
  });
}

/**
 * An agent in a live call shows an offer on the buyer's own screen. It is kept word for word with everything it promises, and
 * does nothing until the buyer says yes; it takes the place of one that lies there. The same offer again is that offer.
 *
 * Throws `call.not_found`, `call.wrong_stage`, `call.other_buyer`, `call.still_not_found`, `offer.names_sums`, and what
 * `requestReturn` throws.
 */
export function showOffer(ctx: Ctx, callId: string, body: OfferBody): Promise<CallOffer> {
  return inWorkspace(ctx, async (tx) => {
    const call = await lockCall(tx, ctx, callId);
    if (call.stage !== 'live') throw new Refusal('call.wrong_stage', { stage: call.stage });
    const { language, said, weighed } = await weigh(tx, ctx, call, body);
    const { promise, waits_for, approve, ask, preview } = weighed;
    const offer: Offer = {
      id: newId(),
      brand_id: call.brand_id,
      call_id: call.id,
      order_id: body.order_id,
      request: { remedy: body.remedy, ask, approve },
      promised: {
        what: promise.what,
        given: promise.given,
        waits_for,
        outside: preview.outside ? (body.outside ?? null) : null,
        language,
        said,
      },
      amount: promise.amount,
      currency: promise.currency,
      state: 'open',
      made_by: { kind: ctx.actor.kind as 'staff' | 'api_key', id: ctx.actor.id!, name: ctx.actor.name },
      made_at: ctx.now,
      expires_at: new Date(ctx.now.getTime() + HOLDS_MS),
      seen_at: null,
      answered_at: null,
      return_id: null,
      result: null,
    };
    const before = await openOffer(tx, ctx, call.id);
    if (before && isSame(before, offer) && !isOver(before, call, ctx.now)) return offerForStaff(tx, ctx, call, before);
    const held = before ? await endOffer(tx, ctx, call, before, 'withdrawn') : call;
    await insertOffer(tx, ctx, offer);
    const amount = { amount: offer.amount, currency: offer.currency };
    const data = { offer_id: offer.id, remedy: body.remedy, title: said.title, amount, waits: waits_for.length > 0 };
    const next = await settleCall(tx, ctx, held, {}, [{ type: 'call.offered', data }]);
    return offerForStaff(tx, ctx, next, offer);
  });
}

/** What was offered on a call, newest first. Throws `call.not_found`. */
export function listOffers(ctx: Ctx, callId: string): Promise<{ rows: CallOffer[] }> {
  return inWorkspace(ctx, async (tx) => {
    const call = await findCall(tx, ctx, callId);
    const rows: CallOffer[] = [];
    for (const offer of await offersOf(tx, ctx, call.id)) rows.push(await offerForStaff(tx, ctx, call, offer));
    return { rows };
  });
}

async function weigh(tx: Tx, ctx: Ctx, call: Call, body: OfferBody) {
  const language = await languageOfCall(tx, ctx, call);
  const ask = await askOf(tx, ctx, call, body, language);
  const weighed = await weighAsk(tx, ctx, call, { order_id: body.order_id, remedy: body.remedy, ask, language });
  return { language, weighed, said: saidOf(weighed, language, body.say) };
}

const isSame = (a: Offer, b: Offer) =>
  a.order_id === b.order_id &&
  a.made_by.id === b.made_by.id &&
  same(a.request, b.request) &&
  same(a.promised, b.promised);
