import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { record } from '../../platform/record.ts';
import { lockRefund, saveRefund } from '../refunds/refunds.store.ts';
import { flagsOf, tookMoney } from './dispute.ts';
import { disputeEvent } from './dispute-events.ts';
import {
  amountPaid,
  type DisputeRow,
  disputesOn,
  lockDispute,
  openDisputes,
  refundsFacing,
  returnOfOrder,
  saveDispute,
} from './disputes.store.ts';

/** What a person should know of a dispute now: its deadline, and refunds that face it. */
export async function factsOf(tx: Tx, ctx: Ctx, dispute: DisputeRow) {
  return { ...dispute, paid: await amountPaid(tx, ctx, dispute), refunds: await refundsFacing(tx, ctx, dispute) };
}

/** Says once what is new about a dispute: it is due soon, a refund faces it. Run again it says nothing. */
export function watchDispute(ctx: Ctx, id: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const dispute = await lockDispute(tx, ctx, id);
    const flags = flagsOf(await factsOf(tx, ctx, dispute), ctx.now);
    const fresh = flags.filter(({ code }) => !dispute.told.includes(code));
    if (fresh.length === 0) return;
    await saveDispute(tx, ctx, id, { told: [...dispute.told, ...fresh.map(({ code }) => code)] });
    const returnId = await returnOfOrder(tx, ctx, dispute.order_id);
    await record(
      tx,
      ctx,
      fresh.map(({ code, facts }) => disputeEvent('dispute.flagged', dispute, returnId, { flag: code, facts })),
    );
  });
}

export const watchDisputes = job({
  name: 'watch-disputes',
  cron: '*/15 * * * *',
  async run(ctx) {
    for (const id of await inWorkspace(ctx, (tx) => openDisputes(tx, ctx))) await watchDispute(ctx, id);
  },
});

/** A refund came into being, or moved: the disputes of its order are looked at anew. */
export async function watchOrder(ctx: Ctx, orderId: string): Promise<void> {
  for (const id of await inWorkspace(ctx, (tx) => openDisputes(tx, ctx, orderId))) await watchDispute(ctx, id);
}

/** Refunds that wait on a payment the bank took need a second person from now on, so that the queue shows it before anybody tries. */
export function holdRefunds(ctx: Ctx, of: { orderId: string }): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const all = (await disputesOn(tx, ctx, { payment_id: null, order_id: of.orderId })).filter(tookMoney);
    if (all.length === 0) return;
    for (const dispute of all) {
      const whole = await lockDispute(tx, ctx, dispute.id);
      for (const { id, state } of await refundsFacing(tx, ctx, whole)) {
        if (state !== 'owed') continue;
        const refund = await lockRefund(tx, ctx, id);
        if (refund.state === 'owed' && !refund.needs_second) await saveRefund(tx, ctx, id, { needs_second: true });
      }
    }
  });
}
