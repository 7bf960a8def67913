import { describe, expect, test } from 'vitest';
import * as format from './format.ts';

const f = { ...format };

const la = { timeZone: 'America/Los_Angeles', now: '2026-11-17T17:42:00Z' };
const en = { ...la, language: 'en' as const };
const zh = { ...la, language: 'zh' as const };

describe('money', () => {
  test.each([
    [128460, 'USD', '$1,284.60', '$1,284.60'],
    [-310, 'USD', '−$3.10', '−$3.10'],
    [0, 'USD', '$0.00', '$0.00'],
    [5, 'USD', '$0.05', '$0.05'],
    [9_007_199_254_740_991, 'USD', '$90,071,992,547,409.91', '$90,071,992,547,409.91'],
    [1234, 'JPY', '¥1,234', 'JP¥1,234'],
    [1234, 'CNY', 'CN¥12.34', '¥12.34'],
    [1234, 'KWD', 'KWD 1.234', 'KWD 1.234'],
  ])('%i minor units of %s are %s and %s', (amount, currency, english, chinese) => {
    expect(f.money(amount, currency, 'en').replace('\u00a0', ' ')).toBe(english);
    expect(f.money(amount, currency, 'zh').replace('\u00a0', ' ')).toBe(chinese);
  });

  test.each([
    ['1,284.60', 'USD', 128460],
    ['12.5', 'USD', 1250],
    ['12.', 'USD', 1200],
    ['−3.10', 'USD', -310],
    ['0', 'USD', 0],
    ['12.345', 'USD', null],
    ['1.5', 'JPY', null],
    ['150', 'JPY', 150],
    ['1O4', 'USD', null],
    ['', 'USD', null],
    ['1e5', 'USD', null],
    ['99999999999999999', 'USD', null],
  ])('typed %j in %s is %j', (typed, currency, amount) => {
    expect(f.toMinor(typed, currency)).toBe(amount);
  });

  test('what is typed and what is shown agree for every cent', () => {
    for (let cents = 0; cents < 2000; cents += 7) expect(f.toMinor(f.toDecimal(cents, 'USD'), 'USD')).toBe(cents);
  });
});

test('numbers and shares', () => {
  expect(f.number(12480)).toBe('12,480');
  expect(f.number(-4)).toBe('−4');
  expect(f.percent(0.614)).toBe('61.4%');
  expect(f.percent(0.71, 0)).toBe('71%');
  expect(f.axis(12000, 'zh')).toBe('1.2万');
  expect(f.axis(12000, 'en')).toBe('12k');
  expect(f.axis(900, 'en')).toBe('900');
});

describe('dates and times', () => {
  test.each([
    ['date', '2026-11-17T17:42:00Z', 'Nov 17', '11月17日'],
    ['date', '2025-11-17T17:42:00Z', 'Nov 17, 2025', '2025年11月17日'],
    ['weekdayDate', '2026-11-17T17:42:00Z', 'Tue Nov 17', '11月17日 周二'],
    ['time', '2026-11-17T17:42:00Z', '9:42 AM', '09:42'],
    ['time', '2026-11-17T08:05:00Z', '12:05 AM', '00:05'],
    ['time', '2026-11-17T20:00:00Z', '12:00 PM', '12:00'],
    ['timeZoned', '2026-11-17T17:42:00Z', '9:42 AM PT', '09:42（洛杉矶）'],
    ['dateTime', '2026-11-17T17:42:00Z', 'Nov 17, 9:42 AM', '11月17日 09:42'],
    ['fullDateTime', '2026-11-17T17:42:00Z', 'Tue Nov 17, 9:42 AM PT', '11月17日 周二 09:42（洛杉矶）'],
    ['timeOrDate', '2026-11-17T17:42:00Z', '9:42 AM', '09:42'],
    ['timeOrDate', '2026-11-16T17:42:00Z', 'Nov 16', '11月16日'],
    ['day', '2026-11-17T23:42:00Z', 'Today', '今天'],
    ['day', '2026-11-18T17:42:00Z', 'Tomorrow', '明天'],
    ['day', '2026-11-16T17:42:00Z', 'Yesterday', '昨天'],
    ['day', '2026-11-20T17:42:00Z', 'Fri Nov 20', '11月20日 周五'],
    ['dayHead', '2026-11-17T17:42:00Z', 'Today, Tue Nov 17', '今天，11月17日 周二'],
    ['dayHead', '2026-11-16T17:42:00Z', 'Mon Nov 16', '11月16日 周一'],
    ['month', '2026-11-16T17:42:00Z', 'November', '11月'],
    ['month', '2025-03-16T17:42:00Z', 'March 2025', '2025年3月'],
  ] as const)('%s of %s is %s and %s', (name, at, english, chinese) => {
    expect(f[name](at, en)).toBe(english);
    expect(f[name](at, zh)).toBe(chinese);
  });

  test('late in the evening in Los Angeles it is still that day there', () => {
    expect(f.dayKey('2026-11-18T07:59:00Z', 'America/Los_Angeles')).toBe('2026-11-17');
    expect(f.dayKey('2026-11-18T07:59:00Z', 'Asia/Shanghai')).toBe('2026-11-18');
  });

  test('a calendar day is the same day whatever the zone', () => {
    expect(f.calendarDay('2026-12-12', { ...en, timeZone: 'Asia/Shanghai' })).toBe('Dec 12');
    expect(f.calendarDay('2026-12-12', { ...en, timeZone: 'Pacific/Honolulu' }, true)).toBe('Sat Dec 12');
    expect(f.calendarDay('2027-01-02', zh)).toBe('2027年1月2日');
  });

  test.each([
    ['America/Los_Angeles', 'PT', '洛杉矶'],
    ['America/Chicago', 'CT', '芝加哥'],
    ['Asia/Shanghai', 'Shanghai', '北京'],
    ['UTC', 'UTC', '协调世界时'],
    ['America/Argentina/Buenos_Aires', 'Buenos Aires', 'Buenos Aires'],
  ])('%s is called %s and %s', (zone, english, chinese) => {
    expect(f.zone(zone, 'en')).toBe(english);
    expect(f.zone(zone, 'zh')).toBe(chinese);
  });
});

describe('spans and clocks', () => {
  const minute = 60_000;
  test.each([
    [20_000, '1 min', '1 分'],
    [34 * minute, '34 min', '34 分'],
    [60 * minute, '1 h', '1 小时'],
    [166 * minute, '2 h 46 min', '2 小时 46 分'],
    [27 * 60 * minute, '1 d 3 h', '1 天 3 小时'],
    [48 * 60 * minute, '2 d', '2 天'],
  ])('%i ms are %s and %s', (ms, english, chinese) => {
    expect(f.span(ms, 'en')).toBe(english);
    expect(f.span(ms, 'zh')).toBe(chinese);
  });

  test.each([
    [228, '3 min 48 s', '3 分 48 秒'],
    [66, '1 min 06 s', '1 分 06 秒'],
    [40, '40 s', '40 秒'],
    [7200, '2 h', '2 小时'],
  ])('%i s of work are %s and %s', (seconds, english, chinese) => {
    expect(f.duration(seconds, 'en')).toBe(english);
    expect(f.duration(seconds, 'zh')).toBe(chinese);
  });

  const at = (minutes: number) => new Date(Date.parse(la.now) + minutes * minute);
  test('late is bad, under an hour is pressing, more is calm', () => {
    expect(f.clock(at(-22), en)).toEqual({ tone: 'bad', text: 'Late 22 min' });
    expect(f.clock(at(-22), zh)).toEqual({ tone: 'bad', text: '已超时 22 分' });
    expect(f.clock(at(34), en)).toEqual({ tone: 'clock', text: '34 min' });
    expect(f.clock(at(34), zh)).toEqual({ tone: 'clock', text: '剩 34 分' });
    expect(f.clock(at(166), en)).toEqual({ tone: 'idle', text: '2 h 46 min' });
    expect(f.clock(at(166), zh)).toEqual({ tone: 'idle', text: '2 小时 46 分' });
  });
  test('a quarter of the clock left is pressing even when hours remain', () => {
    expect(f.clock(at(300), en, at(-1000)).tone).toBe('clock');
    expect(f.clock(at(300), en, at(-100)).tone).toBe('idle');
  });
});

test('lists, sizes, weights, lengths', () => {
  expect(f.listed(['a', 'b', 'c'], 'en')).toBe('a, b and c');
  expect(f.listed(['a', 'b', 'c'], 'zh')).toBe('a、b和c');
  expect(f.listed(['a'], 'zh')).toBe('a');
  expect(f.listed([], 'en')).toBe('');
  expect(f.fileSize(3_100_000)).toBe('3.1 MB');
  expect(f.fileSize(820_400)).toBe('820 kB');
  expect(f.weight(5262, 'en')).toBe('11.6 lb');
  expect(f.weight(5262, 'zh')).toBe('5.3 kg');
  expect(f.weight(200, 'en')).toBe('7.1 oz');
  expect(f.length(254, 'en')).toBe('10.0 in');
  expect(f.length(254, 'zh')).toBe('25.4 cm');
});
