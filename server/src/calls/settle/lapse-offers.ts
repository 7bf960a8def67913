import { inWorkspace } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { lockCall } from '../calls/calls.store.ts';
import { endOffer } from './end-offer.ts';
import { AFTER_CALL_MS, isOver } from './offer.ts';
import { findOffer, lapsedOffers } from './offers.store.ts';

const AT_ONCE = 200;

/** Offers nobody answered in time say so on both screens. A late yes finds them expired either way. */
export const lapseOffersJob = job({
  name: 'calls.lapse-offers',
  cron: '* * * * *',
  async run(ctx) {
    const lapsed = await inWorkspace(ctx, (tx) =>
      lapsedOffers(tx, ctx, { now: ctx.now, ended: new Date(ctx.now.getTime() - AFTER_CALL_MS), limit: AT_ONCE }),
    );
    for (const { id, call_id } of lapsed)
      await inWorkspace(ctx, async (tx) => {
        const call = await lockCall(tx, ctx, call_id);
        const offer = await findOffer(tx, ctx, id);
        if (offer && isOver(offer, call, ctx.now)) await endOffer(tx, ctx, call, offer, 'expired');
      });
  },
});
