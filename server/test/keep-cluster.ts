// A PostgreSQL cluster for as long as our standard input stays open: it ends with whoever asked for it, however that
// ends, and takes its folder with it. Prints one line of JSON once the migrated database is ready.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { migrate } from '../src/platform/migrate.ts';

const over = Promise.withResolvers<void>();
process.stdin.resume().once('close', over.resolve);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => over.resolve());

const folder = await mkdtemp(join(tmpdir(), 'recoup-test-'));
let postgres: EmbeddedPostgres | undefined;
try {
  postgres = await startEmbeddedPostgres(folder, { durable: false });
  await migrate(postgres.ownerUrl);
  process.stdout.write(`${JSON.stringify({ ownerUrl: postgres.ownerUrl })}\n`);
  await over.promise;
} catch (error) {
  process.stdout.write(`${JSON.stringify({ problem: error instanceof Error ? error.message : String(error) })}\n`);
  process.exitCode = 1;
} finally {
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
  process.stdin.destroy();
}
