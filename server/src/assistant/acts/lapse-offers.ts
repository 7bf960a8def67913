import { inWorkspace } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { lapsedConfirmations } from './confirmations.store.ts';
import { endOpen } from './end-open.ts';

const AT_ONCE = 200;

/** Offers nobody answered in time: their cards say so, wherever they hang. A late yes finds them expired either way. */
export const lapseOffersJob = job({
  name: 'assistant.lapse-offers',
  cron: '*/5 * * * *',
  run: (ctx) =>
    inWorkspace(ctx, async (tx) => {
      for (const one of await lapsedConfirmations(tx, ctx, AT_ONCE)) await endOpen(tx, ctx, one);
    }),
});
