import pg from 'pg';
import { expect, it } from 'vitest';
import { emptyBatch, inBatches, isFull, type RawRow, rowReader, saveRows } from './row-batches.ts';
import { emptyAnswer } from './rows.ts';

type Draft = { row: number; external_id: string; lines: number[] };
const draft = (row: number, value: unknown): Draft => ({ row, external_id: String(value), lines: [] });
const rows = (count: number): RawRow[] => Array.from({ length: count }, (_, i) => ({ row: i + 1, value: `x${i + 1}` }));

function broken(code: string): pg.DatabaseError {
  const error = new pg.DatabaseError('no', 2, 'error');
  error.code = code;
  error.constraint = 'some_rule';
  return error;
}

it('one row the database refuses is told, and its neighbours are kept', async () => {
  const saved: number[] = [];
  const save = async (drafts: readonly Draft[]) => {
    if (drafts.some((one) => one.row === 6)) throw broken('23514');
    saved.push(...drafts.map((one) => one.row));
    return { ...emptyAnswer(), created: drafts.length };
  };
  const batch = { ...emptyBatch<Draft>(), drafts: rows(10).map(({ row, value }) => draft(row, value)) };
  const answer = await saveRows(batch, save);
  expect(answer).toMatchObject({
    created: 9,
    failed: 1,
    errors: [{ row: 6, external_id: 'x6', code: 'row.not_storable', message: expect.stringContaining('some_rule') }],
  });
  expect(saved).toEqual([1, 2, 3, 4, 5, 7, 8, 9, 10]);
});

it('a clash with another transaction is tried once more; a fault is a fault', async () => {
  let asked = 0;
  const batch = { ...emptyBatch<Draft>(), drafts: [draft(1, 'a')] };
  const once = async () => {
    asked += 1;
    if (asked === 1) throw broken('40P01');
    return { ...emptyAnswer(), created: 1 };
  };
  expect((await saveRows(batch, once)).created).toBe(1);
  await expect(saveRows(batch, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
});

it('batches are saved one after the other in the order of the rows, and full at 500 rows or 5,000 parts', async () => {
  const sizes: number[] = [];
  let saving = 0;
  const answer = await inBatches(rows(1201), rowReader(draft), async (batch) => {
    saving += 1;
    expect(saving).toBe(1);
    sizes.push(batch.drafts.length);
    await new Promise((later) => setTimeout(later, 5));
    saving -= 1;
    return { ...emptyAnswer(), created: batch.drafts.length };
  });
  expect(sizes).toEqual([500, 500, 201]);
  expect(answer.created).toBe(1201);
  const heavy = emptyBatch<Draft>();
  const read = rowReader((row, value) => ({ ...draft(row, value), lines: Array.from({ length: 500 }, () => 0) }));
  for (const row of rows(10)) {
    expect(isFull(heavy)).toBe(false);
    read(row, heavy);
  }
  expect(isFull(heavy)).toBe(true);
});

it('a batch that fails ends the whole, and is heard of once', async () => {
  let batches = 0;
  const failing = inBatches(rows(2000), rowReader(draft), async () => {
    batches += 1;
    throw new Error('the database is away');
  });
  await expect(failing).rejects.toThrow('the database is away');
  expect(batches).toBe(1);
});
