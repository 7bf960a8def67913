import { inWorkspace } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { forgetCodes } from './codes.store.ts';

const DAY_MS = 86_400_000;

/** Every night: codes that ran out a day ago are forgotten with the addresses they were mailed to, whether there was an order of them or not. */
export const forgetCodesJob = job({
  name: 'assistant.forget-codes',
  cron: '41 3 * * *',
  run: (ctx) => inWorkspace(ctx, (tx) => forgetCodes(tx, ctx, new Date(ctx.now.getTime() - DAY_MS))),
});
