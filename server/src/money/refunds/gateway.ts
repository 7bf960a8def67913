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
};
export type GatewayAnswer =
  | { outcome: 'sent'; reference: string }
  | { outcome: 'failed'; failure: string }
  /** Nothing was asked of anybody: a person pays and marks it. */
  | { outcome: 'by_hand' };

export type Gateway = {
  name: string;
  takes(method: string | null): boolean;
  send(intent: RefundIntent): Promise<GatewayAnswer>;
};

/** The built-in gateway: staff pay in the payment company's own screens and record the reference. */
export const manual: Gateway = { name: 'manual', takes: () => true, send: async () => ({ outcome: 'by_hand' }) };

const gateways: Gateway[] = [];
/** Adds a connector; the first that takes a payment's method gets its refunds, the manual one what is left. */
export function addGateway(gateway: Gateway): void {
  gateways.unshift(gateway);
}
export function removeGateway(name: string): void {
  const at = gateways.findIndex((one) => one.name === name);
  if (at >= 0) gateways.splice(at, 1);
}
export function gatewayFor(method: string | null): Gateway {
  return gateways.find((one) => one.takes(method)) ?? manual;
}
/** Null where the connector was taken out. */
export function gatewayNamed(name: string): Gateway | null {
  return [...gateways, manual].find((one) => one.name === name) ?? null;
}
