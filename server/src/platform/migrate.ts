import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';

/** The role the product works as. It owns nothing, so row-level security holds for every statement it sends. */
export const APP_ROLE = 'recoup_app';

const FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url));
const LOCK = 7_262_678; // any number, as long as every version of the product uses the same

type Migration = { number: number; name: string; sql: string; sha256: string };

/**
 * Brings the database up to this version of the product and returns the names of the migrations it ran. Run by every
 * start, as the owner of the database; several at once wait for each other. Forward only: each file runs once, in a
 * transaction of its own, and may not change afterwards.
 *
 * Needs PostgreSQL 15 or later, and an owner who may create roles, unless `recoup_app` exists and is granted to it.
 */
export async function migrate(ownerUrl: string, folder = FOLDER): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'recoup-migrate' });
  client.on('error', () => {}); // a broken connection is reported by the query it breaks
  await client.connect();
  try {
    await checkServer(client);
    await client.query(`select pg_advisory_lock(${LOCK})`);
    await ensureAppRole(client);
    await runMigrations({ connectionString: ownerUrl, schema: 'graphile_worker' });
    const waiting = await notYetRun(client, migrations);
    for (const migration of waiting) await runMigration(client, migration);
    return waiting.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql'));
  const migrations = await Promise.all(
    names.map(async (name) => {
      const number = Number(/^(\d+)[-_]/.exec(name)?.[1] ?? Number.NaN);
      if (Number.isNaN(number)) throw new Error(`migrations/${name}: the name must begin with its number`);
      const sql = await readFile(join(folder, name), 'utf8');
      return { number, name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
  migrations.sort((a, b) => a.number - b.number);
  migrations.forEach((migration, index) => {
    const before = migrations[index - 1];
    if (before?.number === migration.number) {
      throw new Error(`migrations/${before.name} and ${migration.name} have the same number`);
    }
  });
  return migrations;
}

async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number; name: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as name",
  );
  const version = rows[0]!;
  if (version.number < 150_000) throw new Error(`Recoup needs PostgreSQL 15 or later; this server is ${version.name}`);
}

async function ensureAppRole(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ exists: boolean }>('select exists (select from pg_roles where rolname = $1)', [
    APP_ROLE,
  ]);
  if (!rows[0]!.exists) {
    await client.query(`create role ${APP_ROLE} nologin`).catch((error: pg.DatabaseError) => {
      // Another database of the same server may be making the same role at this moment.
      if (error.code !== '42710' && error.code !== '23505') throw needsAdministrator(error);
    });
  }
  const member = await client.query<{ may_become: boolean }>(
    // From 16 on, being a member no longer includes the right to become the role.
    "select pg_has_role(current_user, $1, case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end) as may_become",
    [APP_ROLE],
  );
  if (!member.rows[0]!.may_become) {
    await client.query(`grant ${APP_ROLE} to current_user`).catch((error: Error) => {
      throw needsAdministrator(error);
    });
  }
}

function needsAdministrator(error: Error): Error {
  return new Error(
    `the role ${APP_ROLE} could not be prepared (${error.message}). Let an administrator run: CREATE ROLE ${APP_ROLE} NOLOGIN; GRANT ${APP_ROLE} TO <the user in DATABASE_URL>;`,
  );
}

async function notYetRun(client: pg.Client, migrations: Migration[]): Promise<Migration[]> {
  await client.query(`
    create table if not exists public.schema_migrations (
      number int primary key,
      name text not null,
      sha256 text not null,
      ran_at timestamptz not null default now()
    )`);
  const { rows: done } = await client.query<Omit<Migration, 'sql'>>(
    'select number, name, sha256 from public.schema_migrations order by number',
  );
  for (const { number, name, sha256 } of done) {
    const file = migrations.find((migration) => migration.number === number);
    if (!file) throw new Error(`the database has migration ${name}, which this older version of Recoup does not know`);
    if (file.sha256 !== sha256) {
      throw new Error(`migrations/${file.name} was changed after it ran here: undo the change and add a new migration`);
    }
  }
  const last = done.at(-1)?.number ?? -1;
  const waiting = migrations.filter(({ number }) => !done.some((one) => one.number === number));
  const late = waiting.find(({ number }) => number < last);
  if (late)
    throw new Error(`migrations/${late.name} comes before one that already ran: give it a number above ${last}`);
  return waiting;
}

async function runMigration(client: pg.Client, { number, name, sql, sha256 }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into public.schema_migrations (number, name, sha256) values ($1, $2, $3)', [
      number,
      name,
      sha256,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    const { message, position } = error as pg.DatabaseError;
    const line = position ? `:${sql.slice(0, Number(position)).split('\n').length}` : '';
    throw new Error(`migrations/${name}${line}: ${message}`, { cause: error });
  }
}
