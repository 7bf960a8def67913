import type Stripe from 'stripe';
import { CompanySaysNo, type GatewayAnswer, type OpenAccount, type RefundIntent } from '../../money/index.ts';
import type { Config } from '../../platform/config.ts';
import { ask, clientFor } from './client.ts';

/** What a payment is now: its charge, and every refund of it. */
type Payment = { charge: Stripe.Charge; refunds: Stripe.Refund[]; names: string[] };

const COUNTS = new Set(['succeeded', 'pending', 'requires_action']);
const idOf = (one: string | { id: string } | null | undefined) => (typeof one === 'string' ? one : (one?.id ?? null));

/** A charge (`ch_`, `py_`) or the newest charge of a payment intent (`pi_`), with its refunds. */
export async function readPayment(client: Stripe, reference: string): Promise<Payment> {
  const charge = await ask(async () => {
    if (!reference.startsWith('pi_')) return client.charges.retrieve(reference);
    const intent = await client.paymentIntents.retrieve(reference, { expand: ['latest_charge'] });
    if (!intent.latest_charge) throw new CompanySaysNo('not_paid', 'the payment intent has no charge');
    return typeof intent.latest_charge === 'string'
      ? client.charges.retrieve(intent.latest_charge)
      : intent.latest_charge;
  });
  const refunds: Stripe.Refund[] = [];
  for (let after: string | undefined; ; ) {
    const page = await ask(() =>
      client.refunds.list({ charge: charge.id, limit: 100, ...(after ? { starting_after: after } : {}) }),
    );
    refunds.push(...page.data);
    after = page.data.at(-1)?.id;
    if (!page.has_more || !after) break;
  }
  const intent = idOf(charge.payment_intent);
  return { charge, refunds, names: [charge.id, ...(intent ? [intent] : [])] };
}

/** Refunds that somebody made past us: not by our metadata, nor by a reference a person wrote down. */
export function pastUs({ charge, refunds }: Payment, ours: readonly string[]) {
  const known = new Set(ours);
  const found = refunds
    .filter((one) => COUNTS.has(one.status ?? '') && !one.metadata?.recoup_refund && !known.has(one.id))
    .map((one) => ({ reference: one.id, amount: one.amount, at: new Date(one.created * 1000).toISOString() }));
  const left = charge.amount_captured - charge.amount_refunded;
  return { amount: found.reduce((sum, one) => sum + one.amount, 0), left, found };
}

/**
 * Refunds a payment once. It is read first: a refund of ours under this key that stands already is taken for the answer
 * (idempotency keys are forgotten after a day, metadata never), and one of another sum asks a person; money given back past us, which we did not know of, asks
 * a person and sends nothing; another currency than we reckon in is refused.
 */
export async function refund(config: Config, account: OpenAccount, intent: RefundIntent): Promise<GatewayAnswer> {
  const client = clientFor(config, account.secretKey);
  const reference = intent.paymentReference!;
  try {
    const payment = await readPayment(client, reference);
    const { charge, refunds } = payment;
    const mine = refunds.filter((one) => one.metadata?.recoup_refund === intent.id);
    const same = mine.find((one) => one.metadata?.recoup_key === intent.key);
    if (same) return answerOf(same);
    // An older try of ours that no one heard of stands after all: it is this refund.
    const standing = mine.find((one) => COUNTS.has(one.status ?? '') && !intent.ours?.includes(one.id));
    if (standing)
      return standing.amount === intent.amount
        ? answerOf(standing)
        : no('sent_otherwise', null, { sent: standing.amount, reference: standing.id });
    if (charge.currency.toUpperCase() !== intent.currency)
      return no('currency_mismatch', null, { charged: charge.currency.toUpperCase(), owed: intent.currency });
    const past = pastUs(payment, intent.ours ?? []);
    if (past.amount > (intent.elsewhere ?? 0)) return { outcome: 'elsewhere', ...past };
    if (charge.disputed && !charge.refunded) {
      const disputes = await ask(() => client.disputes.list({ charge: charge.id, limit: 1 }));
      const open = disputes.data.find((one) => !['won', 'warning_closed'].includes(one.status));
      if (open) return no('disputed', null, { dispute: open.id, status: open.status });
    }
    if (intent.amount > past.left) return no('more_than_left', null, { left: past.left });
    const made = await ask(() =>
      client.refunds.create(
        {
          ...(reference.startsWith('pi_') ? { payment_intent: reference } : { charge: charge.id }),
          amount: intent.amount,
          reason: 'requested_by_customer',
          metadata: { recoup_refund: intent.id, recoup_key: intent.key, recoup_code: intent.code },
        },
        { idempotencyKey: intent.key },
      ),
    );
    return answerOf(made);
  } catch (error) {
    if (error instanceof CompanySaysNo) return no(error.code, error.message);
    throw error;
  }
}

/** A bank may keep a refund for days (`pending`), or want something of the buyer (`requires_action`); a webhook says how it ended. */
export function answerOf(one: Stripe.Refund): GatewayAnswer {
  if (one.status === 'succeeded') return { outcome: 'sent', reference: one.id };
  if (one.status === 'pending' || one.status === 'requires_action') return { outcome: 'pending', reference: one.id };
  const failure = one.status === 'canceled' ? 'cancelled_there' : (one.failure_reason ?? 'declined');
  return { outcome: 'failed', failure, text: null, reference: one.id };
}

const no = (failure: string, text: string | null, facts: Record<string, unknown> = {}): GatewayAnswer => ({
  outcome: 'failed',
  failure,
  text,
  facts,
});

export async function refundState(config: Config, account: OpenAccount, reference: string) {
  const client = clientFor(config, account.secretKey);
  const one = await ask(() => client.refunds.retrieve(reference));
  const { recoup_refund: id, recoup_key: key } = one.metadata ?? {};
  const payments = [idOf(one.charge), idOf(one.payment_intent)].filter((name) => name !== null);
  return { answer: answerOf(one), ours: id && key ? { id, key } : null, payments };
}

export async function elsewhere(config: Config, account: OpenAccount, reference: string, ours: readonly string[]) {
  const payment = await readPayment(clientFor(config, account.secretKey), reference);
  return { payments: payment.names, ...pastUs(payment, ours) };
}
