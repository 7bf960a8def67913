import type { Money, ReturnRow } from '@recoup/contract';
import { dayIn } from '../platform/clock.ts';
import type { Ctx } from '../platform/ctx.ts';
import { inWorkspace } from '../platform/db.ts';
import { type Cell, writeCsv } from '../platform/files/index.ts';
import type { FileAnswer } from '../platform/http.ts';
import { listReturns, type ReturnQuery } from './returns-list.read.ts';

const HEADERS = [
  'return',
  'brand',
  'order',
  'customer',
  'item',
  'units',
  'reason',
  'stage',
  'decision',
  'way_out',
  'money',
  'money_amount',
  'paid',
  'currency',
  'site',
  'tracking',
  'review',
  'asked_at',
  'clock',
  'clock_by',
];

/** `312.84` of 31284 cents: as people and spreadsheets write it, with the currency's own number of decimals. */
function decimal({ amount, currency }: Money): string {
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const whole = Math.abs(amount)
    .toString()
    .padStart(digits + 1, '0');
  const text = digits === 0 ? whole : `${whole.slice(0, -digits)}.${whole.slice(-digits)}`;
  return amount < 0 ? `-${text}` : text;
}

function cellsOf(row: ReturnRow): Cell[] {
  const { place, decision, money } = row.facts;
  return [
    row.code,
    row.brand.name,
    row.order.number,
    row.customer.name,
    row.title,
    row.units,
    row.reason,
    place.stage,
    decision.state,
    decision.way,
    money.state,
    money.amount && decimal(money.amount),
    decimal(row.value),
    row.value.currency,
    place.site?.name ?? null,
    place.tracking,
    row.review.join(' '),
    row.requested_at,
    row.clock?.what ?? null,
    row.clock?.by ?? null,
  ];
}

/**
 * Staff take the list away as a file: all of it, by the filters of the screen. Written while it is sent, page by page, so
 * that its length costs no memory. No cell is one that a spreadsheet would run.
 */
export function exportReturns(ctx: Ctx, query: ReturnQuery): FileAnswer {
  const body = writeCsv(HEADERS, rowsOf(ctx, query));
  return { body, type: 'text/csv; charset=utf-8', name: `returns-${dayIn('UTC', ctx.now)}.csv` };
}

async function* rowsOf(ctx: Ctx, query: ReturnQuery): AsyncGenerator<Cell[]> {
  let cursor: string | undefined;
  do {
    const page = await inWorkspace(ctx, (tx) => listReturns(tx, ctx, { ...query, cursor, limit: 200 }));
    for (const row of page.rows) yield cellsOf(row);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}
