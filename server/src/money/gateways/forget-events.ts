import { inWorkspace } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { forgetEvents } from './events.store.ts';

/** Somewhat more than the year in which somebody may still ask what a payment company told. */
const DAYS_KEPT = 400;

/**
 * Every night: forgets what payment companies told so long ago, for it names buyers. None is taken in a second time for
 * that: news are signed with their time, and believed for minutes only. What they led to stays on the refund, the charge,
 * the dispute and in the books.
 */
export const forgetEventsJob = job({
  name: 'forget-payment-events',
  cron: '33 3 * * *',
  run: (ctx) => inWorkspace(ctx, (tx) => forgetEvents(tx, ctx, new Date(ctx.now.getTime() - DAYS_KEPT * 86_400_000))),
});
