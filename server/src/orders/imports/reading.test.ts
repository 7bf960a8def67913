import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { split } from '../../platform/money.ts';
import { readAmount, readCount, readYesNo } from './amounts.ts';
import { guessColumns } from './column-names.ts';
import { guessDateOrder, readTime } from './dates.ts';
import { jsonItems } from './json-items.ts';
import { spreadDiscount, spreadTax } from './shares.ts';
import { addressOf, channelOf, countryCode, languageOf, lineNames } from './words.ts';

describe('amounts', () => {
  it.each<[string, string, number]>([
    ['49.99', 'USD', 4999],
    ['$1,299.50', 'USD', 129_950],
    ['US$ 1,299.5', 'USD', 129_950],
    ['1299', 'USD', 129_900],
    ['.5', 'USD', 50],
    ['5.', 'USD', 500],
    ['0.1', 'USD', 10],
    ['1,234', 'USD', 123_400],
    ['1.234,56', 'EUR', 123_456],
    ['1.234.567', 'EUR', 123_456_700],
    ['12,5 €', 'EUR', 1250],
    ["1'234.50", 'CHF', 123_450],
    ['1 234,50', 'EUR', 123_450],
    ['￥１，２９９．５０', 'CNY', 129_950],
    ['1299元', 'CNY', 129_900],
    ['CNY 88', 'CNY', 8800],
    ['12.340', 'USD', 1234],
    ['1,500', 'JPY', 1500],
    ['¥1500', 'JPY', 1500],
    ['1.234', 'KWD', 1234],
    ['-3.00', 'USD', -300],
    ['(3.00)', 'USD', -300],
    ['−3', 'USD', -300],
    ['-0', 'USD', 0],
    ['90071992547409.91', 'USD', 9_007_199_254_740_991],
  ])('%s in %s is %i', (text, currency, minor) => expect(readAmount(text, currency, 'x')).toBe(minor));

  it.each([
    ['', 'USD'],
    ['free', 'USD'],
    ['1.234', 'USD'],
    ['1,23,4', 'USD'],
    ['1.2.3', 'USD'],
    ['1,234,5', 'USD'],
    ['1.5', 'JPY'],
    ['(3.00', 'USD'],
    ['--3', 'USD'],
    ['3-', 'USD'],
    ['1e5', 'USD'],
    ['0x10', 'USD'],
    ['NaN', 'USD'],
    ['.', 'USD'],
    ['999999999999999999', 'USD'],
    ["'; drop table orders; --", 'USD'],
  ])('%j is no amount of %s', (text, currency) =>
    expect(() => readAmount(text, currency, 'x')).toThrow('field.amount'),
  );

  it('come back as they were written, however they are grouped', () => {
    fc.assert(
      fc.property(
        fc.nat(999_999_999_99),
        fc.constantFrom('en-US', 'de-DE', 'zh-CN', 'fr-FR', 'de-CH'),
        (minor, locale) => {
          const text = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' }).format(minor / 100);
          expect(readAmount(text, 'USD', 'x')).toBe(minor);
        },
      ),
    );
  });

  it.each([
    ['2', 2],
    ['2.0', 2],
    ['２件', 2],
    ['1,000', 1000],
    ['3 pcs', 3],
    ['-1', -1],
  ])('the count %s is %i', (text, count) => expect(readCount(text, 'x')).toBe(count));
  it.each(['', '1.5', 'two', '1e3'])('%j is no count', (text) =>
    expect(() => readCount(text, 'x')).toThrow('field.count'),
  );
  it.each([
    ['是', true],
    ['Yes', true],
    ['１', true],
    ['无', false],
    ['', false],
  ])('%j is %s', (text, yes) => expect(readYesNo(text, 'x')).toBe(yes));
  it('maybe is neither yes nor no', () => expect(() => readYesNo('maybe', 'x')).toThrow('field.yes_no'));
});

describe('dates', () => {
  const chicago = 'America/Chicago';
  it.each<[string, string, 'iso' | 'mdy' | 'dmy', string]>([
    ['2026-11-01T15:00:00Z', chicago, 'iso', '2026-11-01T15:00:00.000Z'],
    ['2026-11-01 15:00:00 -0500', chicago, 'iso', '2026-11-01T20:00:00.000Z'],
    ['2026-11-01 15:00:00 UTC', chicago, 'iso', '2026-11-01T15:00:00.000Z'],
    ['2026-11-01T15:00:00.123+08:00', chicago, 'iso', '2026-11-01T07:00:00.000Z'],
    ['2026-11-02', chicago, 'iso', '2026-11-02T06:00:00.000Z'],
    ['2026-07-02', chicago, 'iso', '2026-07-02T05:00:00.000Z'],
    ['2026-7-2 9:05', chicago, 'iso', '2026-07-02T14:05:00.000Z'],
    ['2026/11/2 09:05:07', 'Asia/Shanghai', 'iso', '2026-11-02T01:05:07.000Z'],
    ['2026.11.2', 'Asia/Shanghai', 'iso', '2026-11-01T16:00:00.000Z'],
    ['20261102', 'Asia/Shanghai', 'iso', '2026-11-01T16:00:00.000Z'],
    ['2026年11月2日', 'Asia/Shanghai', 'iso', '2026-11-01T16:00:00.000Z'],
    ['２０２６年１１月２日', 'Asia/Shanghai', 'iso', '2026-11-01T16:00:00.000Z'],
    ['2026年11月2日 9时5分', 'Asia/Shanghai', 'iso', '2026-11-02T01:05:00.000Z'],
    ['2026年11月2日 下午3:05', 'Asia/Shanghai', 'iso', '2026-11-02T07:05:00.000Z'],
    ['2026-11-02 上午12:30', 'Asia/Shanghai', 'iso', '2026-11-01T16:30:00.000Z'],
    ['2026年11月2日 中午12:30', 'Asia/Shanghai', 'iso', '2026-11-02T04:30:00.000Z'],
    ['11/2/2026', chicago, 'mdy', '2026-11-02T06:00:00.000Z'],
    ['11/2/2026 3:05 PM', chicago, 'mdy', '2026-11-02T21:05:00.000Z'],
    ['11/2/2026 12:05 AM', chicago, 'mdy', '2026-11-02T06:05:00.000Z'],
    ['2/11/26', chicago, 'dmy', '2026-11-02T06:00:00.000Z'],
    ['11/25/2026', chicago, 'iso', '2026-11-25T06:00:00.000Z'],
    ['25.11.2026', chicago, 'iso', '2026-11-25T06:00:00.000Z'],
    ['11/11/2026', chicago, 'iso', '2026-11-11T06:00:00.000Z'],
    ['Nov 2, 2026', chicago, 'iso', '2026-11-02T06:00:00.000Z'],
    ['2 November 2026 15:05', chicago, 'iso', '2026-11-02T21:05:00.000Z'],
    ['Mon, 2 Nov 2026 15:05:00 GMT', chicago, 'iso', '2026-11-02T15:05:00.000Z'],
    ['46328.5', chicago, 'iso', '2026-11-02T18:00:00.000Z'],
    // The night clocks go forward 02:30 is not there; the night they go back 01:30 is there twice.
    ['2026-03-08 02:30', chicago, 'iso', '2026-03-08T08:30:00.000Z'],
    ['2026-11-01 01:30', chicago, 'iso', '2026-11-01T06:30:00.000Z'],
  ])('%s in %s read as %s is %s', (text, zone, order, at) =>
    expect(readTime(text, zone, order, 'x').toISOString()).toBe(at),
  );

  it.each([
    ['', 'field.date'],
    ['yesterday', 'field.date'],
    ['2026-02-30', 'field.date'],
    ['2026-13-01', 'field.date'],
    ['2026-11-01 25:00', 'field.date'],
    ['2026-11-01 13:00 PM', 'field.date'],
    ['31/31/2026', 'field.date'],
    ['11/2/2026', 'field.date_order'],
    ["2026-11-01'; --", 'field.date'],
  ])('%j is told as %s', (text, code) => expect(() => readTime(text, chicago, 'iso', 'x')).toThrow(code));

  it.each([
    [['1/2/2026', '25/2/2026'], 'dmy'],
    [['1/2/2026', '2/25/2026'], 'mdy'],
    [['1/2/2026'], null],
    [['25/2/2026', '2/25/2026'], null],
    [['2026-02-25'], null],
  ])('of %j the order is %s', (samples, order) => expect(guessDateOrder(samples)).toBe(order));
});

describe('sums of a whole order spread over its lines', () => {
  const lines = fc.array(
    fc
      .record({ unit_price: fc.nat(100_000), quantity: fc.integer({ min: 1, max: 5 }), taxable: fc.boolean() })
      .map((line) => ({ ...line, discount: 0 })),
    { minLength: 1, maxLength: 8 },
  );
  it('add up exactly, and no line is given more than it costs', () => {
    fc.assert(
      fc.property(lines, fc.nat(1_000_000), (list, amount) => {
        const room = list.map((line) => line.unit_price * line.quantity);
        const whole = room.reduce((a, b) => a + b, 0);
        const parts = spreadDiscount(list, amount);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(Math.min(amount, whole));
        expect(parts.filter((part, i) => part > room[i]!)).toEqual([]);
        const taxes = spreadTax(list, amount);
        expect(taxes.reduce((a, b) => a + b, 0)).toBe(amount);
        if (list.some((line, i) => line.taxable && room[i]! > 0)) {
          expect(taxes.filter((tax, i) => tax > 0 && !list[i]!.taxable)).toEqual([]);
        }
      }),
    );
  });
  it('as the platform splits money', () => expect(split(100, [1, 1, 1])).toEqual([34, 33, 33]));
});

describe('words', () => {
  it.each([
    ['US', 'US'],
    ['usa', 'US'],
    ['United States', 'US'],
    ['美国', 'US'],
    ['Estados Unidos', 'US'],
    ['中国', 'CN'],
    ['Deutschland!', null],
    ['gb', 'GB'],
    ['UK', 'GB'],
  ])('the country %s is %s', (text, code) => expect(countryCode(text)).toBe(code));
  it.each([
    ['web', 'shop'],
    ['Amazon.com', 'amazon'],
    ['亚马逊美国', 'amazon'],
    ['TikTok Shop', 'tiktok'],
    ['Point of Sale', 'point_of_sale'],
    ['1354745', 'shop'],
    ['', 'shop'],
  ])('the channel %j is %s', (text, channel) => expect(channelOf(text)).toBe(channel));
  it.each([
    ['zh-CN', 'zh'],
    ['中文', 'zh'],
    ['en_US', 'en'],
    ['español', 'es'],
    ['klingon', undefined],
  ])('the language %s is %s', (text, language) => expect(languageOf(text)).toBe(language));
  it('an address without a country is in the United States where it has a ZIP, and none where it has too little', () => {
    const loose = { line1: '986  Sunset Drive', city: 'Denver', postal_code: "'02139-1204" };
    expect(addressOf(loose)).toEqual({
      line1: '986 Sunset Drive',
      city: 'Denver',
      postal_code: '02139-1204',
      country: 'US',
    });
    expect(addressOf({ ...loose, postal_code: '518057' })).toBeUndefined();
    expect(addressOf({ ...loose, postal_code: '518057', country: '中国' })).toMatchObject({ country: 'CN' });
    expect(addressOf({ ...loose, city: '' })).toBeUndefined();
  });
  it('lines that are alike are told apart, whatever their order', () => {
    const name = lineNames();
    expect(['A', 'B', 'A', 'A'].map(name)).toEqual(['A', 'B', 'A#2', 'A#3']);
  });
});

describe('columns', () => {
  it.each<[string[], 'orders' | 'products', (string | null)[]]>([
    [['order.number', 'line.sku', 'line.quantity'], 'orders', ['order.number', 'line.sku', 'line.quantity']],
    [
      ['Order #', 'Order Date', 'SKU', 'Qty', 'Unit Price', 'Buyer Name', 'ZIP Code', 'Memo'],
      'orders',
      [
        'order.number',
        'order.placed_at',
        'line.sku',
        'line.quantity',
        'line.unit_price',
        'customer.name',
        'address.postal_code',
        null,
      ],
    ],
    [
      ['订单号', '下单时间', 'SKU', '数量', '单价', '收件人', '邮编', '备注'],
      'orders',
      [
        'order.number',
        'order.placed_at',
        'line.sku',
        'line.quantity',
        'line.unit_price',
        'customer.name',
        'address.postal_code',
        null,
      ],
    ],
    [
      ['平台订单号', '订单编号', '商品名称', '单价（美元）', '快递单号', '签收时间', '序列号'],
      'orders',
      [
        'order.external_id',
        'order.number',
        'line.title',
        'line.unit_price',
        'fulfilment.tracking',
        'fulfilment.delivered_at',
        'fulfilment.serials',
      ],
    ],
    [['Name', 'Number'], 'orders', ['order.number', null]],
    [
      ['Handle', 'Title', 'Type', 'Variant SKU', 'Variant Price', 'Cost per item', 'Variant Barcode'],
      'products',
      [
        'product.external_id',
        'product.title',
        'product.category',
        'variant.sku',
        'variant.price',
        'variant.unit_cost',
        'variant.upc',
      ],
    ],
    [
      ['商品名称', '英文名', '货号', '采购价', '重量(g)', '海关编码', '是否带电'],
      'products',
      [
        'product.title_zh',
        'product.title',
        'variant.sku',
        'variant.unit_cost',
        'variant.weight_g',
        'variant.hts_code',
        'variant.lithium_battery',
      ],
    ],
  ])('%j of %s are understood', (headers, what, fields) => {
    expect(guessColumns(headers, what).map((guess) => guess.field)).toEqual(fields);
  });
});

describe('the objects of a JSON file', () => {
  const items = async (text: string, size = 7) => {
    const bytes = Buffer.from(text);
    async function* chunks() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    }
    const found: unknown[] = [];
    for await (const item of jsonItems(chunks())) found.push(JSON.parse(item));
    return found;
  };
  const a = { id: 1, text: 'a "quoted" } ] \\', list: [{ b: [1, { c: 2 }] }], name: '订单' };
  it.each([
    ['a list', JSON.stringify([a, a])],
    ['a list in an object', JSON.stringify({ orders: [a, a] }, null, 2)],
    ['one after the other', `${JSON.stringify(a)}\n${JSON.stringify(a)}\n`],
    ['a list after a mark', `\ufeff  ${JSON.stringify([a, a])}`],
  ])('are found in %s, in pieces of any size', async (_what, text) => {
    for (const size of [1, 3, 64, 10_000]) expect(await items(text, size)).toEqual([a, a]);
  });
  it('a lone object is one', async () => expect(await items(JSON.stringify(a))).toEqual([a]));
  it('an empty list has none', async () => expect(await items('[]')).toEqual([]));
  it.each(['[{"a":1}', '[{"a":"', '{"orders":[{}]', ']['])('%s is no whole file', async (text) => {
    await expect(items(text)).rejects.toThrow('import.unreadable');
  });
});
