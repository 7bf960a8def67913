import { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { enqueue, reaction } from '../../platform/record.ts';
import { lockCall } from '../calls/calls.store.ts';
import { endOffer } from './end-offer.ts';
import { holdsUntil } from './offer.ts';
import { findOffer, openOffer } from './offers.store.ts';

/** Looks at an offer when its time is over; asked for again, the new time counts. */
export async function lapseAt(tx: Tx, ctx: Ctx, id: string, at: Date): Promise<void> {
  await enqueue(tx, ctx, { job: 'calls.lapse-offer', payload: { offer_id: id }, runAt: at, key: `call-offer:${id}` });
}

/** An offer nobody answered says so on both screens. Early, it looks again; a late yes finds it expired either way. */
export const lapseOfferJob = job({
  name: 'calls.lapse-offer',
  payload: z.object({ offer_id: z.uuid() }),
  run: (ctx, { offer_id }) =>
    inWorkspace(ctx, async (tx) => {
      const found = await findOffer(tx, ctx, offer_id);
      if (!found) return;
      const call = await lockCall(tx, ctx, found.call_id);
      const until = holdsUntil(found, call);
      if (until <= ctx.now) await endOffer(tx, ctx, call, found, 'expired');
      else if (found.state === 'open') await lapseAt(tx, ctx, offer_id, until);
    }),
});

/** The call is over: what still lies on the buyer's screen holds a little longer. */
export const lapseAfterCall = reaction({
  name: 'calls.lapse-offer-after-call',
  on: 'call.ended',
  run: (ctx, { subject }) =>
    inWorkspace(ctx, async (tx) => {
      const call = await lockCall(tx, ctx, subject.id);
      const offer = await openOffer(tx, ctx, subject.id);
      if (offer) await lapseAt(tx, ctx, offer.id, holdsUntil(offer, call));
    }),
});
