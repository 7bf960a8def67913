/** Rows in batches: each batch stands or falls on its own, each bad row is told and the others go on. */
import { setImmediate } from 'node:timers/promises';
import type { UpsertAnswer } from '@recoup/contract';
import pg from 'pg';
import { isClash } from '../../platform/problems.ts';
import { emptyAnswer, type RawRow, type RowError, RowRefusal, rowError, Tally } from './rows.ts';

export type { RawRow } from './rows.ts';

/** `parts`: lines of its orders, variants of its products. */
export type Batch<D> = { drafts: D[]; errors: RowError[]; parts: number };

export function emptyBatch<D>(): Batch<D> {
  return { drafts: [], errors: [], parts: 0 };
}

/** A batch is full at so many rows, or parts of them; it bounds memory, and how long a brand's other loads wait. */
const ROWS_PER_BATCH = 500;
const PARTS_PER_BATCH = 5000;
export function isFull(batch: Batch<unknown>): boolean {
  return batch.drafts.length + batch.errors.length >= ROWS_PER_BATCH || batch.parts >= PARTS_PER_BATCH;
}

type Draft = { row: number; external_id: string; lines?: readonly unknown[]; variants?: readonly unknown[] };

/** Reads the rows of one request or file into the batch being filled. */
export type RowReader<D> = (raw: RawRow, batch: Batch<D>) => void;

/**
 * A reader that makes drafts by `read`. The same external id a second time within a request is a contradiction nobody
 * can settle but the sender, so the first row counts and the later one is refused with the number of the first.
 */
export function rowReader<D extends Draft>(read: (row: number, value: unknown) => D): RowReader<D> {
  const seen = new Map<string, number>();
  return ({ row, value }, batch) => {
    try {
      if (value instanceof RowRefusal) throw value;
      const draft = read(row, value);
      const before = seen.get(draft.external_id);
      if (before !== undefined) {
        throw new RowRefusal('row.repeated', 'external_id', `row ${before} has the same external id`);
      }
      seen.set(draft.external_id, row);
      batch.drafts.push(draft);
      batch.parts += (draft.lines ?? draft.variants ?? []).length;
    } catch (error) {
      if (!(error instanceof RowRefusal)) throw error;
      batch.errors.push(rowError(row, value, error));
    }
  };
}

/** Saves a batch in one transaction by `save`, and adds the rows that could not even be read. */
export async function saveRows<D extends Draft>(
  batch: Batch<D>,
  save: (drafts: readonly D[]) => Promise<UpsertAnswer>,
): Promise<UpsertAnswer> {
  const tally = new Tally();
  tally.add({ ...emptyAnswer(), failed: batch.errors.length, errors: batch.errors });
  if (batch.drafts.length > 0) tally.add(await saveOrSplit(batch.drafts, save));
  tally.answer.errors.sort((a, b) => a.row - b.row);
  return tally.answer;
}

/**
 * The checks before should let nothing through that the database refuses. Should it refuse all the same, the batch is
 * halved until the one bad row stands alone.
 */
async function saveOrSplit<D extends Draft>(
  drafts: readonly D[],
  save: (drafts: readonly D[]) => Promise<UpsertAnswer>,
): Promise<UpsertAnswer> {
  try {
    return await save(drafts).catch((error: unknown) => {
      if (isClash(error)) return save(drafts);
      throw error;
    });
  } catch (error) {
    // 22: data that a type cannot hold; 23: a constraint.
    if (!(error instanceof pg.DatabaseError) || !/^2[23]/.test(error.code ?? '')) throw error;
    const [only] = drafts;
    if (drafts.length === 1) {
      const refusal = new RowRefusal(
        'row.not_storable',
        null,
        `the database refused the row: ${error.constraint ?? error.code}`,
      );
      return { ...emptyAnswer(), failed: 1, errors: [rowError(only!.row, only, refusal)] };
    }
    const tally = new Tally();
    const middle = Math.ceil(drafts.length / 2);
    tally.add(await saveOrSplit(drafts.slice(0, middle), save));
    tally.add(await saveOrSplit(drafts.slice(middle), save));
    return tally.answer;
  }
}

/** After so many rows the event loop gets its turn, so that a batch being saved is not kept waiting for the next being read. */
const ROWS_PER_TURN = 20;

/**
 * Works a stream of rows off in batches: while the database saves one, the next is read. Two transactions never run at
 * once, so rows take effect in the order they came.
 */
export async function inBatches<D>(
  rows: AsyncIterable<RawRow> | Iterable<RawRow>,
  read: RowReader<D>,
  save: (batch: Batch<D>) => Promise<UpsertAnswer>,
): Promise<UpsertAnswer> {
  const tally = new Tally();
  let saving: Promise<UpsertAnswer> | null = null;
  const settle = async () => {
    const before = saving;
    saving = null;
    if (before) tally.add(await before);
  };
  const start = async (batch: Batch<D>) => {
    await settle();
    saving = save(batch);
    saving.catch(() => {}); // thrown at the next settle, and until then not unheard of
  };
  let batch = emptyBatch<D>();
  let count = 0;
  try {
    for await (const row of rows) {
      read(row, batch);
      count += 1;
      if (count % ROWS_PER_TURN === 0) await setImmediate();
      if (isFull(batch)) {
        await start(batch);
        batch = emptyBatch();
      }
    }
    if (batch.drafts.length + batch.errors.length > 0) await start(batch);
  } finally {
    await settle();
  }
  return tally.answer;
}
