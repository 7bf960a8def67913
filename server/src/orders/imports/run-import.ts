import type { UpsertAnswer } from '@recoup/contract';
import { z } from 'zod';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { job } from '../../platform/jobs.ts';
import { enqueue, record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { orderDraft } from '../bulk/order-draft.ts';
import { type Batch, emptyBatch, isFull, rowReader } from '../bulk/row-batches.ts';
import { saveOrders } from '../bulk/upsert-orders.ts';
import { productReader, saveProducts } from '../bulk/upsert-products.ts';
import { bookProgress, type Import, insertLeftOut, loadImport, standingStill, updateImport } from './imports.store.ts';
import { mappingOf, openImportFile, readingOf } from './open-file.ts';
import type { ImportRecord } from './record.ts';

/** Screens are told how far it got at most so often. */
const TELL_EVERY_MS = 2000;

/**
 * Does an import: reads the file again, batch by batch, and saves what it says. May be run again at any time, by this
 * process or another: it goes on after the last batch that was booked, and a batch that was saved but not booked writes
 * nothing the second time. Ends when the file does, when somebody cancels it, or when the file cannot be read.
 */
export async function doImport(started: Ctx, id: string): Promise<void> {
  const ctx = goingOn(started);
  const job = await inWorkspace(ctx, async (tx) => {
    const found = await loadImport(tx, ctx, id, { lock: true });
    if (found.state !== 'queued' && found.state !== 'running') return null;
    await updateImport(tx, ctx, id, { state: 'running' });
    await tell(tx, ctx, found, 'import.progressed', { done: found.done, total: found.total });
    return found;
  });
  if (!job) return;
  try {
    if (await saveRecords(ctx, job)) await finish(ctx, id);
  } catch (error) {
    // What a file cannot give, no repetition will bring; anything else (a database away) is tried again.
    if (!(error instanceof Refusal)) throw error;
    await fail(ctx, job, error.code);
  }
}

/** An import may take minutes; what it writes bears the time it is written at. */
function goingOn(ctx: Ctx): Ctx {
  const since = performance.now();
  return {
    ...ctx,
    get now() {
      return new Date(ctx.now.getTime() + performance.now() - since);
    },
  };
}

/** False where the import was cancelled, or is gone on with by somebody else. */
async function saveRecords(ctx: Ctx, job: Import): Promise<boolean> {
  const brand = await inWorkspace(ctx, (tx) => brandOf(tx, job.brand_id));
  const { settings, columns } = job.reckoning;
  const file = await openImportFile(ctx.config, job, job.what);
  const saver = job.what === 'orders' ? orderSaver(ctx, job.brand_id) : productSaver(ctx, job.brand_id);
  let place = 0;
  let done = job.done;
  let told = performance.now();
  let batch: ImportRecord[] = [];
  const flush = async (): Promise<boolean> => {
    if (batch.length === 0) return true;
    const answer = await saver.save();
    const records = new Map(batch.map((found) => [found.row, found]));
    batch = [];
    const tells = performance.now() - told > TELL_EVERY_MS;
    if (tells) told = performance.now();
    return inWorkspace(ctx, async (tx) => {
      await insertLeftOut(tx, ctx, job.id, leftOutRows(answer, records));
      if (!(await bookProgress(tx, ctx, job.id, done, answer))) return false;
      done += answer.created + answer.updated + answer.unchanged + answer.failed;
      if (tells) await tell(tx, ctx, job, 'import.progressed', { done, total: job.total });
      return true;
    });
  };
  for await (const found of file.records(mappingOf(columns), readingOf(settings, brand))) {
    place += 1;
    // What was booked before is only read, so that an order named a second time is still known for one.
    if (place <= job.done) {
      saver.pass(found);
      continue;
    }
    saver.add(found);
    batch.push(found);
    if (saver.isFull() && !(await flush())) return false;
  }
  return flush();
}

type Saver = {
  pass(found: ImportRecord): void;
  add(found: ImportRecord): void;
  isFull(): boolean;
  save(): Promise<UpsertAnswer>;
};

function saverOf<D>(
  read: (found: ImportRecord, batch: Batch<D>) => void,
  save: (batch: Batch<D>) => Promise<UpsertAnswer>,
): Saver {
  let batch = emptyBatch<D>();
  return {
    pass: (found) => read(found, emptyBatch()),
    add: (found) => read(found, batch),
    isFull: () => isFull(batch),
    save: () => {
      const full = batch;
      batch = emptyBatch();
      return save(full);
    },
  };
}
const orderSaver = (ctx: Ctx, brandId: string) =>
  saverOf(rowReader(orderDraft), (batch) => saveOrders(ctx, brandId, batch));
const productSaver = (ctx: Ctx, brandId: string) =>
  saverOf(productReader(), (batch) => saveProducts(ctx, brandId, batch));

/** All rows of a record that failed, so that the file of errors, mended, can be imported by itself. */
function leftOutRows(answer: UpsertAnswer, records: ReadonlyMap<number, ImportRecord>) {
  return answer.errors.flatMap(({ row, code, field, message }) =>
    (records.get(row)?.rows ?? []).map((part) => ({ row: part.row, cells: part.cells, code, field, message })),
  );
}

function tell(tx: Tx, ctx: Ctx, of: Pick<Import, 'id' | 'brand_id'>, type: string, data: Record<string, unknown>) {
  return record(tx, ctx, [{ type, subject: { kind: 'import', id: of.id }, brand_id: of.brand_id, data }]);
}

async function finish(ctx: Ctx, id: string): Promise<void> {
  await inWorkspace(ctx, async (tx) => {
    const job = await loadImport(tx, ctx, id, { lock: true });
    if (job.state !== 'running') return;
    await updateImport(tx, ctx, id, { state: 'done', total: job.done, finished_at: ctx.now });
    const { created_rows: created, updated_rows: updated, unchanged_rows: unchanged, failed_rows: failed } = job;
    await tell(tx, ctx, job, 'import.finished', { created, updated, unchanged, failed });
  });
}

async function fail(ctx: Ctx, job: Import, failure: string): Promise<void> {
  await inWorkspace(ctx, async (tx) => {
    await updateImport(tx, ctx, job.id, { state: 'failed', failure, finished_at: ctx.now });
    await tell(tx, ctx, job, 'import.failed', { failure });
  });
}

export const runImportJob = job({
  name: 'run-import',
  payload: z.object({ import_id: z.uuid() }),
  run: (ctx, { import_id }) => doImport(ctx, import_id),
});

const STILL_FOR_MS = 5 * 60_000;

/** Every five minutes: an import whose worker was killed is taken up again. One that still runs tells so every few seconds. */
export const resumeImportsJob = job({
  name: 'resume-imports',
  cron: '*/5 * * * *',
  run: (ctx) =>
    inWorkspace(ctx, async (tx) => {
      for (const id of await standingStill(tx, ctx, new Date(ctx.now.getTime() - STILL_FOR_MS))) {
        await enqueue(tx, ctx, { job: runImportJob.name, payload: { import_id: id }, key: `import:${id}:again` });
      }
    }),
});
