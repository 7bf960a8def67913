/** Payment companies a brand is connected to, and what buyers are asked to pay: the difference of an exchange, a hold on a card. */
import { z } from 'zod';
import { byId, id, instant, line, list, money, named, page, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';
import { actor } from './events.ts';

export const paymentAccountStatus = z.enum(['active', 'failing']);
/** What went wrong last: a stable code for the screen's words, and the company's own words. */
export const paymentFailure = z.object({ code: z.string(), text: z.string().nullable(), at: instant });
export const paymentAccount = z.object({
  id,
  brand: named,
  kind: z.enum(['stripe']),
  name: z.string(),
  /** `acct_…` at the company, and what it calls itself there. */
  external_id: z.string().nullable(),
  external_name: z.string().nullable(),
  /** Test keys move no real money. */
  mode: z.enum(['live', 'test']),
  status: paymentAccountStatus,
  last_failure: paymentFailure.nullable(),
  /** The end of the secret key, to tell keys apart; the key itself is never shown again. */
  key_hint: z.string(),
  /** Where the company sends its events. */
  webhook_url: z.string(),
  has_webhook_secret: z.boolean(),
  /** When its last signed event came; null: none yet. */
  last_event_at: instant.nullable(),
  /** Refunds that went through it, and those on their way. */
  refunds: z.object({ sent: z.int(), sending: z.int(), failed: z.int() }),
  connected_by: actor,
  connected_at: instant,
});
export type PaymentAccount = z.output<typeof paymentAccount>;

const secretKey = z
  .string()
  .trim()
  .regex(/^(?:sk|rk)_(?:test|live)_[A-Za-z0-9]{8,240}$/, { error: 'a secret or restricted key of Stripe' });
const webhookSecret = z
  .string()
  .trim()
  .regex(/^whsec_[A-Za-z0-9+/=]{8,240}$/, { error: 'the signing secret of a webhook endpoint of Stripe' });

export const chargePurpose = z.enum(['difference', 'hold']);
export const chargeState = z.enum([
  /** Owed by the buyer; the payment page is being made. */
  'wanted',
  /** The buyer has the link. */
  'asked',
  /** A hold stands on the card. */
  'authorized',
  'paid',
  /** The hold was turned into a payment: the old goods never came. */
  'captured',
  /** The hold was let go: the old goods came. */
  'released',
  'failed',
  'expired',
  /** Somebody let the buyer off. */
  'waived',
  /** Its return was cancelled before anything was paid. */
  'void',
]);
export const chargeMove = z.enum(['send_link', 'mark_paid', 'waive', 'capture', 'release', 'retry']);
export const charge = z.object({
  id,
  /** `CH-6K2M-41QZ` */
  code: z.string(),
  version: z.int(),
  brand: named,
  purpose: chargePurpose,
  return: z.object({ id, code: z.string() }).nullable(),
  return_line_id: id.nullable(),
  order: z.object({ id, number: z.string() }),
  customer: named,
  title: z.string(),
  amount: money,
  /** What was captured of a hold. */
  captured: money.nullable(),
  state: chargeState,
  gateway: z.string(),
  /** Payment or session as the company names it. */
  reference: z.string().nullable(),
  failure: z.string().nullable(),
  wanted_at: instant,
  asked_at: instant.nullable(),
  paid_at: instant.nullable(),
  /** The link's last day; or, of a hold, until when the card company keeps it. */
  expires_at: instant.nullable(),
  /** A rule says the hold should be captured: the old goods did not come. A person says yes. */
  capture_due: z.boolean(),
  waived_by: actor.nullable(),
  reason: z.string().nullable(),
  moves: z.array(chargeMove),
});
export type Charge = z.output<typeof charge>;

/** The same for the buyer, on the tracking page. */
export const buyerCharge = z.object({
  id,
  code: z.string(),
  return_id: id.nullable(),
  purpose: chargePurpose,
  amount: money,
  state: chargeState,
  /** May be paid now: ask for the address of the payment page. */
  payable: z.boolean(),
  expires_at: instant.nullable(),
});
export type BuyerCharge = z.output<typeof buyerCharge>;

const tag = 'Payments';
const staff = { tag, access: 'staff' } as const;
export const paymentsApi = {
  accounts: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/payment-accounts',
    summary: 'Payment companies that brands are connected to',
    permission: 'settings.read',
    query: z.object({ brand_id: id.optional() }),
    response: z.object({ rows: z.array(paymentAccount) }),
  }),
  connect: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/payment-accounts',
    summary: 'Connect a brand to its payment company; the key is tried first and never shown again',
    permission: 'settings.write',
    body: z.object({
      brand_id: id,
      kind: z.enum(['stripe']).default('stripe'),
      name: line(80),
      secret_key: secretKey,
      webhook_secret: webhookSecret.optional(),
    }),
    response: paymentAccount,
    // It calls out, which nothing may do inside the transaction of an Idempotency-Key.
    perRow: true,
    refusals: ['brand.not_found', 'payment_account.exists', 'payment_account.key_refused', 'payment_account.silent'],
  }),
  change: endpoint({
    ...staff,
    method: 'PATCH',
    path: '/v1/payment-accounts/:id',
    summary: 'Rename it, change its key or the signing secret of its webhooks',
    permission: 'settings.write',
    params: byId,
    body: z.object({
      name: line(80).optional(),
      secret_key: secretKey.optional(),
      webhook_secret: webhookSecret.optional(),
    }),
    response: paymentAccount,
    perRow: true,
    refusals: [
      'payment_account.not_found',
      'payment_account.key_refused',
      'payment_account.other_account',
      'payment_account.silent',
    ],
  }),
  tryAccount: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/payment-accounts/:id/try',
    summary: 'Ask the company whether the key still works, and say what happened',
    permission: 'settings.read',
    params: byId,
    response: paymentAccount,
    perRow: true,
    refusals: ['payment_account.not_found'],
  }),
  disconnect: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/payment-accounts/:id/disconnect',
    summary: 'Take the keys out; refunds that are on their way must be settled first',
    permission: 'settings.write',
    params: byId,
    response: z.object({ ok: z.literal(true) }),
    refusals: ['payment_account.not_found', 'payment_account.in_use'],
  }),
  /** Of Stripe: signed by `Stripe-Signature` over the body as it came. */
  webhook: endpoint({
    tag: 'Hooks',
    access: 'public',
    method: 'POST',
    path: '/v1/hooks/payments/:id',
    summary: 'The payment company says that something happened',
    params: byId,
    rawBody: 'signed',
    response: z.object({ ok: z.literal(true) }),
    refusals: ['payment_account.not_found', 'hook.not_signed', 'hook.too_old'],
  }),
  charges: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/charges',
    summary: 'What buyers were asked to pay',
    permission: 'money.read',
    query: pageQuery.extend({
      state: list(chargeState).optional(),
      brand_id: id.optional(),
      return_id: id.optional(),
      q: line(100).optional(),
    }),
    response: page(charge),
  }),
  charge: endpoint({
    ...staff,
    method: 'GET',
    path: '/v1/charges/:id',
    summary: 'One charge',
    permission: 'money.read',
    params: byId,
    response: charge,
    refusals: ['charge.not_found'],
  }),
  sendLink: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/charges/:id/send-link',
    summary: 'Mail the buyer the link again',
    permission: 'money.ask',
    params: byId,
    response: charge,
    refusals: ['charge.not_found', 'charge.wrong_state'],
  }),
  markPaid: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/charges/:id/mark-paid',
    summary: 'Without a payment company: the buyer paid, under this reference',
    permission: 'money.send',
    params: byId,
    body: z.object({ reference: line(120) }),
    response: charge,
    refusals: ['charge.not_found', 'charge.wrong_state', 'charge.not_manual'],
  }),
  waive: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/charges/:id/waive',
    summary: 'Let the buyer off, with a reason',
    permission: 'money.approve',
    params: byId,
    body: z.object({ reason: line(500) }),
    response: charge,
    refusals: ['charge.not_found', 'charge.wrong_state', 'charge.above_limit'],
  }),
  capture: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/charges/:id/capture',
    summary: 'The old goods never came: turn the hold into a payment',
    permission: 'money.approve',
    params: byId,
    body: z.object({ amount: z.int().min(1).max(1_000_000_000_00).optional(), reason: line(500) }),
    response: charge,
    refusals: ['charge.not_found', 'charge.wrong_state', 'charge.more_than_held', 'charge.hold_expired'],
  }),
  release: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/charges/:id/release',
    summary: 'Let the hold on the card go',
    permission: 'money.send',
    params: byId,
    body: z.object({ reason: line(500).optional() }),
    response: charge,
    refusals: ['charge.not_found', 'charge.wrong_state'],
  }),
  retry: endpoint({
    ...staff,
    method: 'POST',
    path: '/v1/charges/:id/retry',
    summary: 'Ask the buyer again for one that failed or expired',
    permission: 'money.ask',
    params: byId,
    response: charge,
    refusals: ['charge.not_found', 'charge.wrong_state'],
  }),
};

export const portalCharges = {
  list: endpoint({
    tag: 'Portal',
    access: 'buyer',
    method: 'GET',
    path: '/v1/portal/charges',
    summary: 'What I am asked to pay, and what became of it',
    response: z.object({ rows: z.array(buyerCharge) }),
  }),
  pay: endpoint({
    tag: 'Portal',
    access: 'buyer',
    method: 'POST',
    path: '/v1/portal/charges/:id/pay',
    summary: 'The address of the payment page, made anew where the last one is over',
    params: byId,
    response: z.object({ url: z.url() }),
    perRow: true,
    refusals: ['charge.not_found', 'charge.wrong_state', 'charge.not_payable_here', 'charge.try_later'],
  }),
};
