import Stripe from 'stripe';
import { CompanySaysNo, GatewayTrouble, KeyRefused } from '../../money/index.ts';
import type { Config } from '../../platform/config.ts';

const TIMEOUT_MS = 20_000;
const clients = new Map<string, Stripe>();

/** One client a key. It repeats nothing by itself: our jobs do, with pauses, and a person sees them do it. */
export function clientFor(config: Config, secretKey: string): Stripe {
  const known = clients.get(`${config.stripeUrl} ${secretKey}`);
  if (known) return known;
  const { protocol, hostname, port } = new URL(config.stripeUrl);
  const made = new Stripe(secretKey, {
    host: hostname,
    port: port || (protocol === 'https:' ? 443 : 80),
    protocol: protocol === 'https:' ? 'https' : 'http',
    maxNetworkRetries: 0,
    timeout: TIMEOUT_MS,
    telemetry: false,
    appInfo: { name: 'Recoup' },
  });
  clients.set(`${config.stripeUrl} ${secretKey}`, made);
  return made;
}

/**
 * Asks, and sorts what may go wrong: what may be over in a moment (no answer, 5xx, too many at once, the same key still
 * being worked on) is GatewayTrouble; a key that is no good is KeyRefused; a clear no is CompanySaysNo.
 * Codes: https://docs.stripe.com/error-codes, retries: https://docs.stripe.com/error-low-level.
 */
export async function ask<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw sorted(error);
  }
}

function sorted(error: unknown): unknown {
  if (error instanceof Stripe.errors.StripeConnectionError) return new GatewayTrouble('company_silent', error.message);
  if (!(error instanceof Stripe.errors.StripeError)) return error;
  const { statusCode = 0, code, message } = error;
  if (error instanceof Stripe.errors.StripeAuthenticationError) return new KeyRefused(message);
  if (error instanceof Stripe.errors.StripePermissionError) return new KeyRefused(message);
  if (error instanceof Stripe.errors.StripeRateLimitError || statusCode === 429)
    return new GatewayTrouble('company_busy', message);
  if (error instanceof Stripe.errors.StripeIdempotencyError) {
    // 409: the first request with this key is still at work. 400: the key was used for something else, which is a clear no.
    return statusCode === 409
      ? new GatewayTrouble('company_busy', message)
      : new CompanySaysNo('key_used_otherwise', message);
  }
  if (statusCode === 409 || code === 'lock_timeout') return new GatewayTrouble('company_busy', message);
  if (statusCode >= 500 || statusCode === 0) return new GatewayTrouble('company_broken', message);
  return new CompanySaysNo(ourCode(code, message), message);
}

const ours: Record<string, string> = {
  charge_already_refunded: 'already_refunded',
  charge_disputed: 'disputed',
  resource_missing: 'payment_not_there',
  balance_insufficient: 'balance_insufficient',
  insufficient_funds: 'balance_insufficient',
  refund_disputed_payment: 'disputed',
  amount_too_small: 'amount_too_small',
  charge_expired_for_capture: 'hold_expired',
  payment_intent_unexpected_state: 'wrong_state',
};
function ourCode(code: string | undefined, message: string): string {
  if (code && ours[code]) return ours[code];
  // Stripe gives this one no code.
  if (/greater than unrefunded amount/i.test(message)) return 'more_than_left';
  return code ?? 'declined';
}
