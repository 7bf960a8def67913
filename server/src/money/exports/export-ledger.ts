import { text } from 'node:stream/consumers';
import type { Account, Bookkeeper, ExportFormat } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { writeCsv, writeXlsx } from '../../platform/files/index.ts';
import type { FileAnswer } from '../../platform/http.ts';
import { Refusal } from '../../platform/refusal.ts';
import { monthBounds } from '../periods/month.ts';
import { accountName, defaultCode } from './account-codes.ts';
import { type LineRow, linesIn, MOST_LINES, movedIn, ownCodes } from './exports.store.ts';
import { journalsOf } from './journal.ts';
import {
  type Cells,
  type CodeOf,
  decimal,
  kingdee,
  quickbooksIif,
  quickbooksOnline,
  type Table,
  xero,
  yonyou,
} from './layouts.ts';

type Asked = {
  brand_id: string;
  month: string;
  format: ExportFormat;
  language: 'en' | 'zh';
  yuan_rate?: string | undefined;
};
type Month = { brandId: string; starts: Date; ends: Date; zone: string; brand: string; month: string };

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CSV = 'text/csv; charset=utf-8';

/**
 * The accountant takes a month away: every line as a table, or journals as their program imports them. Days are the
 * brand's; the month may be open still. Throws `brand.not_found`, `export.nothing_booked`, `export.too_many_entries`.
 */
export function exportLedger(ctx: Ctx, asked: Asked): Promise<FileAnswer> {
  return inWorkspace(ctx, async (tx) => {
    const { timeZone: zone, name: brand, slug } = await brandOf(tx, asked.brand_id);
    const month = { brandId: asked.brand_id, ...monthBounds(asked.month, zone), zone, brand, month: asked.month };
    const name = `${slug}-${asked.month}-${asked.format}`;
    if (asked.format === 'csv' || asked.format === 'xlsx') return plainTable(tx, ctx, month, asked, name);
    return journalFile(tx, ctx, month, asked.format, asked.yuan_rate, name);
  });
}

const heads = {
  en: [
    'Date',
    'Time (UTC)',
    'Entry',
    'Memo',
    'Cause',
    'Return',
    'Order',
    'Account',
    'Account name',
    'Debit',
    'Credit',
    'Currency',
  ],
  zh: ['日期', '时间（UTC）', '分录号', '摘要', '起因', '退货单', '订单', '科目', '科目名称', '借方', '贷方', '币种'],
};

async function plainTable(
  tx: Tx,
  ctx: Ctx,
  month: Month,
  { format, language }: Asked,
  name: string,
): Promise<FileAnswer> {
  const lines = await linesIn(tx, ctx, month);
  if (lines.length === 0) throw new Refusal('export.nothing_booked', { month: month.month });
  const most = format === 'xlsx' ? 50_000 : MOST_LINES;
  if (lines.length > most) throw new Refusal('export.too_many_entries', { lines: lines.length, most });
  const rows = lines.map((line) => cellsOf(line, language));
  if (format === 'csv') return { body: writeCsv(heads[language], rows), type: CSV, name: `${name}.csv` };
  const body = await writeXlsx({ sheet: month.month, headers: heads[language], rows });
  return { body, type: XLSX, name: `${name}.xlsx` };
}

function cellsOf(line: LineRow, language: 'en' | 'zh'): Cells {
  const { amount, currency } = line;
  return [
    line.day,
    line.at.toISOString().slice(11, 19),
    line.entry_id,
    line.memo,
    line.cause,
    line.return_code,
    line.order_number,
    line.account,
    accountName(line.account, language),
    amount > 0 ? decimal(amount, currency) : null,
    amount < 0 ? decimal(-amount, currency) : null,
    currency,
  ];
}

type JournalFormat = Exclude<ExportFormat, 'csv' | 'xlsx'>;
const systemOf: Record<JournalFormat, Bookkeeper> = {
  quickbooks_iif: 'quickbooks',
  quickbooks_online: 'quickbooks',
  xero: 'xero',
  kingdee: 'kingdee',
  yonyou: 'yonyou',
};

async function journalFile(
  tx: Tx,
  ctx: Ctx,
  month: Month,
  format: JournalFormat,
  rate: string | undefined,
  name: string,
): Promise<FileAnswer> {
  const journals = journalsOf(await movedIn(tx, ctx, month), format === 'xero' ? 'month' : 'day');
  if (journals.length === 0) throw new Refusal('export.nothing_booked', { month: month.month });
  const codeOf = await codesOf(tx, ctx, month.brandId, systemOf[format]);
  switch (format) {
    case 'quickbooks_iif':
      return { body: quickbooksIif(journals, codeOf, month), type: 'text/plain; charset=utf-8', name: `${name}.iif` };
    case 'quickbooks_online':
      return bareCsv(quickbooksOnline(journals, codeOf, month), name);
    case 'xero':
      return bareCsv(xero(journals, codeOf, month), name);
    case 'kingdee':
      return workbook(kingdee(journals, codeOf, month, rate), '凭证', name);
    case 'yonyou':
      return workbook(yonyou(journals, codeOf, month, rate), '填制凭证', name);
  }
}

async function codesOf(tx: Tx, ctx: Ctx, brandId: string, system: Bookkeeper): Promise<CodeOf> {
  const own = await ownCodes(tx, ctx, brandId, system);
  return (account: Account) => own.get(account) ?? defaultCode(account, system);
}

/** Without the mark of Excel before the first column's name, which an importer may take for part of it. */
async function bareCsv({ headers, rows }: Table, name: string): Promise<FileAnswer> {
  const written = await text(writeCsv(headers, rows));
  return { body: written.replace(/^\ufeff/, ''), type: CSV, name: `${name}.csv` };
}

async function workbook({ headers, rows }: Table, sheet: string, name: string): Promise<FileAnswer> {
  return { body: await writeXlsx({ sheet, headers, rows }), type: XLSX, name: `${name}.xlsx` };
}
