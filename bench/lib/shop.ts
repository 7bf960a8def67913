/** A workspace with one brand, one site, a policy and many delivered orders, for measurements. */
import { randomBytes } from 'node:crypto';
import {
  type AnswerOf,
  accounts,
  type BodyIn,
  type EndpointSpec,
  inspections,
  orders,
  type ParamsIn,
  type PolicyRules,
  policies,
  type QueryIn,
  type SopStep,
  startingPolicy,
} from '@recoup/contract';
import { createWorkspace } from '../../server/src/accounts/index.ts';
import { openProduct, type Product } from '../../server/src/app.ts';
import { readConfig } from '../../server/src/platform/config.ts';
import { type Database, openDatabase } from '../../server/src/platform/db.ts';
import { openLog } from '../../server/src/platform/log.ts';
import { SECRET } from './place.ts';

type Input<E> = { params?: ParamsIn<E>; query?: QueryIn<E>; body?: BodyIn<E> };
export type Caller = <const E extends EndpointSpec>(endpoint: E, input?: Input<E>) => Promise<AnswerOf<E>>;
/** Sends a request and gives status and body: over HTTP, or into the process. */
type Send = (request: {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
}) => Promise<{ status: number; body: string }>;

export function caller(send: Send, headers: Record<string, string>): Caller {
  return async (endpoint, input = {}) => {
    const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent((input.params as Record<string, string>)[name]!),
    );
    const asked = Object.entries(input.query ?? {}).filter(([, value]) => value !== undefined);
    const search =
      asked.length > 0
        ? `?${new URLSearchParams(asked.map(([name, value]): [string, string] => [name, String(value)]))}`
        : '';
    const body = input.body === undefined ? undefined : JSON.stringify(input.body);
    const answer = await send({
      method: endpoint.method,
      url: path + search,
      headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
      body,
    });
    if (answer.status >= 300) throw new Error(`${endpoint.method} ${path}: ${answer.status} ${answer.body}`);
    return JSON.parse(answer.body) as AnswerOf<typeof endpoint>;
  };
}
export const overHttp =
  (origin: string): Send =>
  async ({ method, url, headers, body }) => {
    const ask = () => fetch(origin + url, { method, headers, body });
    // On a busy machine a kept connection may be closed at the very moment it is used again; the request was not read then.
    const answer = await ask().catch((error: Error) =>
      String((error.cause as Error | undefined)?.message).includes('other side closed') ? ask() : Promise.reject(error),
    );
    return { status: answer.status, body: await answer.text() };
  };
export const intoProcess =
  (product: Product): Send =>
  async ({ method, url, headers, body }) => {
    const answer = await product.app!.server.inject({ method: method as 'GET', url, headers, payload: body });
    return { status: answer.statusCode, body: answer.body };
  };

/** The product inside this process, without a port and without a worker. */
export async function openInside(
  databaseUrl: string,
  folder: string,
): Promise<{ product: Product; db: Database; close(): Promise<void> }> {
  const config = readConfig({ DATABASE_URL: databaseUrl, RECOUP_DATA: folder, LOG_LEVEL: 'error' }, () => SECRET);
  const db = openDatabase(databaseUrl, 4);
  const product = await openProduct({ config, db, log: openLog('silent'), web: true, worker: false });
  return {
    product,
    db,
    async close() {
      await product.close();
      await db.close();
    },
  };
}

export type Shop = { workspaceId: string; brandId: string; siteId: string; keys: { asker: string; approver: string } };

/** Makes the shop through the public API and gives two API keys, as asking and deciding are two people's work. */
export async function makeShop(databaseUrl: string, folder: string): Promise<Shop> {
  const inside = await openInside(databaseUrl, folder);
  const { product, db } = inside;
  const { config, log } = product.services;
  const owner = {
    email: 'owner@bench.example',
    name: 'Owner',
    language: 'en' as const,
    timeZone: 'America/Chicago',
    password: randomBytes(12).toString('hex'),
  };
  const { workspaceId } = await createWorkspace(
    { db, config, log, now: new Date() },
    { name: 'Bench', kind: 'brand', currency: 'USD', owner },
  );
  const signedIn = await product.app!.server.inject({
    method: 'POST',
    url: '/v1/auth/sign-in/email',
    headers: { origin: config.publicUrl },
    payload: { email: owner.email, password: owner.password },
  });
  const cookie = signedIn.cookies.map((one) => `${one.name}=${encodeURIComponent(one.value)}`).join('; ');
  const call = caller(intoProcess(product), { cookie, origin: config.publicUrl });
  const me = await call(accounts.me);
  const brand = await call(accounts.createBrand, {
    body: {
      slug: 'bench',
      name: 'Bench',
      time_zone: 'America/Chicago',
      currency: 'USD',
      look: { color: '#1E2A4A', dot: '#F2B13C' },
      languages: ['en'],
    },
  });
  const site = await call(accounts.createSite, {
    body: {
      code: 'DAL',
      name: 'Dallas',
      time_zone: 'America/Chicago',
      address: { line1: '1 Dock St', city: 'Dallas', region: 'TX', postal_code: '75247', country: 'US' },
      brands: [{ brand_id: brand.id, categories: null }],
    },
  });
  const rules: PolicyRules = startingPolicy('USD');
  // Every request waits for a person, so that approving is a step of its own.
  rules.ask_person = { ...rules.ask_person, above: 0, from_nth_return: null };
  rules.evidence_for = [];
  const scope = { categories: [], channels: [], skus: [], bought_from: null, bought_to: null };
  const policy = await call(policies.create, { body: { brand_id: brand.id, name: 'Bench', scope, rules } });
  await call(policies.publish, { params: { id: policy.id } });
  await call(orders.upsertProducts, {
    query: { brand_id: brand.id },
    body: {
      products: Array.from({ length: 50 }, (_, i) => ({
        external_id: `p${i}`,
        title: `Lamp ${i}`,
        category: 'lamp',
        variants: [
          {
            external_id: `v${i}`,
            sku: `LAMP-${i}`,
            price: 4900 + i * 100,
            unit_cost: 1500,
            weight_g: 1200,
            currency: 'USD',
            resale: { A: 4200, B: 3300, C: 2000, D: 500 },
          },
        ],
      })),
    },
  });
  // Five questions as a quick check has them; photos are weighed by no one here.
  const step = (area: SopStep['area']): SopStep => ({
    key: area,
    area,
    kind: 'choice',
    title: { en: area },
    question: { en: `Is its ${area} right?` },
    photos: 0,
    answers: [
      {
        key: 'yes',
        words: { en: 'Yes' },
        tone: 'good',
        functional: 'A',
        cosmetic: 'A',
        unsafe: false,
        buyer_caused: false,
        photo: false,
      },
      {
        key: 'no',
        words: { en: 'No' },
        tone: 'bad',
        functional: 'C',
        cosmetic: 'C',
        unsafe: false,
        buyer_caused: false,
        photo: false,
      },
    ],
  });
  const steps = (['appearance', 'accessories', 'power', 'function', 'damage'] as const).map(step);
  await call(inspections.createSop, {
    body: { name: 'Quick check', category: 'lamp', brand_id: brand.id, steps, usual_seconds: 90 },
  });
  const key = async (name: string) =>
    (
      await call(accounts.createApiKey, {
        body: { name, scopes: me.permissions.filter((one) => one !== 'api_keys.write') },
      })
    ).secret;
  const keys = { asker: await key('asks'), approver: await key('approves') };
  await product.drain();
  await inside.close();
  return { workspaceId, brandId: brand.id, siteId: site.id, keys };
}

/** Delivered orders of one line, `from` up to `to`, through the bulk API. */
export async function sellOrders(call: Caller, brandId: string, from: number, to: number): Promise<void> {
  const day = 86_400_000;
  const now = Date.now();
  for (let start = from; start < to; start += 1000) {
    const batch = Array.from({ length: Math.min(1000, to - start) }, (_, i) => {
      const n = start + i;
      const placed = new Date(now - 12 * day - (n % 5000) * 60_000);
      const price = 4900 + (n % 50) * 100;
      const at = (days: number) => new Date(placed.getTime() + days * day).toISOString();
      return {
        external_id: `o${n}`,
        number: `#${10_000 + n}`,
        placed_at: placed.toISOString(),
        currency: 'USD',
        email: `buyer${n}@bench.example`,
        address: { line1: `${n} Oak St`, city: 'Austin', region: 'TX', postal_code: '78704', country: 'US' },
        customer: { name: `Buyer ${n}`, email: `buyer${n}@bench.example` },
        lines: [
          {
            external_id: '1',
            sku: `LAMP-${n % 50}`,
            title: `Lamp ${n % 50}`,
            quantity: 1,
            unit_price: price,
            tax: 400,
          },
        ],
        payments: [{ external_id: 'p', method: 'card', label: 'Visa ending 4417', amount: price + 400 }],
        fulfilments: [
          { external_id: 'f', shipped_at: at(1), delivered_at: at(4), lines: [{ line_external_id: '1', quantity: 1 }] },
        ],
      };
    });
    const answer = await call(orders.upsert, { query: { brand_id: brandId }, body: { orders: batch } });
    if (answer.failed > 0) throw new Error(JSON.stringify(answer.errors[0]));
  }
}

/** Ids of orders with the id of their line, newest first, `count` of them. */
export async function orderLines(
  databaseUrl: string,
  workspaceId: string,
  count: number,
): Promise<{ order: string; line: string }[]> {
  const db = openDatabase(databaseUrl, 1);
  const client = await db.pool.connect();
  await client.query(
    `begin; set local app.workspace_id = '${workspaceId}'; set local app.brands = '*'; set local app.sites = '*'`,
  );
  const { rows } = await client.query<{ order: string; line: string }>(
    'select o.id as "order", l.id as line from orders o join order_lines l using (workspace_id) where l.order_id = o.id order by o.placed_at desc, o.id desc limit $1',
    [count],
  );
  await client.query('commit');
  client.release();
  await db.close();
  return rows;
}
