import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { creditFor } from '../credits/issue-credit.ts';
import { stopForDispute } from '../disputes/guard-refund.ts';
import { openAccount } from '../gateways/accounts.store.ts';
import { gatewayNamed } from '../gateways/gateway.ts';
import { waysOf } from '../gateways/gateway-for.ts';
import { step, type Who } from './refund.ts';
import { refundEvent } from './refund-events.ts';
import { intentOf } from './refunds.read.ts';
import { goingNow, type LockedRefund, lockRefund, saveRefund } from './refunds.store.ts';
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
 * A failed one is tried again, under a new key: the payment company said no to the old one, or nobody knows, and then it
 * is looked for there first. Where its connector was taken out since, it goes the way refunds of that payment go now.
 * Throws `refund.wrong_state`.
 */
export function retryRefund(ctx: Ctx, id: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const refund = await lockRefund(tx, ctx, id);
    const stands = refund.kind === 'store_credit' || (await wayStands(tx, ctx, refund));
    if (stands) return dispatch(ctx, tx, refund, 'retry');
    const intent = await intentOf(tx, ctx, id);
    const way = (await waysOf(tx, ctx, refund.brand_id))(
      intent?.paymentReference && intent.method
        ? { external_id: intent.paymentReference, method: intent.method }
        : null,
    );
    await saveRefund(tx, ctx, id, way);
    await dispatch(ctx, tx, { ...refund, ...way }, 'retry');
  });
}

async function wayStands(tx: Tx, ctx: Ctx, refund: LockedRefund): Promise<boolean> {
  if (refund.account_id) return (await openAccount(tx, ctx, refund.account_id)) !== null;
  return gatewayNamed(refund.gateway) !== null;
}

/**
 * Refunds nobody need look at go out by themselves, at the hour the brand set: inside policy, the goods checked, below
 * the limit, through a payment company or as store credit. Runs every five minutes as the product itself.
 */
export const sendDueJob = job({
  name: 'send-due-refunds',
  cron: '*/5 * * * *',
  async run(ctx) {
    for (const id of await inWorkspace(ctx, (tx) => goingNow(tx, ctx))) {
      await inWorkspace(ctx, async (tx) => {
        const refund = await lockRefund(tx, ctx, id);
        // Somebody sent it, changed it or wants to look at it meanwhile.
        if (refund.state !== 'owed' || refund.goes_at === null || refund.goes_at > ctx.now) return;
        if (refund.needs_second && refund.approved_by === null) return;
        await dispatch(ctx, tx, refund, 'send');
      }).catch(async (error) => {
        // A disputed payment waits for a person; the others go out all the same.
        if (!(error instanceof Refusal))
          return ctx.log.error({ err: error, refund: id }, 'a refund could not go out by itself');
        await inWorkspace(ctx, (tx) => saveRefund(tx, ctx, id, { goes_at: null }));
        ctx.log.info({ refund: id, code: error.code }, 'a refund did not go out by itself');
      });
    }
  },
});

async function dispatch(ctx: Ctx, tx: Tx, refund: LockedRefund, move: 'send' | 'retry'): Promise<void> {
  // An approval carries its own permission; the sending that follows from it asks for none again.
  const actor = refund.approved_by ? { ...ctx.actor, permissions: new Set(['*']) } : ctx.actor;
  const state = step(refund, move, actor);
  await stopForDispute(tx, ctx, refund);
  await saveRefund(tx, ctx, refund.id, {
    state,
    sending_at: ctx.now,
    sent_by: who(ctx),
    failure: null,
    failure_text: null,
    failure_facts: {},
    reference: null,
    tries: 0,
    try_again_at: null,
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
    await settle(ctx, tx, { ...refund, state, attempts: refund.attempts + 1 }, { reference: credit.code });
  }
}

export function who({ actor: { kind, id, name, personId } }: Ctx): Who {
  return { kind, id, name, ...(personId && personId !== id ? { personId } : {}) };
}
