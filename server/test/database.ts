import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { afterFile } from './after-file.ts';
import type {} from './database-setup.ts';

/**
 * An empty, migrated database of this test file's own. Call it once, at the top of the file or in beforeAll; it is
 * dropped after the file's own afterAll hooks. Connections still open then are a leak in what was tested, and fail
 * the file. `ownerUrl` is its owner's address; the product takes the role recoup_app by itself.
 */
export async function freshDatabase(): Promise<{ ownerUrl: string }> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  afterFile(() => dropDatabase(name));
  const template = new URL(await askDesk());
  await administer((client) => client.query(`create database ${name} template ${template.pathname.slice(1)}`));
  return { ownerUrl: new URL(`/${name}`, template).href };
}

async function askDesk(): Promise<string> {
  const response = await fetch(inject('databaseDesk'));
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}

async function administer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  // The template itself must stay free of connections, or it cannot be copied.
  const client = new pg.Client({ connectionString: new URL('/postgres', await askDesk()).href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

type Leak = { application_name: string; state: string; query: string };

/** Drops a test database nobody is connected to any more; after two seconds of grace, throws and names who still is. */
export async function dropDatabase(name: string): Promise<void> {
  const leaks = await administer(async (client) => {
    const deadline = Date.now() + 2_000; // a closed connection's server side takes a moment to go
    for (;;) {
      const { rows } = await client.query<Leak>(
        "select application_name, state, left(query, 120) as query from pg_stat_activity where datname = $1 and backend_type = 'client backend'",
        [name],
      );
      if (rows.length === 0) await client.query(`drop database ${name}`);
      if (rows.length === 0 || Date.now() > deadline) return rows;
      await new Promise((look) => setTimeout(look, 25));
    }
  });
  if (leaks.length === 0) return;
  const list = leaks.map((leak) => `  ${leak.application_name || 'unnamed'} (${leak.state}): ${leak.query}`);
  throw new Error(`${leaks.length} database connection(s) left open by this test file:\n${list.join('\n')}`);
}
