import { orders as api, type Brand } from '@recoup/contract';
import { CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { type FrontDoor, openFrontDoor } from '../../test/front-door.ts';
import type { Ctx } from '../platform/ctx.ts';
import type { DB } from '../platform/db.generated.ts';
import { inWorkspace, type Tx } from '../platform/db.ts';
import { listCustomers } from './customers.read.ts';
import { serialSold, variantsByCode } from './index.ts';
import { listOrders } from './orders.read.ts';
import { aBrand, lampOrder, lampProduct, type OrderSent } from './testing/rows.ts';

let door: FrontDoor;
let brand: Brand;
let other: Brand;
beforeAll(async () => {
  door = await openFrontDoor();
  brand = await aBrand(door.owner, 'lumora');
  other = await aBrand(door.owner, 'hearth', { time_zone: 'Asia/Shanghai' });
  const send = (brand_id: string, orders: OrderSent[]) =>
    door.owner.call(api.upsert, { query: { brand_id }, body: { orders } });
  await door.owner.call(api.upsertProducts, { query: { brand_id: brand.id }, body: { products: [lampProduct()] } });
  await send(brand.id, [
    lampOrder(1, { placed_at: '2026-11-01T04:30:00Z' }),
    lampOrder(2, { placed_at: '2026-11-02T12:00:00Z', channel: 'amazon', fulfilments: [] }),
    lampOrder(3, {
      placed_at: '2026-11-03T12:00:00Z',
      email: 'Guest.Order@example.com',
      customer: { external_id: 'zoe', name: 'Zoë Müller', email: 'zoe@example.com' },
    }),
  ]);
  await send(other.id, [
    lampOrder(4, {
      placed_at: '2026-11-01T17:00:00Z',
      customer: { external_id: 'li', name: '李雷', email: 'li@example.cn' },
    }),
  ]);
});

describe('orders', () => {
  it.each<[string, () => Record<string, unknown>, string[]]>([
    ['newest first', () => ({}), ['#10003', '#10002', '#10004', '#10001']],
    ['of one brand', () => ({ brand_id: brand.id }), ['#10003', '#10002', '#10001']],
    ['of a channel', () => ({ channel: 'amazon' }), ['#10002']],
    ['delivered', () => ({ delivered: 'yes' }), ['#10003', '#10004', '#10001']],
    ['not delivered', () => ({ delivered: 'no' }), ['#10002']],
    ['by number', () => ({ q: '#10002' }), ['#10002']],
    ['by the beginning of a number', () => ({ q: '1000' }), ['#10003', '#10002', '#10004', '#10001']],
    ["by the order's e-mail", () => ({ q: 'guest.order@' }), ['#10003']],
    ["by the customer's e-mail", () => ({ q: 'ZOE@example.com' }), ['#10003']],
    ['by name, without its accents', () => ({ q: 'zoe mu' }), ['#10003']],
    ['by last name', () => ({ q: 'Müller' }), ['#10003']],
    ['by a Chinese name', () => ({ q: '李' }), ['#10004']],
    ['by nothing that is there', () => ({ q: "%' or 1=1 --" }), []],
    [
      'from a day in the zone of the brand',
      () => ({ brand_id: brand.id, placed_from: '2026-11-01' }),
      ['#10003', '#10002'],
    ],
    ['to a day in the zone of the brand', () => ({ brand_id: brand.id, placed_to: '2026-10-31' }), ['#10001']],
    [
      'of a day in Shanghai',
      () => ({ brand_id: other.id, placed_from: '2026-11-02', placed_to: '2026-11-02' }),
      ['#10004'],
    ],
  ])('are listed %s', async (_how, query, numbers) => {
    const { rows } = await door.owner.call(api.list, { query: query() });
    expect(rows.map((row) => row.number)).toEqual(numbers);
  });

  it('show what a list needs', async () => {
    const { rows } = await door.owner.call(api.list, { query: { q: '#10001' } });
    expect(rows[0]).toMatchObject({
      brand: { id: brand.id, name: 'Lumora' },
      customer: { name: 'Noah Brown' },
      delivered_at: '2026-11-05T18:00:00.000Z',
      total: { amount: 11_313, currency: 'USD' },
      units: 3,
      title: 'Desk lamp',
      returns: 0,
    });
  });

  it('turn page after page without a gap or a double', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await door.owner.call(api.list, { query: { limit: 1, cursor } });
      seen.push(...page.rows.map((row) => row.number));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(['#10003', '#10002', '#10004', '#10001']);
    expect((await door.owner.refused(api.list, { query: { cursor: 'made-up' } })).code).toBe('input.cursor');
  });
});

it('customers are listed and found, with what they bought', async () => {
  const found = await door.owner.call(api.customers, { query: { q: 'muller' } });
  expect(found.rows).toMatchObject([{ name: 'Zoë Müller', orders: 1, last_order_at: '2026-11-03T12:00:00.000Z' }]);
  const customer = await door.owner.call(api.customer, { params: { id: found.rows[0]!.id } });
  expect(customer).toMatchObject({
    name: 'Zoë Müller',
    since: '2026-11-03T12:00:00.000Z',
    spent: [{ amount: 11_313, currency: 'USD' }],
    orders_count: 1,
    returns_count: 0,
    orders: [{ number: '#10003' }],
  });
});

it('categories and channels in use are told', async () => {
  expect(await door.owner.call(api.categories)).toEqual({ categories: ['lamps'], channels: ['amazon', 'shop'] });
  expect(await door.owner.call(api.categories, { query: { brand_id: other.id } })).toEqual({
    categories: [],
    channels: ['shop'],
  });
});

it('a scanned code finds its variant, a serial its sale', async () => {
  const ctx = door.ctx();
  await inWorkspace(ctx, async (tx) => {
    for (const code of ['lamp-1', '012345678905', 'x001abcdef']) {
      expect(await variantsByCode(tx, ctx, code)).toMatchObject([{ sku: 'LAMP-1', product_title: 'Desk lamp' }]);
    }
    expect(await variantsByCode(tx, ctx, 'NOTHING')).toEqual([]);
    expect(await serialSold(tx, ctx, 'sn-1-2')).toMatchObject({ number: '#10001', sku: 'LAMP-1', brand_id: brand.id });
    expect(await serialSold(tx, ctx, 'sn-1-3')).toBeNull();
  });
  const narrow: Ctx = { ...ctx, actor: { ...ctx.actor, brandIds: [other.id] } };
  await inWorkspace(narrow, async (tx) => {
    expect(await variantsByCode(tx, narrow, 'LAMP-1')).toEqual([]);
    expect(await serialSold(tx, narrow, 'SN-1-2')).toBeNull();
  });
});

describe('with 30,000 orders', () => {
  beforeAll(async () => {
    const owner = new pg.Client({ connectionString: door.ownerUrl });
    await owner.connect();
    const ids = [door.workspaceId, other.id];
    await owner.query(
      `insert into customers (workspace_id, id, brand_id, external_id, name, name_key, last_key, email, email_key)
       select $1, gen_random_uuid(), $2, 'c' || n, 'Buyer ' || md5(n::text), 'buyer ' || md5(n::text), md5(n::text), md5(n::text) || '@example.com', md5(n::text) || '@example.com'
       from generate_series(1, 15000) n`,
      ids,
    );
    await owner.query(
      `with c as (select id, row_number() over () as place from customers where brand_id = $2)
       insert into orders (workspace_id, id, brand_id, external_id, number, number_key, channel, customer_id, email, email_key, placed_at, currency,
         items_total, discount_total, shipping_total, tax_total, total)
       select $1, gen_random_uuid(), $2, 'o' || n, '#' || n, (500000 + n)::text, case when n % 3000 = 0 then 'rare' else 'shop' end, c.id, null, null,
         timestamptz '2020-01-01' + n * interval '1 hour', 'USD', 100, 0, 0, 0, 100
       from generate_series(1, 30000) n join c on c.place = 1 + n % 15000`,
      ids,
    );
    await owner.query(
      `insert into order_lines (workspace_id, id, order_id, external_id, sku, title, quantity, unit_price)
       select workspace_id, gen_random_uuid(), id, 'l', 'SKU-' || external_id, 'Thing', 1, 100 from orders where external_id like 'o%' and brand_id = $1`,
      [other.id],
    );
    await owner.query(
      `insert into fulfilments (workspace_id, id, order_id, external_id, delivered_at)
       select workspace_id, gen_random_uuid(), id, 'g', placed_at from orders where external_id like 'o%' and brand_id = $1`,
      [other.id],
    );
    await owner.query(
      `insert into fulfilment_lines (workspace_id, fulfilment_id, order_line_id, quantity, serials)
       select f.workspace_id, f.id, l.id, 1, array['S' || l.id] from fulfilments f join order_lines l using (workspace_id, order_id) where l.external_id = 'l'`,
    );
    await owner.query('vacuum analyze customers, orders, order_lines, fulfilments, fulfilment_lines, variants');
    await owner.end();
  });

  const run = (ctx: Ctx, query: object) => (tx: Tx) => listOrders(tx, ctx, { limit: 50, ...query } as never);
  it.each<[string, (ctx: Ctx) => (tx: Tx) => Promise<unknown>]>([
    ['the newest orders', (ctx) => run(ctx, {})],
    ['a page far down', (ctx) => run(ctx, { cursor: cursorAt('2020-06-01') })],
    ['the orders of a brand', (ctx) => run(ctx, { brand_id: other.id, cursor: cursorAt('2021-06-01') })],
    ['a rare channel', (ctx) => run(ctx, { channel: 'rare' })],
    ['days of long ago', (ctx) => run(ctx, { placed_from: '2020-02-01', placed_to: '2020-02-03' })],
    ['one number', (ctx) => run(ctx, { q: '512345' })],
    ['a number that is not there', (ctx) => run(ctx, { q: '999999' })],
    ['an e-mail', (ctx) => run(ctx, { q: 'c4ca4238a0b923820dcc509a6f75849b@' })],
    ['a name', (ctx) => run(ctx, { q: 'buyer c4ca4238' })],
    ['customers by name', (ctx) => (tx) => listCustomers(tx, ctx, { limit: 50, q: 'buyer c4ca' })],
    ['the newest customers', (ctx) => (tx) => listCustomers(tx, ctx, { limit: 50 })],
    ['a serial number', (ctx) => (tx) => serialSold(tx, ctx, 'SN-1-2')],
  ])('%s are found without reading the table', async (_what, query) => {
    const ctx = door.ctx();
    const { statements, spied } = spyOn(ctx);
    await inWorkspace(spied, query(ctx));
    for (const statement of statements) {
      for (const scan of await scansOf(ctx, statement)) {
        expect(scan, statement.sql.slice(0, 300)).not.toMatchObject({ type: 'Seq Scan' });
        expect(scan.read, `${scan.type} on ${scan.table}`).toBeLessThan(2000);
      }
    }
  });
});

const cursorAt = (day: string) =>
  Buffer.from(JSON.stringify([`${day} 00:00:00+00`, '00000000-0000-0000-0000-000000000000'])).toString('base64url');

type Statement = { sql: string; parameters: readonly unknown[] };

/** The same context, which writes down the statements it sends. */
function spyOn(ctx: Ctx): { statements: Statement[]; spied: Ctx } {
  const statements: Statement[] = [];
  const kysely = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: ctx.db.pool }),
    log: ({ query }) => {
      if (/^\s*(with|select)/i.test(query.sql)) statements.push({ sql: query.sql, parameters: query.parameters });
    },
  });
  return { statements, spied: { ...ctx, db: { ...ctx.db, kysely } } };
}

const BIG = ['orders', 'customers', 'order_lines', 'fulfilments', 'fulfilment_lines'];
type Plan = {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
};

/** How a statement reads the big tables, and how many of their rows. */
async function scansOf(ctx: Ctx, { sql: text, parameters }: Statement) {
  const { rows } = await inWorkspace(ctx, (tx) =>
    tx.executeQuery<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      CompiledQuery.raw(`explain (analyze, format json) ${text}`, [...parameters]),
    ),
  );
  const all = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(all)];
  return all(rows[0]!['QUERY PLAN'][0].Plan)
    .filter((plan) => BIG.includes(plan['Relation Name'] ?? ''))
    .map((plan) => ({
      type: plan['Node Type'],
      table: plan['Relation Name'],
      read: (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'],
    }));
}
