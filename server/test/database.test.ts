import pg from 'pg';
import { expect, it } from 'vitest';
import { dropDatabase, freshDatabase } from './database.ts';

const [one, two] = [await freshDatabase(), await freshDatabase()];

it('each database is migrated, empty and alone', async () => {
  const counts: number[] = [];
  for (const { ownerUrl } of [one, two]) {
    const client = new pg.Client({ connectionString: ownerUrl });
    await client.connect();
    const { rows } = await client.query('select count(*)::int as n from schema_migrations');
    expect(rows[0].n).toBeGreaterThan(0);
    await client.query('create table if not exists mark (id int); insert into mark values (1)');
    counts.push((await client.query('select count(*)::int as n from mark')).rows[0].n);
    await client.end();
  }
  expect(counts).toEqual([1, 1]);
});

it('a connection left open is a failure, and is named', async () => {
  const client = new pg.Client({ connectionString: one.ownerUrl, application_name: 'the leak' });
  await client.connect();
  await client.query('select 42');
  const name = new URL(one.ownerUrl).pathname.slice(1);
  await expect(dropDatabase(name)).rejects.toThrow(
    '1 database connection(s) left open by this test file:\n  the leak (idle): select 42',
  );
  await client.end();
});
