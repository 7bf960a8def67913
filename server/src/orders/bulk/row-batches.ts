/** Rows in batches: each batch stands or falls on its own, each bad row is told and the others go on. */
import type { UpsertAnswer } from '@recoup/contract';
import pg from 'pg';
import { isClash } from '../../platform/problems.ts';
import { emptyAnswer, type RawRow, type RowError, RowRefusal, rowError, Tally } from './rows.ts';

export type { RawRow } from './rows.ts';

export type Batch<D> = { drafts: D[]; errors: RowError[] };

/** A batch is full at so many rows; bounds memory and how long a brand's other loads wait. */
export const ROWS_PER_BATCH = 500;

/**
 * Reads rows into drafts. The same external id a second time within a request is a contradiction nobody can settle but
 * the sender, so the first row counts and the later one is refused with the number of the first.
 */
export function readRows<D extends { row: number; external_id: string }>(
  rows: readonly RawRow[],
  seen: Map<string, number>,
  read: (row: number, value: unknown) => D,
): Batch<D> {
  const batch: Batch<D> = { drafts: [], errors: [] };
  for (const { row, value } of rows) {
    try {
      if (value instanceof RowRefusal) throw value;
      const draft = read(row, value);
      const before = seen.get(draft.external_id);
      if (before !== undefined) {
        throw new RowRefusal('row.repeated', 'external_id', `row ${before} has the same external id`);
      }
      seen.set(draft.external_id, row);
      batch.drafts.push(draft);
    } catch (error) {
      if (!(error instanceof RowRefusal)) throw error;
      batch.errors.push(rowError(row, value, error));
    }
  }
  return batch;
}

/** Saves a batch in one transaction by `save`, and adds the rows that could not even be read. */
export async function saveRows<D extends { row: number; external_id: string }>(
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
async function saveOrSplit<D extends { row: number; external_id: string }>(
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

/**
 * Works a stream of rows off in batches: while the database saves one, the next is read. Two transactions never run at
 * once, so rows take effect in the order they came.
 */
export async function inBatches<D>(
  rows: AsyncIterable<RawRow> | Iterable<RawRow>,
  read: (rows: readonly RawRow[]) => Batch<D>,
  save: (batch: Batch<D>) => Promise<UpsertAnswer>,
  size = ROWS_PER_BATCH,
): Promise<UpsertAnswer> {
  const tally = new Tally();
  let saving: Promise<UpsertAnswer> | null = null;
  const settle = async () => {
    if (saving) tally.add(await saving);
    saving = null;
  };
  const start = async (full: readonly RawRow[]) => {
    const batch = read(full);
    await settle();
    saving = save(batch);
    // Answered for at the next settle; a failure must not count as unhandled until then.
    saving.catch(() => {});
  };
  let waiting: RawRow[] = [];
  try {
    for await (const row of rows) {
      waiting.push(row);
      if (waiting.length >= size) {
        await start(waiting);
        waiting = [];
      }
    }
    if (waiting.length > 0) await start(waiting);
  } finally {
    await settle();
  }
  return tally.answer;
}
