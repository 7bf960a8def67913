/**
 * Orders coming in through the bulk API, beside a COPY of the very same rows in the same run.
 *
 *   npm run bench -- import            three rounds of 20,000 orders
 *   npm run bench -- import --quick    three rounds of 4,000 orders
 *
 * A round sends orders of one to three lines (with customer, payment, parcel and serial numbers) as NDJSON in one
 * request. What they became in the six tables is then copied into tables of the same shape: the same columns, defaults,
 * checks, primary and unique keys and indexes (`like … including all`), in one transaction, from text made beforehand.
 * The floor has no foreign keys, no row-level security, no HTTP, no checking and no comparing; so the ratio says what
 * all of that costs. A COPY into bare tables, without any index, is told for orientation.
 */
import { orders as api, type BodyIn, type UpsertAnswer } from '@recoup/contract';
import pg from 'pg';
import { measure, quantile, report, round } from './lib/place.ts';
import { makeShop } from './lib/shop.ts';

const quick = process.argv.includes('--quick');
const ORDERS = quick ? 4_000 : 20_000;
const ROUNDS = 3;
const TABLES = ['customers', 'orders', 'order_lines', 'payments', 'fulfilments', 'fulfilment_lines'];

type Order = BodyIn<typeof api.upsert>['orders'][number];
function anOrder(n: number): Order {
  const placed = Date.UTC(2026, 0, 1) + (n % 400_000) * 60_000;
  const at = (days: number) => new Date(placed + days * 86_400_000).toISOString();
  const lines = Array.from({ length: 1 + (n % 3) }, (_, i) => ({
    external_id: `${n}-${i}`,
    sku: `LAMP-${(n + i) % 50}`,
    title: `Lamp ${(n + i) % 50}, brushed steel`,
    quantity: 1 + (i % 2),
    unit_price: 4900,
    discount: i * 100,
    tax: 412,
  }));
  const address = {
    name: `Buyer ${n}`,
    line1: `${n} Oak Street`,
    city: 'Austin',
    region: 'TX',
    postal_code: '78704',
    country: 'US',
  };
  return {
    external_id: `order-${n}`,
    number: `#${100_000 + n}`,
    placed_at: at(0),
    currency: 'USD',
    email: `buyer${n}@bench.example`,
    address,
    customer: { external_id: `customer-${n - (n % 3)}`, name: `Buyer ${n}`, email: `buyer${n}@bench.example`, address },
    shipping: 599,
    lines,
    payments: [{ external_id: 'p', method: 'card', label: 'Visa ending 4417', amount: 5000 }],
    fulfilments: [
      {
        external_id: 'f',
        carrier: 'USPS',
        tracking: `9400${n}`,
        shipped_at: at(1),
        delivered_at: at(4),
        lines: lines.map((line) => ({
          line_external_id: line.external_id,
          quantity: line.quantity,
          serials: [`SN-${line.external_id}`],
        })),
      },
    ],
  };
}
const ndjson = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => JSON.stringify(anOrder(from + i))).join('\n');

/** COPY … FROM STDIN of a text that is ready. */
class CopyIn extends pg.Query {
  private readonly payload: Buffer;
  constructor(statement: string, text: Buffer, done: (error: Error | null) => void) {
    super(statement, undefined, done as never);
    this.payload = text;
  }
  handleCopyInResponse(connection: { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }) {
    for (let at = 0; at < this.payload.length; at += 65_536)
      connection.sendCopyFromChunk(this.payload.subarray(at, at + 65_536));
    connection.endCopyFrom();
  }
}
/** COPY … TO STDOUT into memory. */
class CopyOut extends pg.Query {
  readonly parts: Buffer[] = [];
  handleCopyData({ chunk }: { chunk: Buffer }) {
    this.parts.push(Buffer.from(chunk));
  }
}

type Copied = { table: string; columns: string; text: Buffer };

async function copyOut(client: pg.Client, table: string, columns: string, where: string): Promise<Copied> {
  const query = await new Promise<CopyOut>((resolve, reject) => {
    const statement = `copy (select ${columns} from ${table} where ${where}) to stdout`;
    const out: CopyOut = new CopyOut(statement, undefined, ((error: Error | null) =>
      error ? reject(error) : resolve(out)) as never);
    client.query(out);
  });
  return { table, columns, text: Buffer.concat(query.parts) };
}

/** Copies the rows into the tables of a schema, in one transaction; milliseconds. */
async function copyIn(client: pg.Client, schema: string, copied: readonly Copied[]): Promise<number> {
  await client.query(`truncate ${TABLES.map((table) => `${schema}.${table}`).join(', ')}`);
  const begun = performance.now();
  await client.query('begin');
  for (const { table, columns, text } of copied) {
    await new Promise<void>((resolve, reject) => {
      client.query(
        new CopyIn(`copy ${schema}.${table} (${columns}) from stdin`, text, (error) =>
          error ? reject(error) : resolve(),
        ),
      );
    });
  }
  await client.query('commit');
  return performance.now() - begun;
}

await measure(async (place) => {
  const url = await place.create('shop');
  const shop = await makeShop(url, place.folder);
  const server = await place.serve('shop');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  place.onEnd(() => client.end());

  const send = async (text: string): Promise<UpsertAnswer & { ms: number }> => {
    const begun = performance.now();
    const response = await fetch(`${server.url}${api.upsertStream.path}?brand_id=${shop.brandId}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${shop.keys.asker}`, 'content-type': 'application/x-ndjson' },
      body: text,
    });
    const answer = (await response.json()) as UpsertAnswer;
    if (!response.ok || answer.failed > 0) throw new Error(JSON.stringify(answer).slice(0, 500));
    return { ...answer, ms: performance.now() - begun };
  };

  // A shop that has been open for a while: code compiled, statistics kept.
  await send(ndjson(0, ORDERS / 4));
  await client.query('vacuum analyze');
  const columns = new Map<string, string>();
  for (const [schema, like] of [
    ['floor', 'including all'],
    ['bare', 'including defaults'],
  ] as const) {
    await client.query(`create schema ${schema}`);
    for (const table of TABLES) {
      await client.query(`create table ${schema}.${table} (like public.${table} ${like})`);
      const { rows } = await client.query<{ names: string }>(
        `select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as names from information_schema.columns where table_schema = 'public' and table_name = $1`,
        [table],
      );
      columns.set(table, rows[0]!.names);
    }
  }

  const rounds: { api: number; copy: number; bare: number; again: number; rows: number; lines: number }[] = [];
  let memory = 0;
  for (let r = 0; r < ROUNDS; r += 1) {
    const from = 1_000_000 * (r + 1);
    const text = ndjson(from, ORDERS);
    const lines = Array.from({ length: ORDERS }, (_, i) => 1 + ((from + i) % 3)).reduce((a, b) => a + b, 0);
    const watch = setInterval(() => {
      memory = Math.max(memory, server.memory());
    }, 50);
    const loaded = await send(text);
    clearInterval(watch);
    const ofOrders = `external_id like 'order-${r + 1}______'`;
    const orderIds = `order_id in (select id from orders where ${ofOrders})`;
    const wheres: Record<string, string> = {
      customers: `id in (select customer_id from orders where ${ofOrders})`,
      orders: ofOrders,
      fulfilment_lines: `fulfilment_id in (select id from fulfilments where ${orderIds})`,
    };
    const copied: Copied[] = [];
    for (const table of TABLES)
      copied.push(await copyOut(client, table, columns.get(table)!, wheres[table] ?? orderIds));
    const rows = copied.reduce((sum, { text: one }) => sum + one.toString().split('\n').length - 1, 0);
    const copy = Math.min(await copyIn(client, 'floor', copied), await copyIn(client, 'floor', copied));
    const bare = await copyIn(client, 'bare', copied);
    const again = await send(text);
    if (again.unchanged !== ORDERS) throw new Error(`sent again, ${ORDERS - again.unchanged} orders changed`);
    rounds.push({ api: loaded.ms, copy, bare, again: again.ms, rows, lines });
  }
  const median = (of: (one: (typeof rounds)[number]) => number) => quantile(rounds.map(of), 0.5);
  const perSecond = (key: 'api' | 'copy' | 'bare' | 'again') =>
    Math.round(median((one) => (one.lines / one[key]) * 1000));
  const ratio = round(
    median((one) => one.copy / one.api),
    3,
  );
  const figures = {
    ratio,
    goal: 0.2,
    lines_per_second: perSecond('api'),
    orders_per_second: Math.round(median((one) => (ORDERS / one.api) * 1000)),
    copy_lines_per_second: perSecond('copy'),
    bare_copy_lines_per_second: perSecond('bare'),
    unchanged_lines_per_second: perSecond('again'),
    rows_per_round: rounds[0]!.rows,
    orders_per_round: ORDERS,
    rounds: ROUNDS,
    server_memory_mb: Math.round(memory / 1e6),
  };
  report(
    'import',
    [
      ['Bulk API, new orders', `${figures.lines_per_second} order lines/s (${figures.orders_per_second} orders/s)`],
      ['Bulk API, the same again', `${figures.unchanged_lines_per_second} order lines/s, nothing written`],
      ['COPY, same keys and indexes', `${figures.copy_lines_per_second} order lines/s`],
      ['COPY, bare tables', `${figures.bare_copy_lines_per_second} order lines/s`],
      ['Ratio to COPY', `${ratio} (goal: at least 0.2)`],
      ['Memory of the server, most', `${figures.server_memory_mb} MB`],
    ],
    figures,
  );
});
