// Writes server/src/platform/db.generated.ts: the rows of every table, as the migrated schema has them.
//   node tools/db-types.ts           writes it
//   node tools/db-types.ts --check   fails when it is not what the migrations make
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Kysely, PostgresDialect } from 'kysely';
import { generate, PostgresDialect as Postgres } from 'kysely-codegen';
import pg from 'pg';
import { startThrowaway } from '../server/test/throwaway.ts';

const FILE = fileURLToPath(new URL('../server/src/platform/db.generated.ts', import.meta.url));

/** The row types of the schema that the migrations make, as the text of a TypeScript module. */
export async function rowTypes(): Promise<string> {
  const throwaway = await startThrowaway();
  const pool = new pg.Pool({ connectionString: throwaway.ownerUrl });
  pool.on('error', () => {}); // a connection may still be closing when the server goes; a query that breaks reports
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    return await generate({
      db,
      dialect: new Postgres({ dateParser: 'string' }),
      excludePattern: '{graphile_worker.*,public.schema_migrations}',
      // As platform/db.ts reads them: bigint within the safe integers, calendar days as text.
      typeMapping: { int8: 'number', jsonb: 'unknown', json: 'unknown' },
      outFile: null,
    });
  } finally {
    await db.destroy();
    await throwaway.stop();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const types = await rowTypes();
  const tables = /export interface DB \{([^}]*)\}/.exec(types)?.[1]?.match(/;/g)?.length ?? 0;
  const file = relative(process.cwd(), FILE);
  if (!process.argv.includes('--check')) {
    await writeFile(FILE, types);
    process.stdout.write(`${file}: ${tables} tables\n`);
  } else if (existsSync(FILE) && (await readFile(FILE, 'utf8')) === types) {
    process.stdout.write(`${file} is fresh: ${tables} tables\n`);
  } else {
    process.stderr.write(`${file} is not what the migrations make: run "node tools/db-types.ts"\n`);
    process.exitCode = 1;
  }
}
