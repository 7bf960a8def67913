import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { enqueue } from '../../platform/record.ts';
import { openAccount } from '../gateways/accounts.store.ts';
import { companyOf, KeyRefused } from '../gateways/company.ts';
import { markFailing, markWorking } from '../gateways/connect-account.ts';
import { type GatewayAnswer, GatewayTrouble, gatewayNamed } from '../gateways/gateway.ts';
import { noteElsewhere } from './elsewhere.ts';
import { type AskedRefund, intentOf } from './refunds.read.ts';
import { type LockedRefund, lockRefund, saveRefund } from './refunds.store.ts';
import { bounce, fail, settle } from './settle-refund.ts';

/** Pauses between tries while a company gives no answer, seconds: about two hours, then a person is asked. */
export const PAUSES = [5, 20, 60, 180, 600, 1200, 1800, 3600] as const;

/**
 * Asks the payment company for a refund that is being sent, and writes its answer down. Runs as a job, outside any
 * transaction; killed anywhere in between it runs again with the same idempotency key, and the answer is taken once.
 * No answer, a storm of errors, too many at once: asked again after growing pauses under the same key, and in the end a
 * person is told. What is then tried anew is looked for at the company first, so that it is never paid twice.
 */
export async function askGateway(ctx: Ctx, id: string): Promise<void> {
  const intent = await inWorkspace(ctx, (tx) => intentOf(tx, ctx, id));
  if (intent?.state !== 'sending') return;
  let answer: GatewayAnswer;
  try {
    answer = await answerTo(ctx, intent);
  } catch (error) {
    if (!(error instanceof GatewayTrouble)) throw error;
    return askLater(ctx, intent, error);
  }
  if (answer.outcome === 'by_hand') return;
  if (answer.outcome === 'failed' && answer.failure === 'key_refused' && intent.account_id)
    await markFailing(ctx, intent.account_id, 'key_refused', answer.text ?? null);
  else if (intent.account_id) await markWorking(ctx, intent.account_id);
  await inWorkspace(ctx, async (tx) => {
    const refund = await lockRefund(tx, ctx, id);
    // Another try began meanwhile, or a webhook was quicker: then this answer is an old one.
    if (refund.state !== 'sending' || `${id}-${refund.attempts}` !== intent.key) return;
    await takeAnswer(ctx, tx, refund, answer, intent.payment_id);
  });
}

async function answerTo(ctx: Ctx, intent: AskedRefund): Promise<GatewayAnswer> {
  if (!intent.account_id) {
    const gateway = gatewayNamed(intent.gateway);
    // Nobody can be asked any more, nor told whether the money left: a person finds out before it is tried another way.
    return gateway ? gateway.send(intent) : { outcome: 'failed', failure: 'gateway_removed' };
  }
  const account = await inWorkspace(ctx, (tx) => openAccount(tx, ctx, intent.account_id!));
  if (!account) return { outcome: 'failed', failure: 'gateway_removed' };
  const company = companyOf(account.kind);
  try {
    // On its way already: only what became of it is asked.
    if (intent.reference) return (await company.refundState(ctx.config, account, intent.reference)).answer;
    return await company.refund(ctx.config, account, intent);
  } catch (error) {
    if (error instanceof KeyRefused) return { outcome: 'failed', failure: 'key_refused', text: error.message };
    throw error;
  }
}

/** Writes an answer down for a refund that is being sent. In the caller's transaction, the refund locked. */
export async function takeAnswer(
  ctx: Ctx,
  tx: Tx,
  refund: LockedRefund,
  answer: GatewayAnswer,
  paymentId: string | null,
): Promise<void> {
  if (answer.outcome === 'sent') return settle(ctx, tx, refund, answer);
  if (answer.outcome === 'failed') return fail(ctx, tx, refund, answer);
  if (answer.outcome === 'pending')
    return saveRefund(tx, ctx, refund.id, { reference: answer.reference, tries: 0, try_again_at: null });
  if (answer.outcome !== 'elsewhere' || !paymentId) return;
  const { amount, left, found } = answer;
  const { order_id, return_id, brand_id, currency } = refund;
  await noteElsewhere(tx, ctx, { id: paymentId, order_id, return_id, brand_id, currency }, { amount, found });
  await saveRefund(tx, ctx, refund.id, { unseen_elsewhere: 0 });
  await fail(ctx, tx, refund, { failure: 'refunded_elsewhere', facts: { elsewhere: amount, left, found } });
}

/**
 * What a payment company says a refund of ours is now, from a webhook or because we asked: in whatever order the news
 * come, the state is the company's own at this moment. A refund that was sent and has failed since bounces; one we had
 * given up on and that went through after all is sent.
 */
export async function takeState(
  ctx: Ctx,
  tx: Tx,
  id: string,
  key: string | null,
  reference: string,
  answer: GatewayAnswer,
): Promise<void> {
  const refund = await lockRefund(tx, ctx, id);
  const isThisTry =
    refund.reference === reference ||
    (refund.reference === null && (key === null || key === `${id}-${refund.attempts}`));
  if (!isThisTry) return;
  if (refund.state === 'sending') return takeAnswer(ctx, tx, refund, answer, refund.payment_id);
  if (refund.state === 'sent' && answer.outcome === 'failed' && refund.kind !== 'store_credit')
    return bounce(ctx, tx, refund, answer);
  if (refund.state === 'failed' && answer.outcome === 'sent') return settle(ctx, tx, refund, answer);
}

async function askLater(ctx: Ctx, intent: AskedRefund, trouble: GatewayTrouble): Promise<void> {
  const pause = PAUSES[intent.tries];
  await inWorkspace(ctx, async (tx) => {
    const refund = await lockRefund(tx, ctx, intent.id);
    if (refund.state !== 'sending' || `${intent.id}-${refund.attempts}` !== intent.key) return;
    if (pause === undefined && !intent.reference)
      return fail(ctx, tx, refund, {
        failure: trouble.code,
        text: trouble.message,
        facts: { tries: intent.tries + 1 },
      });
    const again = new Date(ctx.now.getTime() + (pause ?? PAUSES.at(-1)!) * 1000);
    await saveRefund(tx, ctx, intent.id, { tries: intent.tries + 1, try_again_at: again });
    await enqueue(tx, ctx, {
      job: 'ask-gateway-again',
      payload: { refund_id: intent.id },
      runAt: again,
      key: `ask-gateway:${intent.id}`,
    });
  });
  if (pause === undefined && intent.account_id)
    await markFailing(ctx, intent.account_id, trouble.code, trouble.message);
}
