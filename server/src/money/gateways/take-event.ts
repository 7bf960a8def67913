import { z } from 'zod';
import { type Ctx, SYSTEM } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { enqueue } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { lookAtCharge } from '../charges/look-at-charge.ts';
import { takeState } from '../refunds/ask-gateway.ts';
import { noteElsewhere } from '../refunds/elsewhere.ts';
import { paymentsNamed, refundById, refundByReference } from '../refunds/refunds.store.ts';
import { accountByKey, openAccount, saveAccount } from './accounts.store.ts';
import { CompanySaysNo, companyOf, disputeHeard, type OpenAccount } from './company.ts';
import { eventDone, keepEvent, keptEvent } from './events.store.ts';

/**
 * A payment company knocks. Nothing is believed before the signature; an event is kept once, whatever order they come in
 * and however often, and the answer is quick: a job looks at what it is about.
 * Throws `payment_account.not_found`, `hook.not_signed`, `hook.too_old`, `input.invalid`.
 */
export async function hearEvent(ctx: Ctx, key: string, body: string, header: string | undefined): Promise<void> {
  const found = await accountByKey(ctx.db, key);
  if (!found) throw new Refusal('payment_account.not_found');
  const home: Ctx = { ...ctx, workspaceId: found.workspaceId, actor: { ...SYSTEM, brandIds: [found.brandId] } };
  const account = await inWorkspace(home, (tx) => openAccount(tx, home, key));
  if (!account) throw new Refusal('payment_account.not_found');
  if (!account.webhookSecret) throw new Refusal('hook.not_signed');
  const event = companyOf(account.kind).readEvent(account.webhookSecret, body, header, ctx.now);
  await inWorkspace(home, async (tx) => {
    if (!(await keepEvent(tx, home, account, event))) return;
    await saveAccount(tx, home, account.id, { last_event_at: ctx.now });
    await enqueue(tx, home, {
      job: takeEventJob.name,
      payload: { account_id: account.id, event_id: event.id },
    });
  });
}

/**
 * Takes an event in: the company is asked what the refund, payment, page or dispute is now, so that old news and news in
 * the wrong order change nothing. May run twice.
 */
export const takeEventJob = job({
  name: 'take-payment-event',
  payload: z.object({ account_id: z.uuid(), event_id: z.string() }),
  async run(ctx, { account_id, event_id }) {
    const { account, event } = await inWorkspace(ctx, async (tx) => ({
      account: await openAccount(tx, ctx, account_id),
      event: await keptEvent(tx, ctx, account_id, event_id),
    }));
    if (!event || event.done_at) return;
    try {
      if (account) await takeIn(ctx, account, event.body);
    } catch (error) {
      // News of something the company itself no longer knows, or would not show us: asking again brings nothing.
      if (!(error instanceof CompanySaysNo)) throw error;
      ctx.log.warn({ err: error, event_id }, 'a payment event is about nothing the company shows us');
    }
    await inWorkspace(ctx, (tx) => eventDone(tx, ctx, account_id, event_id));
  },
});

async function takeIn(ctx: Ctx, account: OpenAccount, body: Record<string, unknown>): Promise<void> {
  const company = companyOf(account.kind);
  const event = company.eventOf(body);
  if (event.about === 'refund') return refundTold(ctx, account, event.objectId);
  if (event.about === 'payment') return paymentTold(ctx, account, event.objectId);
  if (event.about === 'page' || event.about === 'hold') return lookAtCharge(ctx, account, event);
  if (event.about === 'dispute') {
    const listener = disputeHeard();
    if (listener)
      await listener(ctx, { account, dispute: await company.dispute(ctx.config, account, event.objectId), event });
  }
}

/** A refund changed: one of ours is brought to where it stands, another one was made past us. */
async function refundTold(ctx: Ctx, account: OpenAccount, reference: string): Promise<void> {
  const { answer, ours, payments } = await companyOf(account.kind).refundState(ctx.config, account, reference);
  const id = await inWorkspace(ctx, async (tx) =>
    ours
      ? await refundById(tx, ctx, account.brandId, ours.id)
      : await refundByReference(tx, ctx, account.id, reference),
  );
  if (id) return inWorkspace(ctx, (tx) => takeState(ctx, tx, id, ours?.key ?? null, reference, answer));
  if (!ours && payments[0]) await paymentTold(ctx, account, payments[0]);
}

/** Something was given back of a payment: what of it was past us? */
async function paymentTold(ctx: Ctx, account: OpenAccount, payment: string): Promise<void> {
  const company = companyOf(account.kind);
  const first = await company.elsewhere(ctx.config, account, payment, []);
  const known = await inWorkspace(ctx, (tx) => paymentsNamed(tx, ctx, account.brandId, first.payments));
  for (const one of known) {
    const mine = new Set(one.references);
    const found = first.found.filter(({ reference }) => !mine.has(reference));
    const amount = found.reduce((sum, { amount: part }) => sum + part, 0);
    await inWorkspace(ctx, (tx) => noteElsewhere(tx, ctx, { ...one, brand_id: account.brandId }, { amount, found }));
  }
}
