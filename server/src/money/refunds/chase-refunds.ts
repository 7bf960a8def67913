import { z } from 'zod';
import { inWorkspace } from '../../platform/db.ts';
import { type Job, job } from '../../platform/jobs.ts';
import { enqueue } from '../../platform/record.ts';
import { askGateway } from './ask-gateway.ts';
import { sendingSince } from './refunds.store.ts';

const HOUR_MS = 3_600_000;

const ask = job({
  name: 'ask-gateway-again',
  payload: z.object({ refund_id: z.uuid() }),
  run: (ctx, { refund_id }) => askGateway(ctx, refund_id),
});

/**
 * Every hour, refunds that a payment company has not answered for an hour are asked about again, under the same
 * idempotency key: a company that was down for longer than its job was tried must not leave money on its way for ever.
 */
const chase = job({
  name: 'chase-refunds',
  cron: '41 * * * *',
  run: (ctx) =>
    inWorkspace(ctx, async (tx) => {
      const late = await sendingSince(tx, ctx, new Date(ctx.now.getTime() - HOUR_MS));
      for (const id of late) {
        await enqueue(tx, ctx, { job: ask.name, payload: { refund_id: id }, key: `ask-gateway:${id}` });
      }
    }),
});

export const chasing: readonly Job[] = [ask, chase];
