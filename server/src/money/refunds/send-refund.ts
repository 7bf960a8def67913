import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { creditFor } from '../credits/issue-credit.ts';
import { gatewayFor, gatewayNamed } from './gateway.ts';
import { step, type Who } from './refund.ts';
import { refundEvent } from './refund-events.ts';
import { intentOf } from './refunds.read.ts';
import { type LockedRefund, lockRefund, saveRefund } from './refunds.store.ts';
import { settle } from './settle-refund.ts';

/**
 * Somebody sends what is owed. The row becomes `sending`, the intent; after the transaction a job asks the payment
 * company with the refund's id as idempotency key (reactions: `ask-gateway`). Store credit needs nobody outside and is
 * settled at once.
 *
 * @param version the version the sender saw; another one refuses with `refund.changed`, so that nobody sends an amount they did not see.
 * Throws `refund.not_found`, `refund.wrong_state`, `refund.needs_second_person`, `refund.changed`.
 */
export function sendRefund(ctx: Ctx, id: string, version?: number): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const refund = await lockRefund(tx, ctx, id);
    if (version !== undefined && version !== refund.version && refund.state === 'owed')
      throw new Refusal('refund.changed', { version: refund.version });
    await dispatch(ctx, tx, refund, 'send');
  });
}

/**
 * The second person says yes above the limit, and it is sent.
 * Throws `refund.same_person.not_allowed` for who asked, `refund.nobody_asked`, `refund.wrong_state`.
 */
export function approveRefund(ctx: Ctx, id: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const refund = await lockRefund(tx, ctx, id);
    const by = who(ctx);
    step(refund, 'approve', ctx.actor);
    await saveRefund(tx, ctx, id, { approved_by: by });
    await record(tx, ctx, [refundEvent('refund.approved', refund)]);
    await dispatch(ctx, tx, { ...refund, approved_by: by }, 'send');
  });
}

/**
 * A failed one is tried again, under a new key: the payment company said no to the old one. Where its connector was
 * taken out since, it goes the way refunds of that payment go now. Throws `refund.wrong_state`.
 */
export function retryRefund(ctx: Ctx, id: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const refund = await lockRefund(tx, ctx, id);
    if (refund.kind === 'store_credit' || gatewayNamed(refund.gateway)) return dispatch(ctx, tx, refund, 'retry');
    const intent = await intentOf(tx, ctx, id);
    const gateway = gatewayFor(intent?.method ?? null).name;
    await saveRefund(tx, ctx, id, { gateway });
    await dispatch(ctx, tx, { ...refund, gateway }, 'retry');
  });
}

async function dispatch(
  ctx: Ctx,
  tx: Parameters<Parameters<typeof inWorkspace>[1]>[0],
  refund: LockedRefund,
  move: 'send' | 'retry',
): Promise<void> {
  // An approval carries its own permission; the sending that follows from it asks for none again.
  const actor = refund.approved_by ? { ...ctx.actor, permissions: new Set(['*']) } : ctx.actor;
  const state = step(refund, move, actor);
  await saveRefund(tx, ctx, refund.id, {
    state,
    sending_at: ctx.now,
    sent_by: who(ctx),
    failure: null,
    attempts: refund.attempts + 1,
  });
  await record(tx, ctx, [
    refundEvent('refund.sending', refund, {
      amount: { amount: refund.amount, currency: refund.currency },
      gateway: refund.gateway,
    }),
  ]);
  if (refund.kind === 'store_credit') {
    const credit = await creditFor(ctx, tx, refund);
    await settle(ctx, tx, { ...refund, state }, { reference: credit.code });
  }
}

export function who({ actor: { kind, id, name, personId } }: Ctx): Who {
  return { kind, id, name, ...(personId && personId !== id ? { personId } : {}) };
}
