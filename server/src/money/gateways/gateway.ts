/**
 * What money needs of a payment company. A gateway is asked from a job, never inside a transaction, and always with
 * an idempotency key: asked twice with the same key it must move the money once and answer the same.
 */
export type RefundIntent = {
  id: string;
  /** One for each time a person sends it: a try after a clear refusal must not be answered with that refusal again. */
  key: string;
  code: string;
  amount: number;
  currency: string;
  /** The payment as the shop named it. */
  paymentReference: string | null;
  method: string | null;
  /** Refunds of this payment that are ours, as the company names them. */
  ours?: readonly string[];
  /** What of this payment was given back past us, as far as somebody who may send this saw it. */
  elsewhere?: number;
};

/** A refund of a payment that somebody made past us. */
export type ElsewhereRefund = { reference: string; amount: number; at: string };

export type GatewayAnswer =
  | { outcome: 'sent'; reference: string }
  /** On its way; the company says later what became of it. */
  | { outcome: 'pending'; reference: string }
  /** `failure` is a stable code, or the company's own word where we know none; `text` are its words. */
  | { outcome: 'failed'; failure: string; text?: string | null; reference?: string; facts?: Record<string, unknown> }
  /** More was given back past us than we knew of: nothing was sent. `amount` is all of it, `left` what may still be given back. */
  | { outcome: 'elsewhere'; amount: number; left: number; found: ElsewhereRefund[] }
  /** Nothing was asked of anybody: a person pays and marks it. */
  | { outcome: 'by_hand' };

/** The company could not be asked just now, and nobody knows whether it did what it was asked. It is asked again, under the same key. */
export class GatewayTrouble extends Error {
  override readonly name = 'GatewayTrouble';
  /** `company_silent`, `company_busy` or `company_broken`. */
  readonly code: string;
  constructor(code: string, text: string) {
    super(text);
    this.code = code;
  }
}

export type Gateway = {
  name: string;
  takes(method: string | null): boolean;
  send(intent: RefundIntent): Promise<GatewayAnswer>;
};

/** The built-in gateway: staff pay in the payment company's own screens and record the reference. */
export const manual: Gateway = { name: 'manual', takes: () => true, send: async () => ({ outcome: 'by_hand' }) };

const gateways: Gateway[] = [];
/** Adds a connector of the installation; the first that takes a payment's method gets its refunds, before any brand's own account. */
export function addGateway(gateway: Gateway): void {
  gateways.unshift(gateway);
}
export function removeGateway(name: string): void {
  const at = gateways.findIndex((one) => one.name === name);
  if (at >= 0) gateways.splice(at, 1);
}
export function addedGatewayFor(method: string | null): Gateway | null {
  return gateways.find((one) => one.takes(method)) ?? null;
}
/** Null where the connector was taken out, or is no connector of the installation but a brand's account. */
export function gatewayNamed(name: string): Gateway | null {
  return [...gateways, manual].find((one) => one.name === name) ?? null;
}
