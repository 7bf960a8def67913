import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase } from '../../test/database.ts';
import { migrate } from './migrate.ts';

// The database of this file has the product's migrations; these tests tell its story anew in an empty one beside it.
let url: string;
let empty: string;
let folder: string;
beforeAll(async () => {
  url = (await freshDatabase()).ownerUrl;
  empty = `${url}_empty`;
  folder = await mkdtemp(join(tmpdir(), 'recoup-migrations-'));
  await ask(url, `create database ${new URL(empty).pathname.slice(1)}`);
});
afterAll(async () => {
  await ask(url, `drop database ${new URL(empty).pathname.slice(1)} with (force)`);
  await rm(folder, { recursive: true });
});

async function ask(where: string, sql: string, options?: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: where, options });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
const write = (name: string, sql: string) => writeFile(join(folder, name), sql);
const run = () => migrate(empty, folder);

it('each migration runs once, in the order of the numbers', async () => {
  await write('0002_second.sql', 'insert into things values (2)');
  await write('0001_first.sql', 'create table things (id int primary key)');
  expect(await run()).toEqual(['0001_first.sql', '0002_second.sql']);
  expect(await run()).toEqual([]);
});

it('two starts at the same moment migrate once', async () => {
  await write('0003_third.sql', 'insert into things values (3)');
  const ran = await Promise.all([run(), run()]);
  expect(ran.flat()).toEqual(['0003_third.sql']);
});

it('a migration may use the job queue, and the product may take its role', async () => {
  await write(
    '0004_jobs.sql',
    "create function ask() returns void language sql as $$ select graphile_worker.add_job('x') $$",
  );
  await run();
  expect(await ask(empty, 'select current_user as who', '-c role=recoup_app')).toEqual([{ who: 'recoup_app' }]);
});

it('a migration that fails leaves nothing behind and names its file and line', async () => {
  await write('0005_broken.sql', 'create table half (id int);\n\nselect nonsense;');
  await expect(run()).rejects.toThrow('migrations/0005_broken.sql:3: column "nonsense" does not exist');
  expect(await ask(empty, "select to_regclass('half') as half")).toEqual([{ half: null }]);
  await rm(join(folder, '0005_broken.sql'));
});

it('a migration changed after it ran is refused by name', async () => {
  await write('0001_first.sql', 'create table things (id bigint primary key)');
  await expect(run()).rejects.toThrow('migrations/0001_first.sql was changed after it ran here');
  await write('0001_first.sql', 'create table things (id int primary key)');
});

it('a migration with a number below those that ran is refused', async () => {
  await rm(join(folder, '0002_second.sql'));
  await expect(run()).rejects.toThrow('the database has migration 0002_second.sql');
  await write('0002_second.sql', 'insert into things values (2)');
  await write('0000_late.sql', 'select 1');
  await expect(run()).rejects.toThrow('migrations/0000_late.sql comes before one that already ran');
  await rm(join(folder, '0000_late.sql'));
});

it('the product owns nothing, and cannot make or drop tables', async () => {
  const rows = await ask(url, "select tablename from pg_tables where tableowner = 'recoup_app'");
  expect(rows).toEqual([]);
  await expect(ask(url, 'create table mine (id int)', '-c role=recoup_app')).rejects.toThrow(/permission denied/);
  await expect(ask(url, 'drop table orders', '-c role=recoup_app')).rejects.toThrow(/must be owner/);
});
