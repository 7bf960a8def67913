import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { freshDatabase } from '../../test/database.ts';
import { readConfig } from './config.ts';
import type { Ctx } from './ctx.ts';
import { type Database, inWorkspace, openDatabase } from './db.ts';
import { newId } from './ids.ts';
import { drainJobs, type JobServices, job, startWorker, systemCtx, type Worker } from './jobs.ts';
import { openLog } from './log.ts';
import { enqueue, type RecordedEvent, reaction, record, registerReactions } from './record.ts';

let db: Database;
let services: JobServices;
let ctx: Ctx;
let now = new Date();
const seen: { name: string; what: unknown; ctx: Ctx }[] = [];
let failures = 0;

const jobs = [
  job({
    name: 'greet',
    payload: z.object({ who: z.string() }),
    run: async (ctx, what) => void seen.push({ name: 'greet', what, ctx }),
  }),
  job({
    name: 'stumble',
    async run(ctx) {
      failures += 1;
      if (failures < 2) throw new Error('not yet');
      seen.push({ name: 'stumble', what: null, ctx });
    },
  }),
  job({
    name: 'every-hour',
    cron: '0 * * * *',
    run: async (ctx) => void seen.push({ name: 'every-hour', what: null, ctx }),
  }),
];

beforeAll(async () => {
  const { ownerUrl } = await freshDatabase();
  db = openDatabase(ownerUrl, 4);
  const config = readConfig({ DATABASE_URL: ownerUrl }, () => 'a secret of tests, which is long enough');
  services = { db, config, log: openLog('silent'), clock: () => now };
  ctx = await openWorkspace();
  registerReactions([
    reaction({
      on: ['lamp.lit', 'lamp.dimmed'],
      name: 'watch-lamp',
      run: async (ctx, what) => void seen.push({ name: 'watch-lamp', what, ctx }),
    }),
    reaction({
      on: 'lamp.lit',
      name: 'tell-the-house',
      run: async (ctx, what) => void seen.push({ name: 'tell-the-house', what, ctx }),
    }),
    reaction({
      on: 'lamp.broke',
      name: 'blame-the-hand',
      when: ({ data }) => data.by === 'hand',
      run: async (ctx, what) => void seen.push({ name: 'blame-the-hand', what, ctx }),
    }),
  ]);
});
/** A workspace without anybody in it. */
async function openWorkspace(): Promise<Ctx> {
  const made = systemCtx(services, newId());
  const row = { workspace_id: made.workspaceId, name: 'W', kind: 'brand', currency: 'USD' };
  await inWorkspace(made, (tx) => tx.insertInto('workspaces').values(row).execute());
  return made;
}
beforeEach(() => {
  seen.length = 0;
});
afterAll(() => db.close());

const lamp = randomUUID();
const lit = { type: 'lamp.lit', subject: { kind: 'lamp', id: lamp }, data: { by: 'hand' } };

test('an event is written, and every reaction to it runs with the event as it was', async () => {
  await inWorkspace(ctx, (tx) =>
    record(tx, ctx, [lit, { ...lit, type: 'lamp.dimmed' }, { ...lit, type: 'lamp.sold' }]),
  );
  await drainJobs(services, jobs);
  expect(seen.map(({ name, what }) => [name, (what as RecordedEvent).type]).sort()).toEqual([
    ['tell-the-house', 'lamp.lit'],
    ['watch-lamp', 'lamp.dimmed'],
    ['watch-lamp', 'lamp.lit'],
  ]);
  const { what, ctx: given } = seen.find(({ name }) => name === 'tell-the-house')!;
  expect(what).toMatchObject({
    subject: { kind: 'lamp', id: lamp },
    data: { by: 'hand' },
    actor: { kind: 'system' },
    brand_id: null,
  });
  expect((what as RecordedEvent).at).toEqual(ctx.now);
  expect(given).toMatchObject({ workspaceId: ctx.workspaceId, actor: { kind: 'system' } });
});

test('an event a reaction does not care for makes no job', async () => {
  const waiting = async () => {
    const owner = new pg.Client({ connectionString: services.config.databaseUrl });
    await owner.connect();
    const { rows } = await owner.query('select count(*)::int as jobs from graphile_worker._private_jobs');
    await owner.end();
    return rows[0].jobs;
  };
  await inWorkspace(ctx, (tx) => record(tx, ctx, [{ ...lit, type: 'lamp.broke', data: { by: 'time' } }]));
  expect(await waiting()).toBe(0);
  await inWorkspace(ctx, (tx) => record(tx, ctx, [{ ...lit, type: 'lamp.broke' }]));
  expect(await waiting()).toBe(1);
  await drainJobs(services, jobs);
  expect(seen.map(({ name }) => name)).toEqual(['blame-the-hand']);
});

test('what was rolled back neither happened nor is reacted to', async () => {
  const failed = inWorkspace(ctx, async (tx) => {
    await record(tx, ctx, [lit]);
    await enqueue(tx, ctx, { job: 'greet', payload: { who: 'nobody' } });
    throw new Error('changed my mind');
  });
  await expect(failed).rejects.toThrow('changed my mind');
  await drainJobs(services, jobs);
  expect(seen).toEqual([]);
});

test('a job waits for its time, and the last one under a key is the one that runs', async () => {
  const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
  await inWorkspace(ctx, async (tx) => {
    await enqueue(tx, ctx, { job: 'greet', payload: { who: 'late' }, runAt: at(2) });
    await enqueue(tx, ctx, { job: 'greet', payload: { who: 'first' }, key: 'one' });
    await enqueue(tx, ctx, { job: 'greet', payload: { who: 'second' }, key: 'one' });
  });
  await drainJobs(services, jobs);
  expect(seen.map(({ what }) => what)).toEqual([{ who: 'second' }]);
  now = at(3);
  await drainJobs(services, jobs);
  expect(seen.map(({ what }) => what)).toEqual([{ who: 'second' }, { who: 'late' }]);
});

test('a worker takes up jobs by itself, tries again what failed, and stops when told', async () => {
  const worker: Worker = await startWorker(services, jobs);
  await inWorkspace(ctx, (tx) => enqueue(tx, ctx, { job: 'stumble' }));
  await vi.waitFor(() => expect(failures).toBeGreaterThan(0), 5000);
  await vi.waitFor(() => expect(seen.map(({ name }) => name)).toContain('stumble'), { timeout: 15_000, interval: 100 });
  expect(failures).toBe(2);
  const began = Date.now();
  await worker.stop();
  expect(Date.now() - began).toBeLessThan(5000);
}, 30_000);

test('jobs a killed worker had in hand are taken over, those of a living one are not', async () => {
  const owner = new pg.Client({ connectionString: services.config.databaseUrl, application_name: 'pool-living' });
  await owner.connect();
  for (const who of ['dead', 'living']) {
    await inWorkspace(ctx, (tx) => enqueue(tx, ctx, { job: 'greet', payload: { who }, queue: who }));
    const locks = `set locked_by = 'pool-${who}', locked_at = now() - interval '1 minute'`;
    await owner.query(`update graphile_worker._private_jobs ${locks} where locked_by is null`);
    await owner.query(`update graphile_worker._private_job_queues ${locks} where queue_name like '%:${who}'`);
  }
  const worker = await startWorker(services, jobs);
  await vi.waitFor(() => expect(seen).toHaveLength(1), { timeout: 10_000, interval: 50 });
  await worker.stop();
  expect(seen.map(({ what }) => what)).toEqual([{ who: 'dead' }]);
  await owner.query('delete from graphile_worker._private_jobs');
  await owner.end();
}, 20_000);

test('a worker that is stopped in the middle of much work leaves no job locked', async () => {
  const many = Array.from({ length: 300 }, (_, n) => n);
  await inWorkspace(ctx, async (tx) => {
    for (const n of many) await enqueue(tx, ctx, { job: 'greet', payload: { who: `${n}` } });
  });
  const worker = await startWorker(services, jobs);
  await vi.waitFor(() => expect(seen.length).toBeGreaterThan(5), { timeout: 10_000, interval: 10 });
  await worker.stop();
  const owner = new pg.Client({ connectionString: services.config.databaseUrl });
  await owner.connect();
  const { rows } = await owner.query('select count(locked_at)::int as locked from graphile_worker._private_jobs');
  await owner.end();
  expect(rows[0]).toEqual({ locked: 0 });
  await drainJobs(services, jobs);
  expect(seen).toHaveLength(300);
}, 30_000);

test('a beat runs its job once in every workspace', async () => {
  await openWorkspace();
  await inWorkspace(ctx, (tx) => enqueue(tx, ctx, { job: 'greet', payload: { who: 'before' } }));
  await runBeat('every-hour');
  await drainJobs(services, jobs);
  const beats = seen.filter(({ name }) => name === 'every-hour');
  expect(new Set(beats.map((one) => one.ctx.workspaceId)).size).toBe(2);
  expect(beats).toHaveLength(2);
});

/** What graphile-worker's crontab does on the hour. */
async function runBeat(name: string) {
  const { quickAddJob } = await import('graphile-worker');
  await quickAddJob({ connectionString: services.config.databaseUrl }, 'beat', { job: name });
}

test('two reactions of one name are a mistake found at the start', () => {
  const one = reaction({ on: 'a', name: 'same', run: async () => {} });
  expect(() => registerReactions([one, one])).toThrow('two reactions are named same');
});
