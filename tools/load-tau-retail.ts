// Loads the retail data of tau-bench (folder tau-retail in RECOUP_SAMPLE_DATA) through the public API:
//   node tools/load-tau-retail.ts --address http://localhost:4100 --key rk_… --brand SLUG
// The data has no dates; --placed and --delivered say which to assume. Sent again, nothing is doubled.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  accounts,
  orders as api,
  type customerInput,
  type orderInput,
  type productInput,
  type UpsertAnswer,
} from '@recoup/contract';
import type { z } from 'zod';

type Address = { address1: string; address2: string; city: string; country: string; state: string; zip: string };
type User = {
  name: { first_name: string; last_name: string };
  address: Address;
  email: string;
  payment_methods: Record<string, { source: string; brand?: string; last_four?: string }>;
};
type Product = {
  name: string;
  product_id: string;
  variants: Record<string, { item_id: string; options: Record<string, string>; price: number }>;
};
type Order = {
  order_id: string;
  user_id: string;
  address: Address;
  items: { name: string; item_id: string; price: number; options: Record<string, string> }[];
  fulfillments: { tracking_id: string[]; item_ids: string[] }[];
  status: 'pending' | 'processed' | 'delivered' | 'cancelled';
  payment_history: { transaction_type: 'payment' | 'refund'; amount: number; payment_method_id: string }[];
};
export type TauRetail = {
  users: Record<string, User>;
  products: Record<string, Product>;
  orders: Record<string, Order>;
};

/** The folder the data lies in; null where this machine has none. */
export function tauRetailFolder(sampleData: string | undefined): string | null {
  const folder = sampleData && join(sampleData, 'tau-retail');
  return folder && existsSync(join(folder, 'orders.json')) ? folder : null;
}

export async function readTauRetail(folder: string): Promise<TauRetail> {
  const read = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8'));
  return { users: await read('users.json'), products: await read('products.json'), orders: await read('orders.json') };
}

/** Dollars as JSON writes them, in cents, exactly. */
export function cents(dollars: number): number {
  const [, whole = '', fraction = ''] = String(dollars).match(/^(\d+)(?:\.(\d{1,2}))?$/) ?? [];
  if (whole === '') throw new Error(`${dollars} is no amount in cents`);
  return Number(whole + fraction.padEnd(2, '0'));
}

function addressOf({ address1, address2, city, country, state, zip }: Address) {
  return {
    line1: address1,
    line2: address2 || undefined,
    city,
    region: state,
    postal_code: zip,
    country: country === 'USA' ? 'US' : country,
  };
}

export function productRows({ products }: TauRetail): z.input<typeof productInput>[] {
  return Object.values(products).map(({ product_id, name, variants }) => ({
    external_id: product_id,
    title: name,
    category: name.toLowerCase(),
    variants: Object.values(variants).map(({ item_id, options, price }) => ({
      external_id: item_id,
      sku: item_id,
      options,
      price: cents(price),
      currency: 'USD',
    })),
  }));
}

function customerOf(id: string, { name, email, address }: User): z.input<typeof customerInput> {
  return { external_id: id, name: `${name.first_name} ${name.last_name}`, email, address: addressOf(address) };
}

export function customerRows({ users }: TauRetail) {
  return Object.entries(users).map(([id, user]) => customerOf(id, user));
}

/** `placed`: when all orders were placed; `delivered`: when the delivered ones came. */
export function orderRows(
  { orders, users }: TauRetail,
  placed: string,
  delivered: string,
): z.input<typeof orderInput>[] {
  return Object.values(orders).map((order) => {
    const user = users[order.user_id]!;
    // Two of the same item stand in an order as two items.
    const lines = new Map<string, z.input<typeof orderInput>['lines'][number]>();
    for (const { item_id, name, options, price } of order.items) {
      const line = lines.get(item_id);
      if (line) line.quantity += 1;
      else {
        const title = [name, ...Object.values(options)].join(', ').slice(0, 200);
        lines.set(item_id, { external_id: item_id, sku: item_id, title, quantity: 1, unit_price: cents(price) });
      }
    }
    return {
      external_id: order.order_id,
      number: order.order_id,
      placed_at: placed,
      cancelled_at: order.status === 'cancelled' ? placed : undefined,
      currency: 'USD',
      email: user.email,
      address: { name: `${user.name.first_name} ${user.name.last_name}`, ...addressOf(order.address) },
      customer: customerOf(order.user_id, user),
      lines: [...lines.values()],
      payments: paymentsOf(order, user),
      fulfilments: order.fulfillments.map(({ tracking_id, item_ids }) => ({
        external_id: tracking_id.join('+'),
        tracking: tracking_id[0],
        shipped_at: order.status === 'cancelled' ? undefined : placed,
        delivered_at: order.status === 'delivered' ? delivered : undefined,
        lines: [...new Set(item_ids)].map((line_external_id) => ({
          line_external_id,
          quantity: item_ids.filter((one) => one === line_external_id).length,
        })),
      })),
    };
  });
}

function paymentsOf({ payment_history }: Order, { payment_methods }: User) {
  const sum = (type: string, method: string) =>
    payment_history
      .filter((one) => one.transaction_type === type && one.payment_method_id === method)
      .reduce((total, { amount }) => total + cents(amount), 0);
  const paidBy = new Set(
    payment_history.filter((one) => one.transaction_type === 'payment').map((one) => one.payment_method_id),
  );
  return [...paidBy].map((id) => {
    const method = payment_methods[id];
    const source = method?.source ?? id.replace(/_\d+$/, '');
    const card = method?.last_four ? `${method.brand ?? 'card'} ending ${method.last_four}` : source.replace('_', ' ');
    return { external_id: id, method: source, label: card, amount: sum('payment', id), refunded: sum('refund', id) };
  });
}

export type Loaded = { products: UpsertAnswer; customers: UpsertAnswer; orders: UpsertAnswer };

/** Sends it all. `send` posts a body to a path of the API and gives its answer. */
export async function loadTauRetail(
  data: TauRetail,
  brandId: string,
  { placed, delivered }: { placed: string; delivered: string },
  send: (path: string, type: string, body: string) => Promise<UpsertAnswer>,
): Promise<Loaded> {
  const to = (path: string) => `${path}?brand_id=${brandId}`;
  const lines = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');
  return {
    products: await send(to(api.upsertProductsStream.path), 'application/x-ndjson', lines(productRows(data))),
    customers: await send(
      to(api.upsertCustomers.path),
      'application/json',
      JSON.stringify({ customers: customerRows(data) }),
    ),
    orders: await send(to(api.upsertStream.path), 'application/x-ndjson', lines(orderRows(data, placed, delivered))),
  };
}

const USAGE = `Usage: node tools/load-tau-retail.ts --address http://localhost:4100 --key rk_… --brand SLUG
  --placed    when the orders were placed (default: two weeks ago)
  --delivered when the delivered ones came (default: a week ago)
  RECOUP_SAMPLE_DATA names the folder that holds tau-retail.`;

async function main(): Promise<void> {
  const string = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { address: string, key: string, brand: string, placed: string, delivered: string },
  });
  const { address = 'http://localhost:4100', key, brand } = values;
  const folder = tauRetailFolder(process.env.RECOUP_SAMPLE_DATA);
  if (!folder)
    throw new Error(
      `There is no tau-retail in RECOUP_SAMPLE_DATA (${process.env.RECOUP_SAMPLE_DATA ?? 'not set'}).\n\n${USAGE}`,
    );
  if (!key || !brand) throw new Error(USAGE);
  // At noon of the day, so that loading twice on a day sends the same.
  const ago = (days: number) => `${new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)}T12:00:00.000Z`;
  const instant = (text: string | undefined, otherwise: string) =>
    text === undefined ? otherwise : new Date(text).toISOString();
  const headers = { authorization: `Bearer ${key}` };
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(address + path, {
      ...init,
      headers: { ...headers, ...(init.headers as Record<string, string>) },
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const me = accounts.me.response.parse(await ask(accounts.me.path));
  const found = me.brands.find((one) => one.slug === brand || one.id === brand);
  if (!found)
    throw new Error(`This key knows no brand ${brand}; it knows ${me.brands.map((one) => one.slug).join(', ')}`);
  const dates = { placed: instant(values.placed, ago(14)), delivered: instant(values.delivered, ago(7)) };
  const loaded = await loadTauRetail(await readTauRetail(folder), found.id, dates, async (path, type, body) =>
    api.upsert.response.parse(await ask(path, { method: 'POST', headers: { 'content-type': type }, body })),
  );
  for (const [what, { created, updated, unchanged, failed, errors }] of Object.entries(loaded)) {
    process.stdout.write(`${what}: ${created} new, ${updated} changed, ${unchanged} as they were, ${failed} refused\n`);
    for (const { row, message } of errors.slice(0, 5)) process.stdout.write(`  row ${row}: ${message}\n`);
    if (failed > 0) process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
