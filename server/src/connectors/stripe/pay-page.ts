import type Stripe from 'stripe';
import { CompanySaysNo, type OpenAccount, type PayPage, type PayPageIntent, type PayState } from '../../money/index.ts';
import type { Config } from '../../platform/config.ts';
import { ask, clientFor } from './client.ts';

/** Stripe keeps a page open for a day at most. */
const PAGE_MS = 23 * 3_600_000;

/** A Checkout Session for one sum; a hold is one that is captured by hand later. The card's own rules say how long it stands, seven days as a rule. */
export async function payPage(config: Config, account: OpenAccount, intent: PayPageIntent): Promise<PayPage> {
  const client = clientFor(config, account.secretKey);
  const back = new URL(intent.backTo);
  const made = await ask(() =>
    client.checkout.sessions.create(
      {
        mode: 'payment',
        line_items: [
          {
            quantity: 1,
            price_data: {
              currency: intent.currency.toLowerCase(),
              unit_amount: intent.amount,
              product_data: { name: intent.title },
            },
          },
        ],
        payment_intent_data: {
          ...(intent.hold ? { capture_method: 'manual' as const } : {}),
          description: `${intent.code} ${intent.title}`.slice(0, 500),
          metadata: { recoup_charge: intent.chargeId, recoup_code: intent.code },
        },
        // A hold needs a card; other ways to pay cannot be held.
        ...(intent.hold ? { payment_method_types: ['card' as const] } : {}),
        ...(intent.email ? { customer_email: intent.email } : {}),
        client_reference_id: intent.chargeId,
        locale: intent.language,
        metadata: { recoup_charge: intent.chargeId, recoup_code: intent.code },
        success_url: back.href,
        cancel_url: back.href,
      },
      { idempotencyKey: intent.key },
    ),
  );
  if (!made.url) throw new CompanySaysNo('no_page', 'the company gave no address of its page');
  const expires = made.expires_at ? new Date(made.expires_at * 1000) : new Date(Date.now() + PAGE_MS);
  return { id: made.id, url: made.url, expiresAt: expires };
}

export async function payState(
  config: Config,
  account: OpenAccount,
  { id, reference }: { id: string | null; reference: string | null },
): Promise<PayState> {
  const client = clientFor(config, account.secretKey);
  if (reference) return stateOf(await intentOf(client, reference));
  if (!id) return { outcome: 'open' };
  const session = await ask(() => client.checkout.sessions.retrieve(id));
  const intent = typeof session.payment_intent === 'string' ? session.payment_intent : session.payment_intent?.id;
  if (intent) {
    const state = stateOf(await intentOf(client, intent));
    if (state.outcome !== 'open') return state;
  }
  return session.status === 'expired' ? { outcome: 'expired' } : { outcome: 'open' };
}

const intentOf = (client: Stripe, id: string) =>
  ask(() => client.paymentIntents.retrieve(id, { expand: ['latest_charge'] }));

function stateOf(intent: Stripe.PaymentIntent): PayState {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
  const reference = intent.id;
  const currency = intent.currency.toUpperCase();
  const card = charge?.payment_method_details?.card;
  const label = card
    ? `${named(card.brand)} ending ${card.last4 ?? ''}`.trim()
    : (charge?.payment_method_details?.type ?? 'Stripe');
  if (intent.status === 'requires_capture') {
    const until = card?.capture_before ? new Date(card.capture_before * 1000) : null;
    return { outcome: 'authorized', reference, amount: intent.amount_capturable, currency, until, label };
  }
  if (intent.status === 'succeeded')
    return { outcome: 'paid', reference, amount: intent.amount_received, currency, label };
  if (intent.status === 'canceled') return { outcome: 'released', reference };
  // Still on its page: the buyer may try another card.
  return { outcome: 'open' };
}

const named = (brand: string | null | undefined) =>
  ({ visa: 'Visa', mastercard: 'Mastercard', amex: 'Amex', discover: 'Discover', unionpay: 'UnionPay', jcb: 'JCB' })[
    brand ?? ''
  ] ?? 'Card';

/** A page that is paid or over already is left as it is. */
export async function closePage(config: Config, account: OpenAccount, id: string): Promise<void> {
  const client = clientFor(config, account.secretKey);
  const session = await ask(() => client.checkout.sessions.retrieve(id));
  if (session.status === 'open') await ask(() => client.checkout.sessions.expire(id));
}

export async function capture(
  config: Config,
  account: OpenAccount,
  hold: { reference: string; amount: number; key: string },
): Promise<PayState> {
  const client = clientFor(config, account.secretKey);
  const now = stateOf(await intentOf(client, hold.reference));
  if (now.outcome !== 'authorized') return now;
  return settled(hold.reference, async () => {
    await ask(() =>
      client.paymentIntents.capture(hold.reference, { amount_to_capture: hold.amount }, { idempotencyKey: hold.key }),
    );
    return stateOf(await intentOf(client, hold.reference));
  });
}

export async function release(
  config: Config,
  account: OpenAccount,
  hold: { reference: string; key: string },
): Promise<PayState> {
  const client = clientFor(config, account.secretKey);
  const now = stateOf(await intentOf(client, hold.reference));
  if (now.outcome !== 'authorized') return now;
  return settled(hold.reference, async () => {
    await ask(() => client.paymentIntents.cancel(hold.reference, {}, { idempotencyKey: hold.key }));
    return stateOf(await intentOf(client, hold.reference));
  });
}

async function settled(reference: string, work: () => Promise<PayState>): Promise<PayState> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CompanySaysNo)
      return { outcome: 'failed', failure: error.code, text: error.message, reference };
    throw error;
  }
}
