import { orders as api, type Brand, type UpsertAnswer } from '@recoup/contract';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Client, type FrontDoor, openFrontDoor } from '../../../test/front-door.ts';
import { inWorkspace } from '../../platform/db.ts';
import { orderForReturn, promiseBack, takeFromPayment } from '../index.ts';
import { aBrand, lampOrder, lampProduct, type OrderSent } from '../testing/rows.ts';

let door: FrontDoor;
let brand: Brand;
let shops = 0;
beforeAll(async () => {
  door = await openFrontDoor();
});
beforeEach(async () => {
  shops += 1;
  brand = await aBrand(door.owner, `shop-${shops}`);
});

const send = (rows: unknown[], client: Client = door.owner, brand_id = brand.id): Promise<UpsertAnswer> =>
  client.call(api.upsert, { query: { brand_id }, body: { orders: rows } });
const sendLines = async (text: string | Uint8Array<ArrayBuffer>, client: Client = door.owner) => {
  const headers = { 'content-type': 'application/x-ndjson' };
  const path = `${api.upsertStream.path}?brand_id=${brand.id}`;
  return (await client.fetch(path, { method: 'POST', headers, body: text })).json() as Promise<UpsertAnswer>;
};
const ordersOf = async (client: Client = door.owner) =>
  (await client.call(api.list, { query: { brand_id: brand.id, limit: 200 } })).rows;
const readByNumber = async (number: string) => {
  const found = (await ordersOf()).find((order) => order.number === number);
  return door.owner.call(api.get, { params: { id: found!.id } });
};
const counted = ({ created, updated, unchanged, failed }: UpsertAnswer) => ({ created, updated, unchanged, failed });

describe('orders that come in', () => {
  it('stand with their customer, lines, payment, delivery and sums', async () => {
    expect(counted(await send([lampOrder(1)]))).toEqual({ created: 1, updated: 0, unchanged: 0, failed: 0 });
    const order = await readByNumber('#10001');
    const usd = (amount: number) => ({ amount, currency: 'USD' });
    expect(order).toMatchObject({
      channel: 'shop',
      customer: { name: 'Noah Brown', email: 'buyer1@example.com', language: 'en' },
      items_total: usd(10_988),
      discount_total: usd(1000),
      shipping_total: usd(500),
      tax_total: usd(825),
      total: usd(11_313),
      payments: [
        { label: 'Visa ending 4417', amount: usd(11_313), refunded: usd(0), paid_at: '2026-11-01T15:00:00.000Z' },
      ],
      fulfilments: [{ carrier: 'USPS', tracking: '94001', delivered_at: '2026-11-05T18:00:00.000Z' }],
    });
    expect(
      order.lines.map(({ sku, quantity, serials, batch, delivered_at }) => [
        sku,
        quantity,
        serials,
        batch,
        delivered_at,
      ]),
    ).toEqual([
      ['LAMP-1', 2, ['SN-1-1', 'SN-1-2'], 'B26-10', '2026-11-05T18:00:00.000Z'],
      ['BULB-1', 1, [], null, '2026-11-05T18:00:00.000Z'],
    ]);
  });

  it('are not doubled when they are sent again, and nothing is written', async () => {
    const rows = [1, 2, 3].map((n) => lampOrder(n));
    await send(rows);
    const before = await inWorkspace(door.ctx(), (tx) =>
      sql<{ x: string }>`select max(xmin::text::bigint)::text as x from orders`.execute(tx),
    );
    expect(counted(await send(rows))).toEqual({ created: 0, updated: 0, unchanged: 3, failed: 0 });
    const after = await inWorkspace(door.ctx(), (tx) =>
      sql<{ x: string }>`select max(xmin::text::bigint)::text as x from orders`.execute(tx),
    );
    expect(after.rows).toEqual(before.rows);
    expect(await ordersOf()).toHaveLength(3);
  });

  it('are brought up to date, keeping their ids', async () => {
    await send([lampOrder(1)]);
    const before = await readByNumber('#10001');
    const sent = lampOrder(1, { shipping: 0, cancelled_at: '2026-11-02T00:00:00Z' });
    sent.lines[0]!.quantity = 3;
    sent.lines.splice(1, 1);
    sent.lines.push({ external_id: 'c', sku: 'CORD-1', title: 'Cord', quantity: 1, unit_price: 500 });
    sent.fulfilments![0]!.lines = [{ line_external_id: 'a', quantity: 1, serials: ['SN-9'] }];
    expect(counted(await send([sent]))).toEqual({ created: 0, updated: 1, unchanged: 0, failed: 0 });
    const after = await readByNumber('#10001');
    expect(after.id).toBe(before.id);
    expect(after.lines.map((line) => [line.sku, line.quantity, line.serials])).toEqual([
      ['LAMP-1', 3, ['SN-9']],
      ['CORD-1', 1, []],
    ]);
    expect(after.lines[0]!.id).toBe(before.lines[0]!.id);
    expect(after.total.amount).toBe(3 * 4999 - 1000 + 750 + 500);
    expect(after.cancelled_at).toBe('2026-11-02T00:00:00.000Z');
  });

  it('a batch leaves one event, and none when nothing changed', async () => {
    const events = () =>
      inWorkspace(door.ctx(), (tx) =>
        tx
          .selectFrom('events')
          .select('data')
          .where('type', '=', 'orders.upserted')
          .where('brand_id', '=', brand.id)
          .execute(),
      );
    await send([lampOrder(1), lampOrder(2)]);
    await send([lampOrder(1), lampOrder(2)]);
    expect(await events()).toEqual([{ data: { created: 2, updated: 0 } }]);
  });

  it('sent twice at the very same moment, each is there once', async () => {
    const rows = Array.from({ length: 60 }, (_, n) => lampOrder(n));
    const answers = await Promise.all([send(rows), send(rows), send([...rows].reverse())]);
    const sum = answers.map(counted).reduce((a, b) => ({
      created: a.created + b.created,
      updated: a.updated + b.updated,
      unchanged: a.unchanged + b.unchanged,
      failed: a.failed + b.failed,
    }));
    expect(sum).toEqual({ created: 60, updated: 0, unchanged: 120, failed: 0 });
    expect(await ordersOf()).toHaveLength(60);
  });

  it('find their variants, whichever comes first', async () => {
    await send([lampOrder(1)]);
    expect((await readByNumber('#10001')).lines[0]).toMatchObject({ variant_id: null, category: 'general' });
    await door.owner.call(api.upsertProducts, { query: { brand_id: brand.id }, body: { products: [lampProduct()] } });
    await send([lampOrder(2)]);
    for (const number of ['#10001', '#10002']) {
      expect((await readByNumber(number)).lines[0]).toMatchObject({
        variant_id: expect.any(String),
        category: 'lamps',
      });
    }
  });
});

/** The row with something else at a path: `lines.0.unit_price`. */
const put =
  (path: string, value: unknown) =>
  (row: OrderSent): OrderSent => {
    const copy = structuredClone(row);
    const keys = path.split('.');
    let at = copy as Record<string, unknown>;
    for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>;
    at[keys.at(-1)!] = value;
    return copy;
  };

describe('a bad row', () => {
  const cases: [string, (row: OrderSent) => unknown, string, string | null][] = [
    ['that is no object', () => 17, 'row.not_an_object', null],
    ['without an id', ({ external_id: _, ...row }) => row, 'field.missing', 'external_id'],
    ['with a negative price', put('lines.0.unit_price', -1), 'field.too_small', 'lines.0.unit_price'],
    ['with cents in fractions', put('lines.0.unit_price', 49.99), 'field.invalid_type', 'lines.0.unit_price'],
    ['with a name that is too long', put('customer.name', 'x'.repeat(500)), 'field.too_big', 'customer.name'],
    ['with a made-up currency', (row) => ({ ...row, currency: 'ZZZ' }), 'order.currency_unknown', 'currency'],
    ['with a currency in small letters', (row) => ({ ...row, currency: 'usd' }), 'field.invalid_format', 'currency'],
    ['with a discount above the price', put('lines.1.discount', 991), 'order.discount_above_price', 'lines.1.discount'],
    ['without lines', (row) => ({ ...row, lines: [] }), 'field.too_small', 'lines'],
    ['with one line twice', put('lines.1.external_id', 'a'), 'order.external_id_twice', 'lines.1.external_id'],
    [
      'with a parcel holding more than was ordered',
      put('fulfilments.0.lines.1.quantity', 2),
      'order.fulfilled_more_than_ordered',
      'fulfilments.0.lines.1',
    ],
    [
      'with a parcel of an unknown line',
      put('fulfilments.0.lines.1.line_external_id', 'z'),
      'order.fulfilment_line_unknown',
      'fulfilments.0.lines.1',
    ],
    [
      'with more serials than units',
      put('fulfilments.0.lines.1.serials', ['1', '2']),
      'order.serials',
      'fulfilments.0.lines.1.serials',
    ],
    ['from the year 9999', (row) => ({ ...row, placed_at: '9999-01-01T00:00:00Z' }), 'field.time', 'placed_at'],
    [
      'without a time zone in its time',
      (row) => ({ ...row, placed_at: '2026-11-01T00:00:00' }),
      'field.invalid_format',
      'placed_at',
    ],
    ['numbered by signs alone', (row) => ({ ...row, number: '##' }), 'order.number', 'number'],
    ['worth more than an amount can be', put('lines.0.unit_price', 99_999_999_999), 'order.total_too_large', null],
    ['with a line break in a name', put('customer.name', 'a\nb'), 'field.invalid_format', 'customer.name'],
    ['with an e-mail that is none', (row) => ({ ...row, email: 'nobody' }), 'field.invalid_format', 'email'],
    [
      'refunded above what was paid',
      put('payments.0.refunded', 11_314),
      'order.refunded_above_paid',
      'payments.0.refunded',
    ],
  ];
  it.each(cases)('%s is told with its number, and the good ones are kept', async (_what, spoil, code, field) => {
    const answer = await send([lampOrder(1), spoil(lampOrder(2)), lampOrder(3)]);
    expect(counted(answer)).toEqual({ created: 2, updated: 0, unchanged: 0, failed: 1 });
    expect(answer.errors).toEqual([expect.objectContaining({ row: 2, code, field })]);
    expect(answer.errors[0]!.message.length).toBeGreaterThan(8);
    expect((await ordersOf()).map((order) => order.number).sort()).toEqual(['#10001', '#10003']);
  });

  it('of the same order a second time in one request names the first', async () => {
    const answer = await send([lampOrder(1), lampOrder(2), lampOrder(1, { shipping: 0 })]);
    expect(counted(answer)).toEqual({ created: 2, updated: 0, unchanged: 0, failed: 1 });
    expect(answer.errors[0]).toMatchObject({
      row: 3,
      external_id: 'order-1',
      code: 'row.repeated',
      message: 'row 1 has the same external id',
    });
    expect((await readByNumber('#10001')).shipping_total.amount).toBe(500);
  });
});

describe('what returns and refunds rest on', () => {
  async function withReturn() {
    await send([lampOrder(1)]);
    const order = await readByNumber('#10001');
    const ctx = door.ctx();
    await inWorkspace(ctx, async (tx) => {
      await promiseBack(tx, ctx, order.lines[0]!.id, 2);
      await takeFromPayment(tx, ctx, order.payments[0]!.id, 5000);
    });
    return order;
  }
  it.each([
    [
      'a line taken away',
      (row: OrderSent) => ({ ...row, lines: row.lines.slice(1), fulfilments: [] }),
      'order.line_has_return',
    ],
    [
      'a line cut below what is promised back',
      (row: OrderSent) => put('lines.0.quantity', 1)({ ...row, fulfilments: [] }),
      'order.line_quantity_below_return',
    ],
    ['a payment below what went back', put('payments.0.amount', 4999), 'order.payment_below_refund'],
    ['a payment taken away', (row: OrderSent) => ({ ...row, payments: [] }), 'order.payment_has_refund'],
    ['another currency', (row: OrderSent) => ({ ...row, currency: 'EUR' }), 'order.currency_changed'],
  ])('%s is refused, and the order stays as it was', async (_what, spoil, code) => {
    const before = await withReturn();
    const row = spoil(lampOrder(1, { customer: { external_id: 'customer-1', name: 'Somebody New' } }));
    const answer = await send([row, lampOrder(2)]);
    expect(answer.errors).toEqual([expect.objectContaining({ row: 1, external_id: 'order-1', code })]);
    expect(counted(answer)).toEqual({ created: 1, updated: 0, unchanged: 0, failed: 1 });
    const after = await readByNumber('#10001');
    expect(after).toEqual({
      ...before,
      lines: [{ ...before.lines[0], return_quantity: 2 }, before.lines[1]],
      payments: [{ ...before.payments[0], refunded: { amount: 5000, currency: 'USD' } }],
    });
  });

  it('a refund the shop made counts, and ours is never forgotten', async () => {
    await withReturn();
    const sent = (refunded: number) => {
      const row = lampOrder(1);
      row.payments![0]!.refunded = refunded;
      return row;
    };
    expect(counted(await send([sent(3000)]))).toMatchObject({ unchanged: 1 });
    expect((await readByNumber('#10001')).payments[0]!.refunded.amount).toBe(5000);
    await send([sent(7000)]);
    expect((await readByNumber('#10001')).payments[0]!.refunded.amount).toBe(7000);
  });

  it('more can never be promised back than was ordered, nor taken than was paid', async () => {
    await send([lampOrder(1)]);
    const ctx = door.ctx();
    const { lines, payments } = await readByNumber('#10001');
    const ask = () =>
      inWorkspace(ctx, (tx) => promiseBack(tx, ctx, lines[0]!.id, 1)).then(
        () => 'yes',
        (e: Error) => e.message,
      );
    const answers = await Promise.all([ask(), ask(), ask(), ask()]);
    expect(answers.filter((answer) => answer === 'yes')).toHaveLength(2);
    expect(answers.filter((answer) => answer === 'return.more_than_ordered')).toHaveLength(2);
    const take = () =>
      inWorkspace(ctx, (tx) => takeFromPayment(tx, ctx, payments[0]!.id, 6000)).then(
        () => 'yes',
        (e: Error) => e.message,
      );
    expect((await Promise.all([take(), take()])).sort()).toEqual(['refund.more_than_paid', 'yes']);
  });
});

describe('customers', () => {
  it('are one, however many orders they have, and the newest order knows best', async () => {
    const customer = (name: string) => ({ customer: { external_id: 'c', name, email: 'zoe@example.com' } });
    const old = lampOrder(1, { placed_at: '2026-01-01T00:00:00Z', ...customer('Zoe Miller') });
    const newer = lampOrder(2, { placed_at: '2026-06-01T00:00:00Z', ...customer('Zoë Müller') });
    await send([newer, old]);
    const names = async () =>
      (await door.owner.call(api.customers, { query: { brand_id: brand.id } })).rows.map((row) => [
        row.name,
        row.orders,
      ]);
    expect(await names()).toEqual([['Zoë Müller', 2]]);
    expect(counted(await send([old, newer]))).toMatchObject({ unchanged: 2 });
    expect(await names()).toEqual([['Zoë Müller', 2]]);
  });

  it('without an id are known by their e-mail; a guest with neither is known by the order', async () => {
    const known = (n: number) =>
      lampOrder(n, { customer: { name: 'Ann', email: n === 1 ? 'Ann@Example.com' : 'ann@example.com' } });
    const guest = (n: number) => lampOrder(n, { email: undefined, customer: { name: 'Guest' } });
    await send([known(1), known(2), guest(3), guest(4)]);
    expect((await door.owner.call(api.customers, { query: { brand_id: brand.id } })).rows).toHaveLength(3);
  });

  it('who wrote no language keep the one we know', async () => {
    await send([
      lampOrder(1, { customer: { external_id: 'c', name: '李雷', language: 'zh', phone: '138 0000 0000' } }),
    ]);
    await send([lampOrder(2, { placed_at: '2026-12-01T00:00:00Z', customer: { external_id: 'c', name: '李雷' } })]);
    const { rows } = await door.owner.call(api.customers, { query: { brand_id: brand.id } });
    const customer = await door.owner.call(api.customer, { params: { id: rows[0]!.id } });
    expect(customer).toMatchObject({
      language: 'zh',
      phone: '138 0000 0000',
      orders_count: 2,
      spent: [{ amount: 22_626, currency: 'USD' }],
    });
  });

  it('an order may go over to one who is new, and take new lines along', async () => {
    await send([lampOrder(1)]);
    const moved = lampOrder(1, { customer: { external_id: 'somebody', name: 'Somebody New' } });
    moved.lines.push({ external_id: 'c', sku: 'CORD-1', title: 'Cord', quantity: 1, unit_price: 500 });
    expect(counted(await send([moved, lampOrder(2)]))).toEqual({ created: 1, updated: 1, unchanged: 0, failed: 0 });
    expect(await readByNumber('#10001')).toMatchObject({ customer: { name: 'Somebody New' }, lines: { length: 3 } });
  });

  it('come without orders, too', async () => {
    const sendCustomers = (customers: unknown[]) =>
      door.owner.call(api.upsertCustomers, { query: { brand_id: brand.id }, body: { customers } });
    const rows = [
      { external_id: 'x', name: 'Ivan Santos', email: 'ivan@example.com' },
      { name: 'Ann', email: 'ann@example.com' },
      { name: 'Nobody' },
    ];
    const answer = await sendCustomers(rows);
    expect(counted(answer)).toEqual({ created: 2, updated: 0, unchanged: 0, failed: 1 });
    expect(answer.errors[0]).toMatchObject({ row: 3, code: 'customer.unknowable' });
    expect(counted(await sendCustomers(rows))).toEqual({ created: 0, updated: 0, unchanged: 2, failed: 1 });
    expect(counted(await sendCustomers([{ external_id: 'x', name: 'Iván Santos' }]))).toMatchObject({ updated: 1 });
  });
});

describe('as a stream of lines', () => {
  it('rows are counted as an editor counts lines, empty ones passed over', async () => {
    const text = `\ufeff${JSON.stringify(lampOrder(1))}\r\n\n{"external_id":\n${JSON.stringify({ ...lampOrder(2), currency: 'x' })}\n${JSON.stringify(lampOrder(3))}`;
    const answer = await sendLines(text);
    expect(counted(answer)).toEqual({ created: 2, updated: 0, unchanged: 0, failed: 2 });
    expect(answer.errors.map(({ row, code }) => [row, code])).toEqual([
      [3, 'row.not_json'],
      [4, 'field.invalid_format'],
    ]);
  });

  it('many batches make one answer', async () => {
    const rows = Array.from({ length: 1234 }, (_, n) =>
      JSON.stringify(n === 700 ? {} : lampOrder(n, { fulfilments: [], payments: [] })),
    );
    const answer = await sendLines(rows.join('\n'));
    expect(counted(answer)).toEqual({ created: 1233, updated: 0, unchanged: 0, failed: 1 });
    expect(answer.errors[0]!.row).toBe(701);
  });

  it('a line without end and a line in another encoding are told, and the rest goes on', async () => {
    const huge = `{"external_id":"${'x'.repeat(5_000_000)}"}`;
    const latin = Buffer.concat([Buffer.from('{"external_id":"M'), Buffer.from([0xfc]), Buffer.from('ller"}\n')]);
    const body = Buffer.concat([Buffer.from(`${huge}\n`), latin, Buffer.from(JSON.stringify(lampOrder(1)))]);
    const answer = await sendLines(new Uint8Array(body));
    expect(answer.errors.map(({ row, code }) => [row, code])).toEqual([
      [1, 'row.too_long'],
      [2, 'row.not_utf8'],
    ]);
    expect(answer.created).toBe(1);
  });

  it('JSON where lines were wanted is told so', async () => {
    const response = await door.owner.fetch(`${api.upsertStream.path}?brand_id=${brand.id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(((await response.json()) as { code: string }).code).toBe('input.media_type');
  });
});

describe('who may', () => {
  it('a key of one brand writes that brand and finds no other', async () => {
    const other = await aBrand(door.owner, `other-${shops}`);
    const key = await door.withKey(['orders.read', 'orders.write', 'products.write'], { brandIds: [brand.id] });
    expect(counted(await send([lampOrder(1)], key))).toMatchObject({ created: 1 });
    await send([lampOrder(2)], door.owner, other.id);
    const refused = await key.refused(api.upsert, { query: { brand_id: other.id }, body: { orders: [lampOrder(3)] } });
    expect(refused.code).toBe('brand.not_found');
    expect((await key.call(api.list)).rows.map((row) => row.number)).toEqual(['#10001']);
    const [theirs] = (await door.owner.call(api.list, { query: { brand_id: other.id } })).rows;
    expect((await key.refused(api.get, { params: { id: theirs!.id } })).code).toBe('order.not_found');
    expect((await key.refused(api.customer, { params: { id: theirs!.customer.id } })).code).toBe('customer.not_found');
  });

  it('another workspace neither reads nor writes here', async () => {
    await send([lampOrder(1)]);
    const [mine] = await ordersOf();
    const { owner } = await door.anotherWorkspace();
    expect((await owner.refused(api.get, { params: { id: mine!.id } })).code).toBe('order.not_found');
    expect(
      (await owner.refused(api.upsert, { query: { brand_id: brand.id }, body: { orders: [lampOrder(1)] } })).code,
    ).toBe('brand.not_found');
    expect((await owner.call(api.list, { query: { brand_id: brand.id } })).rows).toEqual([]);
    await expect(inWorkspace(door.ctx(), (tx) => orderForReturn(tx, door.ctx(), mine!.id))).resolves.toMatchObject({
      number: '#10001',
    });
  });

  it('who only reads may not write, and a closed brand takes nothing', async () => {
    const viewer = await door.as('viewer');
    expect(
      (await viewer.refused(api.upsert, { query: { brand_id: brand.id }, body: { orders: [lampOrder(1)] } })).code,
    ).toBe('permission.not_allowed');
    await inWorkspace(door.ctx(), (tx) =>
      tx.updateTable('brands').set({ archived_at: new Date() }).where('id', '=', brand.id).execute(),
    );
    expect(
      (await door.owner.refused(api.upsert, { query: { brand_id: brand.id }, body: { orders: [lampOrder(1)] } })).code,
    ).toBe('brand.archived');
  });
});

it('whatever is written into a field comes back as it was written', async () => {
  const hostile = [
    `'; drop table orders; --`,
    '<script>alert(1)</script>',
    '{{ 7 | times: 7 }}{% raw %}',
    '$'.concat('{jndi:ldap://x}'),
    '"},{"a":"\\',
    '\u202eexe.gpj',
    '{a,"b"}',
    '=HYPERLINK("x")',
  ];
  for (const [i, text] of hostile.entries()) {
    const row = lampOrder(i, {
      external_id: text,
      number: `${text} ${i}`,
      address: {
        name: text,
        line1: text,
        line2: text,
        city: text,
        region: text,
        postal_code: text.slice(0, 20),
        country: 'US',
        phone: text,
      },
      customer: { external_id: text, name: text, phone: text },
      lines: [{ external_id: text, sku: text, title: text, quantity: 1, unit_price: 1 }],
      payments: [{ external_id: text, method: text, label: text, amount: 1 }],
      fulfilments: [
        {
          external_id: text,
          carrier: text,
          tracking: text,
          lines: [{ line_external_id: text, quantity: 1, serials: [text], batch: text }],
        },
      ],
    });
    expect(await send([row])).toMatchObject({ created: 1, errors: [] });
    expect(counted(await send([row]))).toMatchObject({ unchanged: 1 });
    const order = await readByNumber(`${text} ${i}`);
    expect(order).toMatchObject({
      external_id: text,
      customer: { name: text, phone: text },
      address: { line1: text, city: text, phone: text },
      lines: [{ sku: text, title: text, serials: [text], batch: text }],
      payments: [{ method: text, label: text }],
      fulfilments: [{ carrier: text, tracking: text }],
    });
    expect(
      (await door.owner.call(api.list, { query: { brand_id: brand.id, q: text } })).rows.length,
    ).toBeGreaterThanOrEqual(1);
  }
  const nul = await send([lampOrder(90, { customer: { name: 'a\u0000b' } })]).catch(
    (error: { problem: { code: string } }) => error.problem.code,
  );
  expect(nul).toBe('input.invalid');
  const half = await sendLines(`${JSON.stringify(lampOrder(91)).replace('Desk lamp', '\\ud800')}\n`);
  expect(half.errors[0]).toMatchObject({ code: 'row.characters' });
});
