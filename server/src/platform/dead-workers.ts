import pg from 'pg';
import type { Logger } from 'pino';

const LOOK_EVERY_MS = 30_000;
/** Younger locks are left alone: a pool that has just started locks jobs a moment before its line stands. */
const GRACE_SECONDS = 20;

/**
 * Jobs a killed worker had in hand are given back within a minute; graphile-worker alone would wait four hours, and a
 * refund cannot. Each worker keeps a line to the database that carries its pool's id as its name: a lock whose owner has
 * no line is a dead one's. Every living worker looks, so it does not matter which one died.
 */
export async function watchDeadWorkers(
  databaseUrl: string,
  poolId: string,
  log: Logger,
): Promise<{ stop(): Promise<void> }> {
  let client: pg.Client | null = null;
  async function line(): Promise<pg.Client> {
    if (client) return client;
    const opened = new pg.Client({ connectionString: databaseUrl, application_name: poolId, keepAlive: true });
    opened.on('error', () => {}); // its end is what counts
    opened.once('end', () => {
      client = null;
    });
    await opened.connect();
    client = opened;
    return opened;
  }
  async function look(): Promise<void> {
    try {
      const { rows } = await (await line()).query<{ jobs: number }>(RELEASE);
      if (rows[0]!.jobs > 0) log.warn({ jobs: rows[0]!.jobs }, 'took over the jobs of a worker that died');
    } catch (error) {
      log.warn({ err: error }, 'could not look for dead workers');
    }
  }
  await look();
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = look();
  }, LOOK_EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await looking;
      await client?.end();
    },
  };
}

const RELEASE = `
  with dead as (
    select distinct locked_by from graphile_worker._private_jobs
    where locked_at < now() - interval '${GRACE_SECONDS} seconds'
      and locked_by not in (select application_name from pg_stat_activity where datname = current_database())
  ), queues as (
    update graphile_worker._private_job_queues set locked_at = null, locked_by = null
    where locked_by in (select locked_by from dead)
  ), jobs as (
    update graphile_worker._private_jobs set locked_at = null, locked_by = null
    where locked_by in (select locked_by from dead) returning id
  )
  select count(*)::int as jobs from jobs`;
