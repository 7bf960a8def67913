import type { Account } from '@recoup/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accounts } from '../ledger/ledger.ts';
import { defaultCode } from './account-codes.ts';
import { converted, journalsOf, type Moved, totals } from './journal.ts';
import { decimal, kingdee, quickbooksIif, quickbooksOnline, xero, yonyou } from './layouts.ts';

const naming = { brand: 'Lumora', month: '2026-10' };
const us = (account: Account) => defaultCode(account, 'quickbooks');
const cn = (account: Account) => defaultCode(account, 'kingdee');
const moved = (day: string, account: Account, debit: number, credit: number, currency = 'USD'): Moved => ({
  day,
  currency,
  account,
  debit,
  credit,
});
const month: Moved[] = [
  moved('2026-10-02', 'sales_returns', 12_900, 0),
  moved('2026-10-02', 'refunds_payable', 0, 12_900),
  moved('2026-10-31', 'return_freight', 895, 0),
  moved('2026-10-31', 'carrier_payable', 0, 895),
  moved('2026-10-31', 'holds', 5_000, 0),
  moved('2026-10-31', 'holds_against', 0, 5_000),
];

describe('journals', () => {
  test('one a day and currency, balanced, and what is only held on a card stays beside the books', () => {
    const journals = journalsOf(
      [...month, moved('2026-10-02', 'resale', 0, 100, 'EUR'), moved('2026-10-02', 'sales_clearing', 100, 0, 'EUR')],
      'day',
    );
    expect(journals.map(({ day, currency }) => `${day} ${currency}`)).toEqual([
      '2026-10-02 EUR',
      '2026-10-02 USD',
      '2026-10-31 USD',
    ]);
    for (const { lines } of journals) expect(totals(lines).debit).toBe(totals(lines).credit);
    expect(journals.flatMap(({ lines }) => lines.map(({ account }) => account))).not.toContain('holds');
  });

  test('whatever is booked and whatever the rate, debits equal credits to the cent in yuan too', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 5_000_000 }), { minLength: 1, maxLength: 12 });
    const rate = fc.integer({ min: 1, max: 99_999_999 }).map((n) => (n / 1_000_000).toFixed(6));
    fc.assert(
      fc.property(amounts, rate, (debits, yuan) => {
        const whole = debits.reduce((sum, one) => sum + one, 0);
        const rows = [
          ...debits.map((debit, n) => ({ account: accounts[n]!, debit, credit: 0 })),
          { account: 'refunds_payable' as const, debit: 0, credit: whole },
        ];
        const sums = totals(converted(rows, yuan, 2));
        expect(sums.debit).toBe(sums.credit);
        expect(Math.abs(sums.debit - whole * Number(yuan))).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('a journal that does not balance is a fault of ours and leaves nowhere', () => {
    expect(() => journalsOf([moved('2026-10-02', 'resale', 1, 0)], 'day')).toThrow('does not balance');
  });
});

describe('layouts', () => {
  const days = journalsOf(month, 'day');

  test('QuickBooks Online: American dates, one amount a line, equal sums', () => {
    const { headers, rows } = quickbooksOnline(days, us, naming);
    expect(headers.slice(0, 6)).toEqual([
      'Journal No.',
      'Journal Date',
      'Account Name',
      'Description',
      'Debits',
      'Credits',
    ]);
    expect(rows[0]).toEqual([
      'RCP-20261002-USD',
      '10/02/2026',
      'Sales returns',
      'Recoup Lumora 2026-10-02 USD',
      '129.00',
      null,
      'USD',
    ]);
    const sum = (place: number) => rows.reduce((all, row) => all + Math.round(Number(row[place] ?? 0) * 100), 0);
    expect(sum(4)).toBe(sum(5));
  });

  test('QuickBooks Desktop: each journal begins with TRNS, ends with ENDTRNS and adds up to nothing', () => {
    const lines = quickbooksIif(days, us, naming)
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split('\t'));
    expect(lines[0]!.slice(0, 4)).toEqual(['!TRNS', 'TRNSTYPE', 'DATE', 'ACCNT']);
    expect(lines.slice(3).map(([key]) => key)).toEqual(['TRNS', 'SPL', 'ENDTRNS', 'TRNS', 'SPL', 'ENDTRNS']);
    const amounts = lines
      .slice(3)
      .filter(([key]) => key !== 'ENDTRNS')
      .map((cells) => Math.round(Number(cells[4]) * 100));
    expect(amounts).toEqual([12_900, -12_900, 89_5, -89_5]);
  });

  test('an account named like a formula cannot be run, nor end its column', () => {
    const name = '=cmd|calc\t"x';
    const iif = quickbooksIif(days, () => ({ code: '1', name }), naming);
    expect(iif).not.toContain('=cmd');
    for (const line of iif.trimEnd().split('\r\n').slice(3)) expect([1, 7]).toContain(line.split('\t').length);
  });

  test('Xero: one journal a month under its 300 lines, debit positive, a date read alike everywhere', () => {
    const journals = journalsOf(month, 'month');
    const { headers, rows } = xero(journals, us, naming);
    expect(headers).toEqual(['*Narration', '*Date', 'Description', '*AccountCode', '*TaxRate', '*Amount']);
    expect(rows.every((row) => row[1] === '31 Oct 2026')).toBe(true);
    expect(rows.reduce((sum, row) => sum + Math.round(Number(row[5]) * 100), 0)).toBe(0);
    expect(accounts.length * 2).toBeLessThan(300);
  });

  test('金蝶 and 用友: numbered vouchers with Chinese account codes, in yuan where a rate is given', () => {
    const { headers, rows } = kingdee(days, cn, naming, '7.1');
    expect(headers).toContain('科目代码');
    expect(rows[0]!.slice(0, 8)).toEqual([
      '2026-10-02',
      '记',
      1,
      0,
      1,
      'Lumora 售后 2026-10-02 USD',
      '600199',
      '主营业务收入-销售退回',
    ]);
    expect(rows[0]!.slice(8)).toEqual(['915.90', null, '129.00', 'USD', '7.1']);
    const own = yonyou(days, cn, naming);
    expect(own.rows[1]!.slice(0, 8)).toEqual([
      '2026-10-02',
      '记',
      'RCP261002001',
      0,
      'Lumora 售后 2026-10-02 USD',
      '224110',
      '0.00',
      '129.00',
    ]);
  });

  test('amounts are exact texts, also of currencies without cents', () => {
    expect([decimal(5, 'USD'), decimal(-1_234_567, 'USD'), decimal(1_234, 'JPY')]).toEqual([
      '0.05',
      '-12345.67',
      '1234',
    ]);
  });

  test('every account that leaves has its own code and name in both charts', () => {
    for (const system of ['quickbooks', 'kingdee'] as const) {
      const codes = accounts.map((account) => defaultCode(account, system).code);
      expect(new Set(codes).size).toBe(accounts.length);
    }
  });
});
