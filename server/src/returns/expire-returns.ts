import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { job } from '../platform/jobs.ts';
import { record } from '../platform/record.ts';
import { voidLabel } from '../shipping/index.ts';
import { returnEvent } from './events.ts';
import { letGo, lockWithOrder } from './let-go.ts';
import { canStep, owesReplacement, type Return } from './return.ts';
import { markReminded, overdueToShip, saveReturn } from './returns.store.ts';

/** A batch a run; the next run takes the next. */
const BATCH = 500;
/** Buyers are reminded so many days before the last day to send. */
export const REMIND_DAYS = 3;

/**
 * Ends an approved return whose goods were not sent in time: no carrier has seen the parcel and its last day, in the
 * brand's zone, is over. The goods may be asked for again while policy allows it. Should the parcel come all the same,
 * the dock takes it in. Changes nothing where the parcel has moved meanwhile.
 *
 * `kept` of the event are the lines whose other goods left before: the buyer has both, and a hold on the card covers it.
 */
export function expireReturn(ctx: Ctx, id: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockWithOrder(tx, ctx, id);
    // A part that is owed beside the goods leaves first.
    if (!canStep(at, 'expire') || at.lines.some((line) => !line.offer.goods_back && owesReplacement(at, line))) return;
    await saveReturn(tx, ctx, id, { stage: 'expired', ended_at: ctx.now });
    await letGo(tx, ctx, at);
    await voidLabel(tx, ctx, id);
    await record(tx, ctx, [returnEvent('return.expired', at, { kept: gotBoth(at) })]);
  });
}

const gotBoth = ({ lines }: Return) =>
  lines
    .filter(
      ({ offer, replacement_sent_at }) => offer.goods_back && offer.ships === 'now' && replacement_sent_at !== null,
    )
    .map(({ id }) => id);

/** Every hour: ends what was not sent in time. */
export const expireJob = job({
  name: 'expire-returns',
  cron: '7 * * * *',
  async run(ctx) {
    const ids = await inWorkspace(ctx, (tx) => overdueToShip(tx, ctx, BATCH));
    for (const id of ids) await expireReturn(ctx, id);
  },
});

/** Every hour: reminds, once, who has yet to send. The mail is a reaction to `return.reminded`. */
export const remindJob = job({
  name: 'remind-to-ship',
  cron: '37 * * * *',
  run: (ctx) =>
    inWorkspace(ctx, async (tx) => {
      const due = await markReminded(tx, ctx, REMIND_DAYS, BATCH);
      await record(
        tx,
        ctx,
        due.map((at) => returnEvent('return.reminded', at, { ship_by: at.ship_by })),
      );
    }),
});
