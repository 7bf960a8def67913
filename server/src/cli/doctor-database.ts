import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Config } from '../platform/config.ts';
import { APP_ROLE } from '../platform/migrate.ts';
import type { Check, Finding } from './doctor.ts';

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

/** What the database must be; where it cannot be reached, that alone is told. */
export function databaseChecks({ databaseUrl }: Config): Check[] {
  let reached = false;
  const on = (look: (client: pg.Client) => Promise<Finding>) => async (): Promise<Finding> => {
    if (!reached) return { says: 'not looked at, as the database cannot be reached', mend: 'Mend the database first.' };
    const client = new pg.Client({ connectionString: databaseUrl, application_name: 'recoup-doctor' });
    await client.connect();
    try {
      return await look(client);
    } finally {
      await client.end();
    }
  };
  const reach: Check = {
    name: 'Database',
    async look() {
      const client = new pg.Client({
        connectionString: databaseUrl,
        connectionTimeoutMillis: 5000,
        application_name: 'recoup-doctor',
      });
      client.on('error', () => {});
      try {
        await client.connect();
        const { rows } = await client.query<{ number: number; name: string }>(
          "select current_setting('server_version_num')::int as number, current_setting('server_version') as name",
        );
        reached = true;
        const { number, name } = rows[0]!;
        const says = `PostgreSQL ${name} at ${new URL(databaseUrl).host}`;
        return number >= 150_000 ? { says } : { says, mend: 'Recoup needs PostgreSQL 15 or later.' };
      } catch (error) {
        const mend = 'Is it running, and are host, port, user, password and database in DATABASE_URL right?';
        const { message, code } = error as NodeJS.ErrnoException;
        return { says: `${new URL(databaseUrl).host} does not answer: ${message || code}`, mend };
      } finally {
        await client.end().catch(() => {});
      }
    },
  };
  return [
    reach,
    { name: 'Migrations', look: on(migrations) },
    { name: 'Role', look: on(role) },
    { name: 'Row-level security', look: on(closed) },
    { name: 'Clock', look: on(clock) },
    { name: 'Jobs', look: on(jobs) },
  ];
}

async function migrations(client: pg.Client): Promise<Finding> {
  const files = (await readdir(MIGRATIONS)).filter((name) => name.endsWith('.sql')).sort();
  const { rows: tables } = await client.query("select 1 where to_regclass('public.schema_migrations') is not null");
  const done = tables[0]
    ? (await client.query<{ name: string }>('select name from schema_migrations')).rows.map(({ name }) => name)
    : [];
  const missing = files.filter((name) => !done.includes(name));
  const unknown = done.filter((name) => !files.includes(name));
  if (unknown.length > 0) {
    return {
      says: `the database has ${unknown.join(', ')}, which this version does not know`,
      mend: 'Run the newer version of Recoup this database belongs to.',
    };
  }
  if (missing.length > 0)
    return { says: `${missing.length} not run: ${missing.join(', ')}`, mend: 'npm start runs them.' };
  return { says: `all ${files.length} ran` };
}

async function role(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ super: boolean; bypass: boolean; owned: number; may: boolean }>(
    `select r.rolsuper as super, r.rolbypassrls as bypass, pg_has_role(current_user, r.oid, 'MEMBER') as may,
       (select count(*)::int from pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p')) as owned
     from pg_roles r where r.rolname = $1`,
    [APP_ROLE],
  );
  const found = rows[0];
  if (!found)
    return {
      says: `there is no role ${APP_ROLE}`,
      mend: `Let an administrator run: CREATE ROLE ${APP_ROLE} NOLOGIN; GRANT ${APP_ROLE} TO <the user in DATABASE_URL>;`,
    };
  if (found.super || found.bypass) {
    return {
      says: `${APP_ROLE} may pass over row-level security`,
      mend: `Let an administrator run: ALTER ROLE ${APP_ROLE} NOSUPERUSER NOBYPASSRLS;`,
    };
  }
  if (found.owned > 0)
    return {
      says: `${APP_ROLE} owns ${found.owned} tables`,
      mend: 'Give them back to the user in DATABASE_URL (ALTER TABLE … OWNER TO …).',
    };
  if (!found.may)
    return {
      says: `the user in DATABASE_URL may not become ${APP_ROLE}`,
      mend: `Let an administrator run: GRANT ${APP_ROLE} TO <the user in DATABASE_URL>;`,
    };
  return { says: `${APP_ROLE} owns nothing and passes over nothing` };
}

async function closed(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped)
       and c.relname not in ('public_names', 'channel_keys', 'payment_account_keys') and not (c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))`,
  );
  if (rows.length > 0) {
    return {
      says: `open: ${rows.map(({ name }) => name).join(', ')}`,
      mend: 'Somebody changed the schema by hand: restore these tables from a backup, or close them as migration 0001 does (close_table).',
    };
  }
  const { rows: tables } = await client.query<{ there: boolean }>(
    "select to_regclass('public.orders') is not null as there",
  );
  if (!tables[0]!.there) return { says: 'there are no tables yet', mend: 'npm start makes them.' };
  await client.query(`begin; set local role ${APP_ROLE}`);
  const { rows: seen } = await client.query<{ any: boolean }>(
    'select exists (select from workspaces) or exists (select from orders) as any',
  );
  await client.query('rollback');
  if (seen[0]!.any)
    return {
      says: 'who names no workspace sees rows all the same',
      mend: 'Stop Recoup and report this: companies may see one another.',
    };
  return { says: 'every table is closed, and shows nothing to nobody' };
}

async function clock(client: pg.Client): Promise<Finding> {
  const before = Date.now();
  const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now');
  const apart = Math.round((rows[0]!.now.getTime() - (before + Date.now()) / 2) / 1000);
  const says =
    apart === 0
      ? 'this machine and the database agree'
      : `this machine and the database are ${Math.abs(apart)} s apart`;
  return Math.abs(apart) <= 5 ? { says } : { says, mend: 'Set both clocks by NTP: deadlines and links go by them.' };
}

async function jobs(client: pg.Client): Promise<Finding> {
  const { rows: there } = await client.query<{ there: boolean }>(
    "select to_regclass('graphile_worker._private_jobs') is not null as there",
  );
  if (!there[0]!.there) return { says: 'there is no queue yet', mend: 'npm start makes it.' };
  const { rows } = await client.query<{
    waiting: number;
    late: number;
    held: number;
    failed: number;
    example: string | null;
  }>(
    `select count(*) filter (where attempts < max_attempts)::int as waiting,
       count(*) filter (where attempts < max_attempts and run_at < now() - interval '10 minutes' and locked_at is null)::int as late,
       count(*) filter (where locked_at < now() - interval '1 hour')::int as held,
       count(*) filter (where attempts >= max_attempts)::int as failed,
       (array_agg(task_identifier || ': ' || left(split_part(last_error, chr(10), 1), 160)) filter (where attempts >= max_attempts))[1] as example
     from graphile_worker.jobs`,
  );
  const { waiting, late, held, failed, example } = rows[0]!;
  if (failed > 0)
    return {
      says: `${failed} given up after all attempts; one is ${example}`,
      mend: 'Mend the cause; then run: UPDATE graphile_worker._private_jobs SET attempts = 0, run_at = now() WHERE attempts >= max_attempts;',
    };
  if (held > 0)
    return { says: `${held} in hand for more than an hour`, mend: 'A worker hangs or died: start Recoup again.' };
  if (late > 0)
    return {
      says: `${late} due for more than ten minutes`,
      mend: 'No worker runs: start Recoup with RECOUP_ROLE=all or worker.',
    };
  return { says: waiting === 0 ? 'nothing is waiting' : `${waiting} waiting for their time` };
}
