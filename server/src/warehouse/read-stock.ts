/** Bins, moves and stock as screens list them. */
import type { AnswerOf, QueryOf, warehouse } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import { pageOf } from '../platform/cursor.ts';
import { inWorkspace } from '../platform/db.ts';
import { conditionOf } from './condition.ts';
import { type BinRow, listBins, listMoves, readyStock, type StockGroup } from './stock.store.ts';

type StockRow = AnswerOf<(typeof warehouse)['stock']>['rows'][number];

export function binAnswer(bin: BinRow): AnswerOf<(typeof warehouse)['createBin']> {
  return {
    id: bin.id,
    site: { id: bin.site_id, name: bin.site_name },
    code: bin.code,
    purpose: bin.purpose,
    units: bin.units,
    archived_at: bin.archived_at?.toISOString() ?? null,
  };
}

export async function readBins(ctx: Ctx, query: QueryOf<(typeof warehouse)['bins']>) {
  const of = { siteId: query.site_id, purpose: query.purpose };
  const rows = await inWorkspace(ctx, (tx) => listBins(tx, ctx, of));
  return { rows: rows.map(binAnswer) };
}

export async function readMoves(
  ctx: Ctx,
  query: QueryOf<(typeof warehouse)['stockMoves']>,
): Promise<AnswerOf<(typeof warehouse)['stockMoves']>> {
  const found = await inWorkspace(ctx, (tx) => listMoves(tx, ctx, query));
  const { rows, next_cursor } = pageOf(found, query.limit, (row) => [row.id]);
  return {
    rows: rows.map((row) => ({
      id: row.id,
      unit: { id: row.unit_id, lpn: row.lpn, title: row.title },
      site: { id: row.site_id, name: row.site_name },
      from: row.from,
      to: row.to,
      why: row.why,
      at: row.at.toISOString(),
      by: row.by,
    })),
    next_cursor,
  };
}

/** Stock by SKU, condition and site. Units whose two grades come to the same word and grade are one row. */
export async function readStock(ctx: Ctx, query: QueryOf<(typeof warehouse)['stock']>): Promise<{ rows: StockRow[] }> {
  const groups = await inWorkspace(ctx, (tx) => readyStock(tx, ctx, query));
  const rows = new Map<string, StockRow>();
  for (const group of groups) {
    const condition = conditionOf(group.disposition, group.functional, group.cosmetic);
    const product = group.sku ?? group.title;
    const key = [group.site_id, group.brand_id, product, condition, group.grade, group.disposition].join('\n');
    const before = rows.get(key);
    rows.set(key, before ? together(before, group) : stockRow(group, condition));
  }
  return { rows: [...rows.values()] };
}

function stockRow(group: StockGroup, condition: StockRow['condition']): StockRow {
  return {
    site: { id: group.site_id, name: group.site_name },
    brand: group.brand_id && group.brand_name ? { id: group.brand_id, name: group.brand_name } : null,
    sku: group.sku,
    title: group.title,
    condition,
    grade: group.grade,
    disposition: group.disposition,
    units: group.units,
    oldest_at: group.oldest_at.toISOString(),
    expected: moneyOf(group),
  };
}

function together(row: StockRow, group: StockGroup): StockRow {
  const more = moneyOf(group);
  return {
    ...row,
    units: row.units + group.units,
    oldest_at: [row.oldest_at, group.oldest_at.toISOString()].sort()[0]!,
    expected: row.expected && more ? { ...more, amount: row.expected.amount + more.amount } : (row.expected ?? more),
  };
}

function moneyOf({ expected, currency }: StockGroup): StockRow['expected'] {
  return expected === null || currency === null ? null : { amount: expected, currency };
}
