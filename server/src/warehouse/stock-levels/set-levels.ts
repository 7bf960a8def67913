import { type StockSet, stockSet, type UpsertAnswer } from '@recoup/contract';
import {
  type Batch,
  type Cells,
  type ColumnNames,
  emptyAnswer,
  inBatches,
  openBrand,
  type RawRow,
  type RowReader,
  RowRefusal,
  readCount,
  readRow,
  rowError,
  saveRows,
  sheetRows,
} from '../../orders/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import {
  changeLevel,
  type GoodsFacts,
  goodsBySku,
  holdLevel,
  type Level,
  saveFacts,
  sitesByCode,
} from './levels.store.ts';

type Draft = { row: number; external_id: string; set: StockSet };
type Mode = 'check' | 'import';

/** The same SKU at the same site twice in one request is a contradiction: the first row counts. */
function setReader(): RowReader<Draft> {
  const seen = new Map<string, number>();
  return ({ row, value }, batch) => {
    try {
      if (value instanceof RowRefusal) throw value;
      const set = readRow(stockSet, value);
      const key = `${set.sku.toUpperCase()}\n${set.site.toUpperCase()}`;
      const before = seen.get(key);
      if (before !== undefined) throw new RowRefusal('row.repeated', 'sku', `row ${before} has the same SKU and site`);
      seen.set(key, row);
      batch.drafts.push({ row, external_id: set.sku, set });
    } catch (error) {
      if (!(error instanceof RowRefusal)) throw error;
      batch.errors.push(rowError(row, value, error));
    }
  };
}

/**
 * Sets what is on hand, what is expected and where it lies, by SKU and site: a stock-take, or the warehouse's own system.
 * Good rows are kept. One event for the batch (`stock.counted`); orders that wait are served by a reaction on it.
 * Throws `brand.not_found`, `brand.archived`.
 */
export function setLevels(
  ctx: Ctx,
  brandId: string,
  rows: AsyncIterable<RawRow> | Iterable<RawRow>,
  mode: Mode = 'import',
): Promise<UpsertAnswer> {
  const save = (batch: Batch<Draft>) =>
    saveRows(batch, (drafts) => inWorkspace(ctx, (tx) => saveAll(tx, ctx, brandId, drafts, mode)));
  return inBatches(rows, setReader(), save);
}

const columns: ColumnNames<keyof StockSet> = {
  sku: 'item sku, part sku, part number, 货号, 商品编码, 配件编码, 编码',
  site: 'warehouse, site code, location, 仓库, 仓库代码, 站点',
  on_hand: 'quantity, qty, stock, in stock, on hand quantity, 库存, 数量, 在库, 现有库存, 盘点数量',
  expected_quantity: 'incoming, expected, on order, 在途, 在途数量, 预计到货数量',
  expected_on: 'eta, expected date, arrival date, 预计到货, 预计到货日期, 到货日期',
  bin: 'shelf, bin location, 库位, 货位',
};

/** The same from a CSV or Excel sheet. Throws also `file.not_found`, `import.columns_missing`, and what reading a table throws. */
export function importLevels(ctx: Ctx, brandId: string, fileId: string, mode: Mode): Promise<UpsertAnswer> {
  const rows = sheetRows(ctx, fileId, { names: columns, needed: ['sku', 'site'] }, setOfCells);
  return setLevels(ctx, brandId, rows, mode);
}

function setOfCells(cell: Cells<keyof StockSet>): Record<string, unknown> {
  const count = (field: 'on_hand' | 'expected_quantity') => {
    const text = cell(field);
    return text === null ? {} : { [field]: readCount(text, field) };
  };
  const day = cell('expected_on');
  const bin = cell('bin');
  return {
    sku: cell('sku') ?? undefined,
    site: cell('site') ?? undefined,
    ...count('on_hand'),
    ...count('expected_quantity'),
    ...(day === null ? {} : { expected_on: day.slice(0, 10).replaceAll('/', '-') }),
    ...(bin === null ? {} : { bin }),
  };
}

async function saveAll(tx: Tx, ctx: Ctx, brandId: string, drafts: readonly Draft[], mode: Mode): Promise<UpsertAnswer> {
  await openBrand(tx, brandId);
  const sites = await sitesByCode(tx, ctx);
  const goods = await goodsBySku(
    tx,
    ctx,
    brandId,
    drafts.map(({ set }) => set.sku),
  );
  const answer = emptyAnswer();
  // In one order for everybody, so that two loads at once wait for each other instead of locking each other out.
  const inOrder = [...drafts].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  for (const draft of inOrder) {
    try {
      const of = goods.get(draft.set.sku.trim().toUpperCase());
      if (!of) throw new RowRefusal('goods.unknown', 'sku', `no product and no part has the SKU ${draft.set.sku}`);
      const siteId = sites.get(draft.set.site.trim().toUpperCase());
      if (!siteId) throw new RowRefusal('site.unknown', 'site', `no site is called ${draft.set.site}`);
      answer[await setLevel(tx, ctx, siteId, of, draft.set, mode)] += 1;
    } catch (error) {
      if (!(error instanceof RowRefusal)) throw error;
      answer.failed += 1;
      answer.errors.push(rowError(draft.row, draft, error));
    }
  }
  if (mode === 'import' && answer.created + answer.updated > 0) {
    const data = { created: answer.created, updated: answer.updated };
    await record(tx, ctx, [
      { type: 'stock.counted', subject: { kind: 'brand', id: brandId }, brand_id: brandId, data },
    ]);
  }
  return answer;
}

const keyOf = ({ set }: Draft) => `${set.sku.toUpperCase()}\n${set.site.toUpperCase()}`;

async function setLevel(tx: Tx, ctx: Ctx, siteId: string, goods: GoodsFacts, set: StockSet, mode: Mode) {
  const level = await holdLevel(tx, ctx, siteId, goods);
  const isNew = level.on_hand === 0 && level.expected_quantity === null && level.bin === null;
  const by = (set.on_hand ?? level.on_hand) - level.on_hand;
  if (level.on_hand + by < level.reserved) {
    throw new RowRefusal(
      'stock.reserved',
      'on_hand',
      `${level.reserved} of ${goods.sku} are promised to outbound orders`,
    );
  }
  const facts = factsAfter(level, set);
  if (by === 0 && Object.keys(facts).length === 0) return 'unchanged';
  if (mode === 'import') {
    if (by !== 0) await changeLevel(tx, ctx, level.id, { onHand: by, why: 'count' });
    await saveFacts(tx, ctx, level.id, facts);
  }
  return isNew ? 'created' : 'updated';
}

/** Only what differs. Nothing expected has no day. */
function factsAfter(level: Level, set: StockSet): Partial<Level> {
  const expected_quantity =
    (set.expected_quantity === undefined ? level.expected_quantity : set.expected_quantity) || null;
  const expected_on =
    expected_quantity === null ? null : set.expected_on === undefined ? level.expected_on : set.expected_on;
  const bin = set.bin === undefined ? level.bin : set.bin;
  const after = { expected_quantity, expected_on, bin };
  const entries = Object.entries(after).filter(([key, value]) => level[key as keyof typeof after] !== value);
  return Object.fromEntries(entries);
}
