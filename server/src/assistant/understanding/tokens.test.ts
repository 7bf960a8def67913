import { describe, expect, test } from 'vitest';
import { newCode } from '../../platform/ids.ts';
import type { Pending } from '../talk.ts';
import type { Context } from './said.ts';
import { plain } from './spelling.ts';
import { tokensIn } from './tokens.ts';

// A Sunday, half past midnight in Shanghai and half past ten on Saturday morning in Chicago.
const context = (change: Partial<Context> = {}): Context => ({
  now: new Date('2026-11-21T16:30:00Z'),
  zone: 'America/Chicago',
  awaiting: null,
  orders: [],
  extra_words: [],
  ...change,
});
const read = (text: string, change: Partial<Context> = {}) => tokensIn(text, plain(text), context(change)).tokens;
const asked = (slot: 'order' | 'quantity'): Pending => ({ kind: 'slot', step: '1', slot, tries: 0 });

describe('numbers of orders', () => {
  test.each([
    ['order 20455', ['20455']],
    ['Order #20455 please', ['20455']],
    ['#20455', ['20455']],
    ['my order number is LUM-20455.', ['LUM-20455']],
    ['lum-20455', ['LUM-20455']],
    ['W2611340', ['W2611340']],
    ['订单号W2611340', ['W2611340']],
    ['订单 20377X', ['20377X']],
    ['单号：20455，邮编78701', ['20455']],
    ['mi pedido 20455', ['20455']],
    ['orders #20455 and #20456', ['20455', '20456']],
    ['112-1234567-7654321', ['112-1234567-7654321']],
    ['ｏｒｄｅｒ　２０４５５', ['20455']],
    ['ordr no. 1004455', ['1004455']],
  ])('«%s»', (text, numbers) => expect(read(text).order_numbers).toEqual(numbers));

  test.each([
    'call me at 512-555-0188',
    '我的手机13812345678',
    'I paid $20455',
    'about 20455 dollars',
    'it was 2026',
    'model R7500 is 1500 watts... it has 2000 mah'.replace('R7500 ', ''),
    'see https://shop.example/orders/20455',
    '50% off',
    'waited 14 days',
    'on 11/03/2026',
  ])('«%s» names none', (text) => expect(read(text).order_numbers).toEqual([]));

  test('a bare number in a longer message is an order’s where one was asked for', () => {
    const text = 'I looked it up in the confirmation you mailed me and there I find 100445';
    expect(read(text).order_numbers).toEqual([]);
    expect(read(text, { awaiting: asked('order') }).order_numbers).toEqual(['100445']);
  });

  test('five digits may be either, two of them are number and ZIP, and words decide', () => {
    expect(read('20455')).toMatchObject({ order_numbers: ['20455'], postal_codes: ['20455'] });
    expect(read('20455 60614')).toMatchObject({ order_numbers: ['20455'], postal_codes: ['60614'] });
    expect(read('#20455 and 60614')).toMatchObject({ order_numbers: ['20455'], postal_codes: ['60614'] });
    expect(read('zip 60614, 20455')).toMatchObject({ order_numbers: ['20455'], postal_codes: ['60614'] });
    expect(read('Austin TX 78701')).toMatchObject({ order_numbers: [], postal_codes: ['78701'] });
    expect(read('78701-4412')).toMatchObject({ order_numbers: [], postal_codes: ['78701'] });
    expect(read('邮编 78701')).toMatchObject({ order_numbers: [], postal_codes: ['78701'] });
    expect(read('V6B 1A1')).toMatchObject({ postal_codes: ['V6B 1A1'] });
  });

  test('a number of this buyer’s own orders is one, whatever stands around it', () => {
    const orders = [{ order_id: 'a', number: '60614', lines: [] }];
    expect(read('so about that other thing we spoke of, 60614 I think', { orders })).toMatchObject({
      order_numbers: ['60614'],
      postal_codes: [],
    });
  });
});

test.each([
  ['Dana.W@Example.COM', ['dana.w@example.com']],
  ['mail: dana+lamp@example.co.uk, thanks', ['dana+lamp@example.co.uk']],
  ['dana at gmail dot com', ['dana@gmail.com']],
  ['dana(at)example.com', ['dana@example.com']],
  ['邮箱是zhang_wei@qq.com谢谢', ['zhang_wei@qq.com']],
  ['I waited at home.', []],
])('the address in «%s»', (text, emails) => expect(read(text).emails).toEqual(emails));

test.each([
  ['1Z999AA10123456784', ['1Z999AA10123456784']],
  ['1Z 999 AA1 01 2345 6784', ['1Z999AA10123456784']],
  ['9400 1000 0000 0000 0000 00', ['9400100000000000000000']],
  ['tracking 9400111899223197428490', ['9400111899223197428490']],
  ['fedex 123456789012', ['123456789012']],
  ['顺丰 SF1234567890123', ['SF1234567890123']],
  ['YT2412345678901234', ['YT2412345678901234']],
  ['LK123456785CN', ['LK123456785CN']],
  ['TBA123456789012', ['TBA123456789012']],
  ['tracking number ABC1234567890', ['ABC1234567890']],
  ['order 20455', []],
])('the parcel in «%s»', (text, numbers) => {
  expect(read(text).tracking_numbers).toEqual(numbers);
  if (numbers.length > 0) expect(read(text).order_numbers).toEqual([]);
});

test('a return’s number counts when its check character is right, however it is typed', () => {
  const code = newCode('RMA');
  const bare = code.replaceAll('-', ' ').toLowerCase();
  expect(read(`my return ${code} please`).return_codes).toEqual([code]);
  expect(read(bare).return_codes).toEqual([code]);
  const wrong = `${code.slice(0, -1)}${code.endsWith('2') ? '3' : '2'}`;
  expect(read(wrong).return_codes).toEqual([]);
});

test.each([
  ['I bought it yesterday', '2026-11-20'],
  ['it came today', '2026-11-21'],
  ['last Tuesday', '2026-11-17'],
  ['delivered on Saturday', '2026-11-14'],
  ['the day before yesterday', '2026-11-19'],
  ['3 days ago', '2026-11-18'],
  ['two weeks ago', '2026-11-07'],
  ['Nov 3', '2026-11-03'],
  ['3rd of November', '2026-11-03'],
  ['December 24', '2025-12-24'],
  ['11/3', '2026-11-03'],
  ['12/24', '2025-12-24'],
  ['2026-11-03', '2026-11-03'],
  ['昨天收到的', '2026-11-20'],
  ['前天', '2026-11-19'],
  ['上周二', '2026-11-10'],
  ['周二到的', '2026-11-17'],
  ['11月3号下的单', '2026-11-03'],
  ['三天前', '2026-11-18'],
  ['12月25日', '2025-12-25'],
  ['ayer', '2026-11-20'],
  ['hace 3 días', '2026-11-18'],
  ['el 3 de noviembre', '2026-11-03'],
])('«%s» is %s where the brand is', (text, day) => {
  expect(read(text).days.map((one) => one.day)).toEqual([day]);
});

test('the zone decides which day it is, and a day to come is none', () => {
  expect(read('昨天', { zone: 'Asia/Shanghai' }).days[0]?.day).toBe('2026-11-21');
  expect(read('昨天').days[0]?.day).toBe('2026-11-20');
  expect(read('2027-01-05').days).toEqual([]);
  expect(read('February 30').days).toEqual([]);
});

test.each([
  ['I paid $24', [2400, 'USD']],
  ['$24.50', [2450, 'USD']],
  ['24.50 dollars', [2450, 'USD']],
  ['$1,299.99', [129_999, 'USD']],
  ['20 bucks', [2000, 'USD']],
  ['100元', [10_000, 'CNY']],
  ['退我30块钱', [3000, 'CNY']],
  ['€15', [1500, 'EUR']],
  ['20 dólares', [2000, 'USD']],
])('the amount in «%s»', (text, [minor, currency]) => {
  expect(read(text).amounts).toMatchObject([{ minor, currency }]);
});

test.each([
  ['50% off', '50%'],
  ['百分之30', '30%'],
  ['打五折', '50%'],
  ['20 percent', '20%'],
])('the share in «%s»', (text, value) => {
  const { shown } = tokensIn(text, plain(text), context());
  expect(shown).toContainEqual(expect.objectContaining({ kind: 'share', value }));
});

test('six digits are a code only while one is awaited', () => {
  const code: Pending = { kind: 'code', step: '1', to: 'd***@example.com', tries: 0 };
  expect(read('123456', { awaiting: code })).toMatchObject({ code: '123456', order_numbers: [] });
  expect(read('it is 123 456', { awaiting: code }).code).toBe('123456');
  expect(read('123456')).toMatchObject({ code: null, order_numbers: ['123456'] });
});

test('serials and SKUs are those named as such, and those there are', () => {
  expect(read('Serial number: HL24-000871').serials).toEqual(['HL24-000871']);
  expect(read('序列号是SN12345678').serials).toEqual(['SN12345678']);
  const products = [{ product_id: 'p', title: 'Halo floor lamp', skus: ['HALO-BLK'] }];
  expect(read('do you have halo-blk?', { products }).skus).toEqual(['HALO-BLK']);
  expect(read('do you have halo-blkx?', { products }).skus).toEqual([]);
});

test('hostile texts are read quickly', () => {
  const began = performance.now();
  for (const piece of [
    '1Z'.repeat(2000),
    '9 '.repeat(2000),
    'a.'.repeat(2000),
    'a@'.repeat(2000),
    '#1'.repeat(2000),
    '1-'.repeat(2000),
  ])
    read(piece);
  expect(performance.now() - began).toBeLessThan(2000);
});
