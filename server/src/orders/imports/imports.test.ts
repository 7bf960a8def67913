import { orders as api, type Brand, files, type ImportField, type Uploaded } from '@recoup/contract';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Client, type FrontDoor, openFrontDoor } from '../../../test/front-door.ts';
import { inWorkspace } from '../../platform/db.ts';
import { writeXlsx } from '../../platform/files/index.ts';
import { aBrand } from '../testing/rows.ts';
import { shopifyCsv, shopifyLine, shopifyRow } from '../testing/shopify.ts';
import { doImport } from './run-import.ts';

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

async function upload(content: string | Uint8Array, name: string, client: Client = door.owner): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name);
  const response = await client.fetch(files.upload.path, { method: 'POST', body: form });
  expect(response.status).toBe(200);
  return ((await response.json()) as Uploaded).id;
}
const start = async (content: string | Uint8Array, name = 'orders.csv', what: 'orders' | 'products' = 'orders') =>
  door.owner.call(api.startImport, { body: { brand_id: brand.id, file_id: await upload(content, name), what } });
const look = (id: string) => door.owner.call(api.importPreview, { params: { id } });
async function run(id: string) {
  await door.owner.call(api.runImport, { params: { id } });
  await door.drain();
  return look(id);
}
const orders = async () => (await door.owner.call(api.list, { query: { brand_id: brand.id, limit: 200 } })).rows;
const manyOrders = (count: number) =>
  shopifyCsv(
    Array.from({ length: count }, (_, n) => [
      shopifyRow({ Name: `#${2000 + n}`, Id: String(n) }),
      shopifyLine({ Name: `#${2000 + n}` }),
    ]).flat(),
  );
const errorsOf = async (id: string) => {
  const text = Buffer.from((await door.owner.call(api.importErrors, { params: { id } })) as Uint8Array).toString();
  return text
    .replace(/^\ufeff/, '')
    .trim()
    .split('\r\n');
};

describe("Shopify's export", () => {
  const csv = shopifyCsv([
    shopifyRow(),
    shopifyLine(),
    shopifyRow({ Name: '#1002', Id: '2', 'Lineitem price': 'free' }),
    shopifyLine({ Name: '#1002' }),
    shopifyRow({ Name: '#1003', Id: '3' }),
  ]);

  it('is previewed with its counts, and nothing is written', async () => {
    const preview = await start(csv);
    expect(preview).toMatchObject({
      job: {
        kind: 'shopify_csv',
        what: 'orders',
        state: 'mapping',
        file_name: 'orders.csv',
        total: 3,
        done: 0,
        started_by: 'Olivia Owner',
      },
      settings: { date_order: 'iso', delivered_after_days: null },
      would: { orders: 2, lines: 3, products: 0, variants: 0, failed: 1 },
      problems: [{ code: 'field.amount', field: 'Lineitem price', rows: 2, example_row: 4 }],
      missing_fields: [],
    });
    expect(preview.columns).toContainEqual({
      header: 'Name',
      field: 'order.number',
      sure: 'known',
      samples: ['#1001', '#1002', '#1003'],
    });
    expect(preview.rows).toHaveLength(5);
    expect(await orders()).toEqual([]);
  });

  it('comes in as previewed, with the rest in a file that can be mended and imported by itself', async () => {
    const { job } = await start(csv);
    const done = await run(job.id);
    expect(done.job).toMatchObject({
      state: 'done',
      total: 3,
      done: 3,
      created_rows: 2,
      updated_rows: 0,
      unchanged_rows: 0,
      failed_rows: 1,
    });
    expect(done.job.finished_at).not.toBeNull();
    expect(done.problems).toMatchObject([{ code: 'field.amount', rows: 2, example_row: 4 }]);
    expect((await orders()).map((order) => order.number).sort()).toEqual(['#1001', '#1003']);
    const [header, ...rows] = await errorsOf(job.id);
    expect(header).toMatch(/^Name,Email,.*,Recoup: row,Recoup: reason,Recoup: code$/);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toContain('4,Lineitem price: free is no amount,field.amount');
    const mended = await start([header, ...rows].join('\r\n').replace('free', '50.00'));
    expect(mended.would).toMatchObject({ orders: 1, lines: 2, failed: 0 });
    expect((await run(mended.job.id)).job).toMatchObject({ created_rows: 1, failed_rows: 0 });
    expect((await orders()).map((order) => order.number).sort()).toEqual(['#1001', '#1002', '#1003']);
  });

  it('imported again makes no doubles', async () => {
    await run((await start(csv)).job.id);
    const again = await run((await start(csv)).job.id);
    expect(again.job).toMatchObject({ created_rows: 0, updated_rows: 0, unchanged_rows: 2, failed_rows: 1 });
    expect(await orders()).toHaveLength(2);
  });

  it('may assume a delivery', async () => {
    const { job, columns } = await start(shopifyCsv([shopifyRow()]));
    const settings = { date_order: 'iso' as const, delivered_after_days: 5 };
    const mapped = await door.owner.call(api.mapImport, {
      params: { id: job.id },
      body: { columns: columns.map(({ header, field }) => ({ header, field })), settings },
    });
    expect(mapped.settings.delivered_after_days).toBe(5);
    await run(job.id);
    expect((await orders())[0]!.delivered_at).toBe('2026-11-06T14:21:33.000Z');
  });
});

it("Shopify's JSON comes in, as a list, in an object or line by line", async () => {
  const order = (n: number) => ({
    id: n,
    name: `#${n}`,
    created_at: '2026-11-01T10:00:00-05:00',
    currency: 'USD',
    financial_status: 'paid',
    total_price: '10.00',
    customer: { id: 1, first_name: 'Bob', last_name: 'Norman' },
    line_items: [{ id: 1, sku: 'S', title: 'T', quantity: 1, price: '10.00' }],
  });
  const text = JSON.stringify({ orders: [order(1), { id: 2, name: '#2' }, order(3)] });
  const preview = await start(text, 'orders.json');
  expect(preview).toMatchObject({
    job: { kind: 'shopify_json' },
    columns: [],
    would: { orders: 2, lines: 2, failed: 1 },
    problems: [{ code: 'import.no_shopify_order', example_row: 2 }],
  });
  expect((await run(preview.job.id)).job).toMatchObject({ created_rows: 2, failed_rows: 1 });
  expect(await errorsOf(preview.job.id)).toEqual([
    'id,name,title,Recoup: row,Recoup: reason,Recoup: code',
    '2,#2,,2,line_items: not as Shopify writes it,import.no_shopify_order',
  ]);
  const lines = await start([order(3), order(4)].map((one) => JSON.stringify(one)).join('\n'), 'orders.ndjson');
  expect((await run(lines.job.id)).job).toMatchObject({ created_rows: 1, unchanged_rows: 1 });
});

describe('a table', () => {
  const headers = [
    '订单号',
    '下单时间',
    'SKU',
    '商品名称',
    '数量',
    '单价',
    '收件人',
    '邮编',
    '地址',
    '城市',
    '国家',
    '快递单号',
    '签收时间',
    '备注',
  ];
  const rows = [
    [
      'A1',
      '2026年11月1日 下午3:05',
      'LAMP-1',
      '台灯',
      '２',
      '￥199.00',
      '王小明',
      '10001',
      'Main St 1',
      'New York',
      '美国',
      'YT1',
      '2026-11-05',
      '',
    ],
    [
      'A2',
      '2026-11-02',
      'BULB-1',
      '灯泡',
      '1',
      '1,299.5',
      'Ann Lee',
      '94105',
      'Market St 2',
      'San Francisco',
      'US',
      '',
      '',
      'x',
    ],
    ['A1', '', 'BULB-1', '灯泡', '1', '9.9', '', '', '', '', '', 'YT1', '', ''],
  ];

  it('in Chinese from Excel is understood by its columns; rows of one order belong together wherever they stand', async () => {
    const xlsx = await writeXlsx({ sheet: '订单', headers, rows });
    const preview = await start(xlsx, '十一月.xlsx');
    expect(preview).toMatchObject({
      job: { kind: 'table', file_name: '十一月.xlsx' },
      would: { orders: 2, lines: 3, failed: 0 },
      missing_fields: [],
    });
    expect(preview.columns.map((column) => column.field)).toEqual([
      'order.number',
      'order.placed_at',
      'line.sku',
      'line.title',
      'line.quantity',
      'line.unit_price',
      'customer.name',
      'address.postal_code',
      'address.line1',
      'address.city',
      'address.country',
      'fulfilment.tracking',
      'fulfilment.delivered_at',
      null,
    ]);
    expect((await run(preview.job.id)).job).toMatchObject({ created_rows: 2 });
    const [, first] = await orders();
    const order = await door.owner.call(api.get, { params: { id: first!.id } });
    expect(order).toMatchObject({
      number: 'A1',
      placed_at: '2026-11-01T21:05:00.000Z',
      customer: { name: '王小明' },
      address: { postal_code: '10001', country: 'US' },
      total: { amount: 2 * 19_900 + 990, currency: 'USD' },
      fulfilments: [{ tracking: 'YT1', delivered_at: '2026-11-05T06:00:00.000Z' }],
    });
    expect(order.lines.map((line) => [line.sku, line.quantity])).toEqual([
      ['LAMP-1', 2],
      ['BULB-1', 1],
    ]);
  });

  it('is read as people say it is to be read', async () => {
    const csv =
      'Ref;When;Article;Pieces;Each;Paid with\n7;03/04/2026;LAMP-1;1;"1.234,50";Visa\n8;05/04/2026;LAMP-1;1;5;Visa\n';
    const preview = await start(csv, 'export.csv');
    expect(preview.missing_fields).toEqual([
      'order.number',
      'order.placed_at',
      'line.sku',
      'line.quantity',
      'line.unit_price',
    ]);
    expect(preview.rows).toHaveLength(2);
    const { id } = preview.job;
    expect((await door.owner.refused(api.runImport, { params: { id } })).code).toBe('import.fields_missing');
    const fields: (ImportField | null)[] = [
      'order.number',
      'order.placed_at',
      'line.sku',
      'line.quantity',
      'line.unit_price',
      'payment.method',
    ];
    const columns = preview.columns.map(({ header }, i) => ({ header, field: fields[i]! }));
    const map = (settings: object) =>
      door.owner.call(api.mapImport, { params: { id }, body: { columns, settings: settings as never } });
    const unsure = await map({ currency: 'EUR', time_zone: 'Europe/Berlin' });
    expect(unsure.would).toMatchObject({ orders: 0, failed: 2 });
    expect(unsure.problems).toMatchObject([{ code: 'field.date_order', field: 'order.placed_at', rows: 2 }]);
    const sure = await map({ currency: 'EUR', time_zone: 'Europe/Berlin', date_order: 'dmy', delivered_after_days: 3 });
    expect(sure).toMatchObject({ missing_fields: [], would: { orders: 2, failed: 0 }, problems: [] });
    await run(id);
    const found = (await orders()).find((order) => order.number === '7')!;
    expect(found).toMatchObject({
      placed_at: '2026-04-02T22:00:00.000Z',
      delivered_at: '2026-04-05T22:00:00.000Z',
      total: { amount: 123_450, currency: 'EUR' },
    });
    const order = await door.owner.call(api.get, { params: { id: found.id } });
    expect(order.payments).toMatchObject([{ method: 'Visa', amount: { amount: 123_450 } }]);
    expect((await door.owner.refused(api.mapImport, { params: { id }, body: { columns, settings: {} } })).code).toBe(
      'import.already_started',
    );
    expect((await door.owner.refused(api.runImport, { params: { id } })).code).toBe('import.already_started');
  });

  it('cannot be read by fields that are not its own, or one twice', async () => {
    const { job } = await start('订单号,SKU\nA1,S\n', 'x.csv');
    const map = (columns: { header: string; field: ImportField | null }[], settings: object = {}) =>
      door.owner.refused(api.mapImport, { params: { id: job.id }, body: { columns, settings } });
    expect((await map([{ header: 'nothing', field: null }])).code).toBe('import.column_unknown');
    expect((await map([{ header: 'SKU', field: 'variant.sku' }])).code).toBe('import.column_unknown');
    expect(
      (
        await map([
          { header: 'SKU', field: 'line.sku' },
          { header: '订单号', field: 'line.sku' },
        ])
      ).code,
    ).toBe('import.field_twice');
    expect((await map([], { currency: 'ZZZ' })).code).toBe('input.currency');
    expect((await map([], { time_zone: 'Mars/Olympus' })).code).toBe('input.time_zone');
  });

  it('of products fills the catalogue', async () => {
    const csv =
      '商品名称,英文名,货号,条码,采购价,重量(g),是否带电,原产国,a级售价\n台灯,Desk lamp,LAMP-1,012345678905,$18.00,1200,是,中国,40\n台灯,Desk lamp,LAMP-2,4006381333931,19,1300,否,CN,\n灯泡,Bulb,BULB-1,,免费,,,,\n';
    const preview = await start(csv, 'products.csv', 'products');
    expect(preview).toMatchObject({
      job: { what: 'products' },
      would: { products: 1, variants: 2, failed: 1 },
      problems: [{ code: 'field.amount', field: 'variant.unit_cost' }],
    });
    await run(preview.job.id);
    const { rows: products } = await door.owner.call(api.products, { query: { brand_id: brand.id } });
    expect(products).toMatchObject([
      {
        title: 'Desk lamp',
        title_zh: '台灯',
        variants: [
          {
            sku: 'LAMP-1',
            upc: '012345678905',
            unit_cost: { amount: 1800 },
            weight_g: 1200,
            lithium_battery: true,
            origin_country: 'CN',
            resale: { A: { amount: 4000 } },
          },
          { sku: 'LAMP-2', ean: '4006381333931' },
        ],
      },
    ]);
  });
});

describe('an import under way', () => {
  it('goes on where it was when its worker was killed, without doubles or gaps', async () => {
    const { job } = await start(manyOrders(1300));
    await door.owner.call(api.runImport, { params: { id: job.id } });
    const ctx = door.ctx();
    // The process dies after the first batch was booked and the second one saved.
    let connections = 0;
    const connection: typeof ctx.db.kysely.connection = () => {
      connections += 1;
      if (connections > 6) throw new Error('killed');
      return ctx.db.kysely.connection();
    };
    const dying = { ...ctx, db: { ...ctx.db, kysely: { connection } as typeof ctx.db.kysely } };
    await expect(doImport(dying, job.id)).rejects.toThrow('killed');
    const halfway = (await look(job.id)).job;
    expect(halfway).toMatchObject({ state: 'running', total: 1300 });
    expect(halfway.done).toBeGreaterThan(0);
    expect(halfway.done).toBeLessThan(1300);
    door.setNow(new Date(door.now().getTime() + 6 * 60_000));
    await door.runJob('resume-imports');
    await door.drain();
    const { job: after } = await look(job.id);
    expect(after).toMatchObject({ state: 'done', done: 1300, failed_rows: 0 });
    expect(after.created_rows + after.unchanged_rows).toBe(1300);
    const { count } = await inWorkspace(ctx, (tx) =>
      tx
        .selectFrom('orders')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('brand_id', '=', brand.id)
        .executeTakeFirstOrThrow(),
    );
    expect(count).toBe(1300);
  });

  it('done by two workers at once is done once', async () => {
    const { job } = await start(manyOrders(1100));
    await door.owner.call(api.runImport, { params: { id: job.id } });
    await Promise.all([doImport(door.ctx(), job.id), doImport(door.ctx(), job.id)]);
    const { job: after } = await look(job.id);
    expect(after).toMatchObject({ state: 'done', done: 1100, failed_rows: 0 });
    await door.drain();
    expect((await look(job.id)).job).toEqual(after);
  });

  it('stops when somebody cancels it; what is written stays', async () => {
    const { job } = await start(manyOrders(3));
    await door.owner.call(api.runImport, { params: { id: job.id } });
    const cancelled = await door.owner.call(api.cancelImport, { params: { id: job.id } });
    expect(cancelled.state).toBe('cancelled');
    await door.drain();
    expect((await look(job.id)).job).toMatchObject({ state: 'cancelled', done: 0 });
    expect(await orders()).toEqual([]);
    const done = await run((await start(manyOrders(3))).job.id);
    expect((await door.owner.call(api.cancelImport, { params: { id: done.job.id } })).state).toBe('done');
  });

  it('tells the screens', async () => {
    const { job } = await start(manyOrders(3));
    await run(job.id);
    const types = await inWorkspace(door.ctx(), (tx) =>
      tx.selectFrom('events').select(['type', 'data']).where('subject_id', '=', job.id).orderBy('id').execute(),
    );
    expect(types.map((event) => event.type)).toEqual([
      'import.opened',
      'import.queued',
      'import.progressed',
      'import.finished',
    ]);
    expect(types.at(-1)!.data).toEqual({ created: 3, updated: 0, unchanged: 0, failed: 0 });
  });
});

describe('a file that is no import', () => {
  it.each([
    ['with headers alone', 'Name,SKU\n', 'orders.csv', 'import.empty'],
    ['with an empty list', '[]', 'orders.json', 'import.empty'],
    ['that breaks off', '[{"id": 1, "line_items": [', 'orders.json', 'import.unreadable'],
  ])('%s is told so', async (_what, content, name, code) => {
    const file_id = await upload(content, name);
    expect((await door.owner.refused(api.startImport, { body: { brand_id: brand.id, file_id } })).code).toBe(code);
  });

  it('belongs to somebody else, is a picture, or is not there', async () => {
    const { owner } = await door.anotherWorkspace();
    const theirs = await upload('a,b\n1,2\n', 'x.csv', owner);
    const open = (file_id: string, client: Client = door.owner) =>
      client.refused(api.startImport, { body: { brand_id: brand.id, file_id } });
    expect((await open(theirs)).code).toBe('file.not_found');
    expect((await open(brand.id)).code).toBe('file.not_found');
    expect((await open(theirs, owner)).code).toBe('brand.not_found');
  });

  it('another workspace sees nothing of an import, and who only reads cannot start one', async () => {
    const { job } = await start(manyOrders(1));
    const { owner } = await door.anotherWorkspace();
    const params = { id: job.id };
    for (const endpoint of [api.importPreview, api.runImport, api.cancelImport, api.importErrors]) {
      expect((await owner.refused(endpoint, { params })).code).toBe('import.not_found');
    }
    expect((await owner.call(api.imports)).rows).toEqual([]);
    const viewer = await door.as('viewer');
    expect((await viewer.refused(api.runImport, { params })).code).toBe('permission.not_allowed');
    const agent = await door.as('agent');
    const file_id = await upload('SKU,title\nS,T\n', 'p.csv', agent);
    expect(
      (await agent.refused(api.startImport, { body: { brand_id: brand.id, file_id, what: 'products' } })).code,
    ).toBe('permission.not_allowed');
    expect((await door.owner.call(api.imports)).rows[0]).toMatchObject({ id: job.id, state: 'mapping' });
  });

  it('whatever stands in its cells comes back as it was', async () => {
    const hostile = `'; drop table orders; -- <script>alert(1)</script> {{ 7 | times: 7 }}`;
    const row = shopifyRow({ 'Shipping Name': hostile, 'Lineitem name': hostile, 'Shipping City': hostile });
    const done = await run(
      (await start(shopifyCsv([row, shopifyRow({ Name: '=1+1', Id: '9', 'Lineitem quantity': '=cmd()' })]))).job.id,
    );
    expect(done.job).toMatchObject({ created_rows: 1, failed_rows: 1 });
    expect((await orders())[0]).toMatchObject({ customer: { name: hostile }, title: hostile });
    expect((await errorsOf(done.job.id))[1]).toMatch(/^'=1\+1,/);
  });
});
