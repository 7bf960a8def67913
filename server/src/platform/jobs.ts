import { EventEmitter } from 'node:events';
import {
  type ParsedCronItem,
  parseCronItems,
  type Runner,
  run,
  runTaskListOnce,
  type TaskList,
  type WorkerEvents,
  Logger as WorkerLogger,
} from 'graphile-worker';
import pg from 'pg';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Config } from './config.ts';
import { type Ctx, SYSTEM } from './ctx.ts';
import type { Database } from './db.ts';
import { watchDeadWorkers } from './dead-workers.ts';
import { type RecordedEvent, reactionNamed } from './record.ts';

/**
 * Work done outside any request, by name. May run more than once, so it must be idempotent.
 * With `cron` (five fields, UTC) it also runs on that beat, once for every workspace.
 */
export type Job = { name: string; cron?: string; run(ctx: Ctx, payload: unknown): Promise<void> };

export function job<P extends z.ZodType = z.ZodNull>(spec: {
  name: string;
  cron?: string;
  payload?: P;
  run(ctx: Ctx, payload: z.output<P>): Promise<void>;
}): Job {
  const payload = spec.payload ?? z.null();
  return {
    name: spec.name,
    cron: spec.cron,
    run: (ctx, given) => spec.run(ctx, payload.parse(given ?? null) as z.output<P>),
  };
}

/** The process's services a job's context is made of. */
export type JobServices = { db: Database; config: Config; log: Logger; clock(): Date };

/** The event travels with its job: loading it would cost a transaction for each reaction. */
const reactPayload = z.object({
  workspace_id: z.uuid(),
  event: z.custom<RecordedEvent>((given) => typeof given === 'object' && given !== null && 'id' in given),
  reaction: z.string(),
});
const jobPayload = z.object({ workspace_id: z.uuid(), payload: z.unknown() });
const beatPayload = z.object({ job: z.string() });

/** What the queue can run: reactions, the modules' jobs, and the beat that starts a cron job in every workspace. */
export function taskList(services: JobServices, jobs: readonly Job[]): TaskList {
  const tasks: TaskList = {
    async react(payload) {
      const { workspace_id, event, reaction } = reactPayload.parse(payload);
      const found = reactionNamed(reaction);
      if (!found) throw new Error(`no reaction is named ${reaction}`);
      const ctx = systemCtx(services, workspace_id, { event_id: event.id, reaction });
      await found.run(ctx, { ...event, at: new Date(event.at) });
    },
    async beat(payload, helpers) {
      const { job } = beatPayload.parse(payload);
      for (const workspace of await workspaceIds(services.db)) {
        const jobKey = `${workspace}:beat:${job}`;
        await helpers.addJob(job, { workspace_id: workspace, payload: null }, { jobKey, maxAttempts: 12 });
      }
    },
  };
  for (const one of jobs) {
    if (tasks[one.name]) throw new Error(`two jobs are named ${one.name}`);
    tasks[one.name] = async (given) => {
      const { workspace_id, payload } = jobPayload.parse(given);
      await one.run(systemCtx(services, workspace_id, { job: one.name }), payload);
    };
  }
  return tasks;
}

/** A context in which the product itself acts, seeing all of one workspace. */
export function systemCtx(services: JobServices, workspaceId: string, bindings: Record<string, unknown> = {}): Ctx {
  return {
    workspaceId,
    actor: SYSTEM,
    now: services.clock(),
    db: services.db,
    config: services.config,
    log: services.log.child({ workspace_id: workspaceId, ...bindings }),
    requestId: null,
  };
}

/** Every workspace of this installation; only the beat of cron jobs needs to know. */
export async function workspaceIds(db: Database): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>('select id from list_workspaces() as id');
  return rows.map(({ id }) => id);
}

export type Worker = { stop(): Promise<void>; failed: Promise<void> };

/**
 * Starts working off the queue, four jobs at a time. Jobs that throw are tried again with growing pauses, 12 times.
 * The queue's tables belong to the owner, so the worker has a small pool of its own beside the app's.
 *
 * Without graphile-worker's local queue: it fetches ahead, but at a stop (0.18.0) it fails to give back what it holds,
 * and those jobs stay locked for hours.
 */
export async function startWorker(services: JobServices, jobs: readonly Job[]): Promise<Worker> {
  const { databaseUrl } = services.config;
  const pool = ownerPool(databaseUrl, 4);
  const events: WorkerEvents = new EventEmitter();
  let poolId = '';
  events.once('pool:create', ({ workerPool }) => {
    poolId = workerPool.id;
  });
  const runner: Runner = await run({
    pgPool: pool,
    events,
    concurrency: 4,
    noHandleSignals: true,
    taskList: taskList(services, jobs),
    parsedCronItems: beats(jobs),
    logger: queueLog(services.log),
    gracefulShutdownAbortTimeout: 3000,
  });
  const watch = await watchDeadWorkers(databaseUrl, poolId, services.log);
  return {
    failed: runner.promise,
    async stop() {
      await runner.stop();
      await runner.promise;
      await watch.stop();
      await pool.end();
    },
  };
}

function beats(jobs: readonly Job[]): ParsedCronItem[] {
  return parseCronItems(
    jobs.flatMap(({ name, cron }) =>
      cron
        ? [{ task: 'beat', match: cron, identifier: name, payload: { job: name }, options: { maxAttempts: 3 } }]
        : [],
    ),
  );
}

/** Runs everything that is due by the services' clock, and what comes of it, until nothing is left. For tests and the demo's seed. */
export async function drainJobs(services: JobServices, jobs: readonly Job[]): Promise<void> {
  const pool = ownerPool(services.config.databaseUrl, 1);
  const client = await pool.connect();
  try {
    const due =
      'update graphile_worker._private_jobs set run_at = now() where run_at > now() and run_at <= $1 and attempts = 0';
    const tasks = taskList(services, jobs);
    const options = { noHandleSignals: true, logger: queueLog(services.log) };
    do {
      await runTaskListOnce(options, tasks, client).promise;
    } while (((await client.query(due, [services.clock()])).rowCount ?? 0) > 0);
  } finally {
    client.release();
    await pool.end();
  }
}

/**
 * A pool for the queue's own statements. They don't wait for the disk: a job whose acknowledgement a power cut loses
 * runs again, which every job allows. What jobs do goes through the app's pool, which waits.
 */
export function ownerPool(databaseUrl: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max,
    application_name: 'recoup-jobs',
    options: '-c synchronous_commit=off',
  });
  pool.on('error', () => {}); // an idle connection that breaks is replaced; one in use reports through its query
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** The queue's own words in our log; a failed job is one error line with its cause. */
function queueLog(log: Logger): WorkerLogger {
  return new WorkerLogger((scope) => (level, message, meta) => {
    const { error, reason, ...rest } = (meta ?? {}) as Record<string, unknown>;
    const told = {
      ...rest,
      ...((error ?? reason) ? { err: error ?? reason } : {}),
      ...('taskIdentifier' in scope ? { task: scope.taskIdentifier, job_id: scope.jobId } : {}),
    };
    if (level === 'error') log.error(told, message);
    else if (level === 'warning') log.warn(told, message);
    else log.debug(told, message);
  });
}
