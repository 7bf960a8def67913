/**
 * Journals in the layouts accounting programs import: pure. docs/money.md names the source of each layout, and what of it
 * could not be verified.
 */
import type { Account } from '@recoup/contract';
import { converted, type Journal, type JournalLine } from './journal.ts';

export type Cells = readonly (string | number | null)[];
export type Table = { headers: readonly string[]; rows: Cells[] };
export type CodeOf = (account: Account) => { code: string; name: string };
type Naming = { brand: string; month: string };

/** Digits after the point of a currency: 2 for USD, 0 for JPY. */
export const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** Minor units as a decimal text, exact: `12.05`. */
export function decimal(amount: number, currency: string): string {
  const digits = digitsOf(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return `${amount < 0 ? '-' : ''}${whole}${digits > 0 ? `.${text.slice(-digits)}` : ''}`;
}
const side = (amount: number, currency: string) => (amount === 0 ? null : decimal(amount, currency));

/** Months apart, so that a journal imported twice is seen: `RCP-20261105-USD`. */
const numberOf = ({ day, currency }: Journal) => `RCP-${day.replaceAll('-', '')}-${currency}`;
const memoOf = (journal: Journal, { brand }: Naming) => `Recoup ${brand} ${journal.day} ${journal.currency}`;

/** 11/05/2026 */
const usDay = (day: string) => `${day.slice(5, 7)}/${day.slice(8, 10)}/${day.slice(0, 4)}`;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** 5 Nov 2026: read alike everywhere. */
const xeroDay = (day: string) =>
  `${Number(day.slice(8, 10))} ${months[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;

/** QuickBooks Online, Settings → Import data → Journal entries. */
export function quickbooksOnline(journals: readonly Journal[], codeOf: CodeOf, naming: Naming): Table {
  return {
    headers: ['Journal No.', 'Journal Date', 'Account Name', 'Description', 'Debits', 'Credits', 'Currency'],
    rows: journals.flatMap((journal) =>
      journal.lines.map((line) => [
        numberOf(journal),
        usDay(journal.day),
        codeOf(line.account).name,
        memoOf(journal, naming),
        side(line.debit, journal.currency),
        side(line.credit, journal.currency),
        journal.currency,
      ]),
    ),
  };
}

/** QuickBooks Desktop: tab-separated, a TRNS line and its SPL lines add up to nothing; debit positive. */
export function quickbooksIif(journals: readonly Journal[], codeOf: CodeOf, naming: Naming): string {
  const columns = ['TRNSTYPE', 'DATE', 'ACCNT', 'AMOUNT', 'DOCNUM', 'MEMO'];
  const head = [['!TRNS', ...columns], ['!SPL', ...columns], ['!ENDTRNS']];
  const body = journals.flatMap((journal) => [
    ...journal.lines.map((line, n) => [
      n === 0 ? 'TRNS' : 'SPL',
      'GENERAL JOURNAL',
      usDay(journal.day),
      plain(codeOf(line.account).name),
      decimal(line.debit - line.credit, journal.currency),
      numberOf(journal),
      plain(memoOf(journal, naming)),
    ]),
    ['ENDTRNS'],
  ]);
  return `${[...head, ...body].map((cells) => cells.join('\t')).join('\r\n')}\r\n`;
}

/** Text of a tab-separated field: nothing that ends it, and nothing that a spreadsheet would run. */
const plain = (text: string) =>
  text
    .replaceAll(/[\t\r\n"]/g, ' ')
    .replace(/^\s*[=+\-@＝＋－＠]+/, '')
    .trim();

/** Xero, manual journals. At most 300 lines a file, so journals are by month; amounts debit positive. */
export function xero(journals: readonly Journal[], codeOf: CodeOf, naming: Naming): Table {
  return {
    headers: ['*Narration', '*Date', 'Description', '*AccountCode', '*TaxRate', '*Amount'],
    rows: journals.flatMap((journal) =>
      journal.lines.map((line) => [
        memoOf(journal, naming),
        xeroDay(journal.day),
        codeOf(line.account).name,
        codeOf(line.account).code,
        'Tax Exempt',
        decimal(line.debit - line.credit, journal.currency),
      ]),
    ),
  };
}

type Voucher = { journal: Journal; number: number; line: JournalLine; position: number; local: JournalLine };

/** Numbered within the month, in yuan where the accountant gave a rate. */
function vouchers(journals: readonly Journal[], rate: string | undefined): Voucher[] {
  return journals.flatMap((journal, n) => {
    const local = rate ? converted(journal.lines, rate, digitsOf(journal.currency)) : journal.lines;
    return journal.lines.map((line, position) => ({
      journal,
      number: n + 1,
      line,
      position: position + 1,
      local: local[position]!,
    }));
  });
}
const summary = (journal: Journal, { brand }: Naming) => `${brand} 售后 ${journal.day} ${journal.currency}`;

/** 金蝶: 凭证引入. Without a rate both amounts are in the entries' own currency. */
export function kingdee(journals: readonly Journal[], codeOf: CodeOf, naming: Naming, rate?: string): Table {
  return {
    headers: [
      '日期',
      '凭证字',
      '凭证号',
      '附件数',
      '分录序号',
      '摘要',
      '科目代码',
      '科目名称',
      '借方金额',
      '贷方金额',
      '原币金额',
      '币别',
      '汇率',
    ],
    rows: vouchers(journals, rate).map(({ journal, number, line, position, local }) => {
      const currency = rate ? 'CNY' : journal.currency;
      return [
        journal.day,
        '记',
        number,
        0,
        position,
        summary(journal, naming),
        codeOf(line.account).code,
        codeOf(line.account).name,
        side(local.debit, currency),
        side(local.credit, currency),
        decimal(line.debit + line.credit, journal.currency),
        journal.currency,
        rate ?? (journal.currency === 'CNY' ? '1' : null),
      ];
    }),
  };
}

/** 用友 U8 / T3 总账工具: one line an entry; of the two amounts one is 0. The same day, type and number make one voucher. */
export function yonyou(journals: readonly Journal[], codeOf: CodeOf, naming: Naming, rate?: string): Table {
  return {
    headers: [
      '制单日期',
      '凭证类别字',
      '业务号',
      '附单据数',
      '摘要',
      '科目编码',
      '金额借方',
      '金额贷方',
      '数量',
      '外币',
      '汇率',
    ],
    rows: vouchers(journals, rate).map(({ journal, number, line, local }) => {
      const currency = rate ? 'CNY' : journal.currency;
      return [
        journal.day,
        '记',
        `RCP${journal.day.replaceAll('-', '').slice(2)}${String(number).padStart(3, '0')}`,
        0,
        summary(journal, naming).slice(0, 60),
        codeOf(line.account).code,
        decimal(local.debit, currency),
        decimal(local.credit, currency),
        0,
        decimal(line.debit + line.credit, journal.currency),
        rate ?? (journal.currency === 'CNY' ? '1' : null),
      ];
    }),
  };
}
