import { describe, expect, it } from 'vitest';
import type { SheetRow } from '../../platform/files/index.ts';
import { orderDraft } from '../bulk/order-draft.ts';
import { productDraft } from '../bulk/product-draft.ts';
import { SHOPIFY_HEADERS, shopifyLine, shopifyRow } from '../testing/shopify.ts';
import type { OrderSent, Reading } from './record.ts';
import { isShopifyCsv, shopifyCsvOrders } from './shopify-csv.ts';
import { orderFromShopify } from './shopify-orders.ts';
import { productFromShopify } from './shopify-products.ts';

const reading: Reading = { currency: 'USD', zone: 'America/New_York', dateOrder: 'iso', deliveredAfterDays: null };

async function read(rows: Record<string, string>[], over: Partial<Reading> = {}) {
  async function* sheet(): AsyncGenerator<SheetRow> {
    for (const [i, row] of rows.entries())
      yield { row: i + 2, cells: SHOPIFY_HEADERS.map((header) => row[header] ?? '') };
  }
  const found = [];
  for await (const one of shopifyCsvOrders(SHOPIFY_HEADERS, sheet(), { ...reading, ...over })) found.push(one);
  return found;
}
const one = async (rows: Record<string, string>[], over?: Partial<Reading>) => {
  const [found] = await read(rows, over);
  if (found!.value instanceof Error) throw found!.value;
  return orderDraft(1, found!.value);
};

describe("Shopify's CSV", () => {
  it('is known by its columns', () => {
    expect(isShopifyCsv(SHOPIFY_HEADERS)).toBe(true);
    expect(isShopifyCsv(['Name', 'Email', 'Total'])).toBe(false);
  });

  it('gives an order with all its lines, and comes to what was charged', async () => {
    const order = await one([
      shopifyRow({ Subtotal: '106.00', Shipping: '5.99', Taxes: '8.75', Total: '120.74', 'Discount Amount': '4.00' }),
      shopifyLine({
        'Lineitem name': 'Bulb',
        'Lineitem sku': 'BULB-1',
        'Lineitem price': '10.00',
        'Lineitem quantity': '1',
      }),
    ]);
    expect(order).toMatchObject({
      external_id: '5550000001001',
      number: '#1001',
      channel: 'shop',
      currency: 'USD',
      placed_at: new Date('2026-11-01T14:21:33Z'),
      email: 'noah@example.com',
      address: {
        name: 'Noah Brown',
        line1: '986 Sunset Drive',
        line2: 'Suite 259',
        city: 'Boston',
        region: 'MA',
        postal_code: '02139',
        country: 'US',
      },
      items_total: 11_000,
      discount_total: 400,
      shipping_total: 599,
      tax_total: 875,
      total: 12_074,
      customer: { name: 'Noah Brown', email: 'noah@example.com', phone: '+1 617 555 0100' },
      payments: [
        { method: 'Shopify Payments', amount: 12_074, refunded: 0, paid_at: new Date('2026-11-01T14:21:34Z') },
      ],
      fulfilments: [
        { shipped_at: new Date('2026-11-02T09:00:00Z'), delivered_at: null, lines: [{ quantity: 2 }, { quantity: 1 }] },
      ],
    });
    expect(order.lines.map((line) => [line.external_id, line.discount, line.tax])).toEqual([
      ['LAMP-1', 364, 795],
      ['BULB-1', 36, 80],
    ]);
  });

  it.each<[string, Record<string, string>, object]>([
    [
      'discounted by line',
      { 'Lineitem discount': '10.00', Subtotal: '90.00', Total: '95.99', Taxes: '0' },
      { discount_total: 1000, total: 9599 },
    ],
    [
      'with taxes in its prices',
      { Subtotal: '100.00', Shipping: '5.00', Taxes: '17.50', Total: '105.00' },
      { tax_total: 0, total: 10_500 },
    ],
    [
      'with free shipping by a code',
      { Subtotal: '100.00', Shipping: '5.99', Taxes: '8.00', Total: '108.00', 'Discount Amount': '5.99' },
      { discount_total: 0, shipping_total: 0, total: 10_800 },
    ],
    [
      'with a tip',
      { Subtotal: '100.00', Shipping: '0', Taxes: '8.00', Total: '111.00' },
      { shipping_total: 300, total: 11_100 },
    ],
    [
      'without sums of its own',
      { Subtotal: '', Total: '', Taxes: '8.00', Shipping: '5.99', 'Discount Amount': '10' },
      { discount_total: 1000, total: 10_399 },
    ],
    ['unpaid', { 'Financial Status': 'pending' }, { payments: [] }],
    [
      'paid in part',
      { 'Financial Status': 'partially_paid', Total: '113.99', 'Outstanding Balance': '50' },
      { payments: [{ amount: 6399 }] },
    ],
    [
      'refunded in part',
      { 'Financial Status': 'partially_refunded', 'Refunded Amount': '20.00' },
      { payments: [{ amount: 11_399, refunded: 2000 }] },
    ],
    [
      'cancelled and refunded',
      { 'Financial Status': 'refunded', 'Refunded Amount': '113.99', 'Cancelled at': '2026-11-01 12:00:00 -0400' },
      { cancelled_at: new Date('2026-11-01T16:00:00Z'), payments: [{ amount: 11_399, refunded: 11_399 }] },
    ],
    [
      'not sent yet',
      { 'Fulfillment Status': 'unfulfilled', 'Fulfilled at': '', 'Lineitem fulfillment status': 'pending' },
      { fulfilments: [] },
    ],
    ['without an id', { Id: '' }, { external_id: '#1001' }],
    ['for a cellar', { 'Shipping Address1': '', 'Shipping Street': '' }, { address: null, postal_key: null }],
    [
      'without a SKU',
      { 'Lineitem sku': '' },
      { lines: [{ sku: 'Desk lamp - Black', external_id: 'Desk lamp - Black' }] },
    ],
    ['from an app', { Source: '1354745' }, { channel: 'shop' }],
    [
      'from a time that Excel has made a number',
      { 'Created at': '46327.5' },
      { placed_at: new Date('2026-11-01T17:00:00Z') },
    ],
    [
      'in yen',
      { Currency: 'JPY', 'Lineitem price': '4980', Subtotal: '9960', Shipping: '0', Taxes: '0', Total: '9960' },
      { currency: 'JPY', total: 9960 },
    ],
  ])('an order %s', async (_what, cells, wanted) => {
    expect(await one([shopifyRow(cells)])).toMatchObject(wanted);
  });

  it('a delivery is assumed where the settings say so, and never before the goods left', async () => {
    const days = async (deliveredAfterDays: number) =>
      (await one([shopifyRow()], { deliveredAfterDays })).fulfilments[0]!.delivered_at;
    expect(await days(5)).toEqual(new Date('2026-11-06T14:21:33Z'));
    expect(await days(0)).toEqual(new Date('2026-11-02T09:00:00Z'));
    expect(
      (
        await one([shopifyRow({ 'Fulfillment Status': 'unfulfilled', 'Lineitem fulfillment status': 'pending' })], {
          deliveredAfterDays: 5,
        })
      ).fulfilments,
    ).toEqual([]);
  });

  it('rows are told apart by name and id, wherever the export repeats the date', async () => {
    const again = { Name: '#1002', Id: '2' };
    const found = await read([
      shopifyRow(),
      shopifyLine({ 'Created at': '2026-11-01 09:21:33 -0500' }),
      shopifyLine({ Name: '' }),
      shopifyRow(again),
      shopifyRow({ Name: '#1002', Id: '3' }),
    ]);
    expect(found.map((record) => record.rows.map((row) => row.row))).toEqual([[2, 3, 4], [5], [6]]);
  });

  it.each<[string, Record<string, string>[], string, string]>([
    ['whose first row is missing', [shopifyLine()], 'import.line_without_order', 'Name'],
    ['with a price that is none', [shopifyRow({ 'Lineitem price': 'free' })], 'field.amount', 'Lineitem price'],
    ['with half a unit', [shopifyRow({ 'Lineitem quantity': '1.5' })], 'field.count', 'Lineitem quantity'],
    ['from no day', [shopifyRow({ 'Created at': 'yesterday' })], 'field.date', 'Created at'],
  ])('an order %s is told with its column', async (_what, rows, code, field) => {
    const [found] = await read(rows);
    expect(found!.value).toMatchObject({ code, field });
  });
});

const order = {
  id: 450789469,
  name: '#1001',
  email: 'bob.norman@mail.example.com',
  created_at: '2026-01-10T11:00:00-05:00',
  cancelled_at: null,
  currency: 'USD',
  customer_locale: 'zh-CN',
  source_name: 'web',
  taxes_included: false,
  financial_status: 'partially_refunded',
  total_price: '409.94',
  total_outstanding: '0.00',
  payment_gateway_names: ['visa', 'bogus'],
  customer: {
    id: 207119551,
    first_name: 'Bob',
    last_name: 'Norman',
    email: 'bob.norman@mail.example.com',
    phone: '+16136120707',
  },
  shipping_address: {
    name: 'Bob Norman',
    address1: 'Chestnut Street 92',
    address2: '',
    city: 'Louisville',
    zip: '40202',
    province_code: 'KY',
    country_code: 'US',
    phone: '555-625-1199',
  },
  shipping_lines: [{ price: '10.00', discounted_price: '0.00', tax_lines: [] }],
  line_items: [
    {
      id: 466157049,
      sku: 'IPOD-342-N',
      name: 'IPod Nano - 8gb - green',
      title: 'IPod Nano - 8gb',
      quantity: 1,
      price: '199.00',
      discount_allocations: [{ amount: '3.34' }],
      tax_lines: [{ price: '3.98' }],
    },
    {
      id: 518995019,
      sku: '',
      variant_id: 49148385,
      name: 'IPod Nano - 8gb - red',
      quantity: 1,
      price: '199.00',
      total_discount: '0.00',
      tax_lines: [{ price: '3.98' }, { price: '7.32' }],
    },
  ],
  fulfillments: [
    {
      id: 255858046,
      status: 'success',
      created_at: '2026-01-11T11:00:00-05:00',
      updated_at: '2026-01-14T10:00:00-05:00',
      shipment_status: 'delivered',
      tracking_company: 'USPS',
      tracking_number: '1Z2345',
      line_items: [{ id: 466157049, quantity: 1 }],
    },
    {
      id: 2,
      status: 'cancelled',
      created_at: '2026-01-11T11:00:00-05:00',
      line_items: [{ id: 518995019, quantity: 1 }],
    },
  ],
  refunds: [
    {
      transactions: [
        { kind: 'refund', status: 'success', amount: '41.94' },
        { kind: 'refund', status: 'failure', amount: '100.00' },
      ],
    },
  ],
};

describe("Shopify's orders as JSON", () => {
  it('are ours', () => {
    const draft = orderDraft(1, orderFromShopify(order, reading));
    expect(draft).toMatchObject({
      external_id: '450789469',
      number: '#1001',
      placed_at: new Date('2026-01-10T16:00:00Z'),
      cancelled_at: null,
      items_total: 39_800,
      discount_total: 334,
      shipping_total: 0,
      tax_total: 1528,
      total: 40_994,
      customer: { external_id: '207119551', name: 'Bob Norman', language: 'zh', phone: '+16136120707' },
      address: { city: 'Louisville', region: 'KY', country: 'US' },
      lines: [
        { external_id: '466157049', sku: 'IPOD-342-N', title: 'IPod Nano - 8gb - green' },
        { external_id: '518995019', sku: '49148385' },
      ],
      payments: [{ external_id: 'payment', method: 'visa + bogus', amount: 40_994, refunded: 4194 }],
    });
    expect(draft.fulfilments).toEqual([
      {
        external_id: '255858046',
        carrier: 'USPS',
        tracking: '1Z2345',
        shipped_at: new Date('2026-01-11T16:00:00Z'),
        delivered_at: new Date('2026-01-14T15:00:00Z'),
        lines: [{ line: '466157049', quantity: 1, serials: [], batch: null }],
      },
    ]);
  });

  it.each<[string, object, object]>([
    ['with taxes in its prices', { taxes_included: true }, { tax_total: 0 }],
    ['not paid yet', { financial_status: 'pending' }, { payments: [] }],
    [
      'with its transactions',
      {
        transactions: [
          { id: 1, kind: 'authorization', status: 'success', gateway: 'bogus', amount: '409.94' },
          {
            id: 2,
            kind: 'capture',
            status: 'success',
            gateway: 'bogus',
            amount: '400.00',
            parent_id: 1,
            processed_at: '2026-01-10T12:00:00Z',
          },
          { id: 3, kind: 'sale', status: 'success', gateway: 'gift_card', amount: '9.94' },
          { id: 4, kind: 'refund', status: 'success', amount: '5.00', parent_id: 2 },
        ],
      },
      {
        payments: [
          { external_id: '2', method: 'bogus', amount: 40_000, refunded: 500 },
          { external_id: '3', method: 'gift_card', amount: 994, refunded: 0 },
        ],
      },
    ],
    ['of a guest', { customer: null }, { customer: { name: 'Bob Norman', email: 'bob.norman@mail.example.com' } }],
    [
      'with a line discounted by itself',
      {
        line_items: [{ id: 1, sku: 'S', title: 'T', quantity: 2, price: '10.00', total_discount: '1.50' }],
        fulfillments: [],
      },
      { discount_total: 150 },
    ],
  ])('an order %s', (_what, over, wanted) => {
    expect(orderDraft(1, orderFromShopify({ ...order, ...over }, reading))).toMatchObject(wanted);
  });

  it.each([[17], [{}], [{ ...order, line_items: 'none' }], [{ ...order, line_items: [{ quantity: 'two' }] }]])(
    '%j is no order of Shopify',
    (value) => {
      expect(() => orderFromShopify(value, reading)).toThrow('import.no_shopify_order');
    },
  );

  it('a price that is none is told with its place', () => {
    const spoilt = { ...order, line_items: [{ ...order.line_items[0], price: 'abc' }] };
    expect(() => orderFromShopify(spoilt, reading)).toThrow(expect.objectContaining({ field: 'line_items.0.price' }));
  });
});

it("Shopify's products are ours", () => {
  const product = {
    id: 632910392,
    title: 'IPod Nano - 8GB',
    product_type: 'Cult Products',
    options: [{ name: 'Color' }],
    variants: [
      {
        id: 808950810,
        sku: 'IPOD2008PINK',
        title: 'Pink',
        price: '199.00',
        barcode: '123456789012',
        grams: 567,
        option1: 'Pink',
      },
      { id: 49148385, sku: '', title: 'Default Title', price: '5', barcode: '4006381333931', option1: 'Default Title' },
    ],
  };
  expect(productDraft(1, productFromShopify(product, reading))).toMatchObject({
    external_id: '632910392',
    category: 'Cult Products',
    variants: [
      {
        external_id: '808950810',
        sku: 'IPOD2008PINK',
        title: 'Pink',
        options: { Color: 'Pink' },
        upc: '123456789012',
        price: 19_900,
        weight_g: 567,
      },
      { external_id: '49148385', sku: '49148385', options: {}, ean: '4006381333931' },
    ],
  });
  expect(() => productFromShopify({ id: 1 }, reading)).toThrow('import.no_shopify_product');
});

it('what an order is made of is what the API takes', async () => {
  const [found] = await read([shopifyRow()]);
  const sent = found!.value as OrderSent;
  expect(JSON.parse(JSON.stringify(sent))).toMatchObject({ number: '#1001', shipping: 599 });
});
