// The product as it is started, with a payment company and a carrier that are asked over HTTP at COMPANY_URL.
import { addGateway, type GatewayAnswer } from '../../src/money/index.ts';
import { addCarrier, type MadeLabel } from '../../src/shipping/index.ts';

const company = process.env.COMPANY_URL!;

async function ask<T>(path: string, key: string, body: object): Promise<T> {
  const response = await fetch(company + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as T;
}

addGateway({
  name: 'card company',
  takes: (method) => method === 'card',
  send: ({ id, amount, currency }) => ask<GatewayAnswer>('/refunds', id, { amount, currency }),
});

await import('../../src/main.ts'); // brings the built-in carrier, behind which ours must not stand

addCarrier({
  name: 'Parcel company',
  service: 'Ground',
  currency: 'USD',
  takes: () => true,
  make: ({ id }) => ask<MadeLabel>('/labels', id, {}),
  void: async () => {},
});
