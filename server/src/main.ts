/** The server: `web` answers requests, `worker` works off the queue, `all` (RECOUP_ROLE) does both. */
import pg from 'pg';
import { openProduct } from './app.ts';
import { type Config, readConfig } from './platform/config.ts';
import { openDatabase } from './platform/db.ts';
import { keptSecret } from './platform/kept-secret.ts';
import { openLog } from './platform/log.ts';
import { migrate } from './platform/migrate.ts';

const GRACE_MS = 4500;

try {
  await start(readConfig(process.env, keptSecret));
} catch (error) {
  process.stderr.write(`Recoup did not start: ${plain(error)}\n`);
  process.exit(1);
}

async function start(config: Config): Promise<void> {
  await migrate(config.databaseUrl);
  const log = openLog(config.logLevel);
  const db = openDatabase(config.databaseUrl, config.databasePool);
  const web = config.role !== 'worker';
  const product = await openProduct({ config, db, log, web, worker: config.role !== 'web' });
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      log.info({ signal }, 'stopping');
      setTimeout(() => {
        log.error('stopped before all work was done');
        process.exit(1);
      }, GRACE_MS).unref();
      product
        .close()
        .then(() => db.close())
        .then(
          () => process.exit(0),
          (error: unknown) => {
            log.error({ err: error }, 'not stopped cleanly');
            process.exit(1);
          },
        );
    });
  }
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error) => {
      log.fatal({ err: error }, event);
      process.exit(1);
    });
  }
  const port = web ? await product.listen(config.port, config.host) : null;
  process.stdout.write(`ready ${port === null ? config.role : `http://localhost:${port}`}\n`);
}

/** One line somebody can act on; the stack only where we do not know what it is. */
function plain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `${error.message}. Another program uses this port; set PORT to a free one.`;
  if (code === 'ECONNREFUSED' || error instanceof pg.DatabaseError)
    return `the database does not answer: ${error.message}`;
  return code || error.cause ? (error.stack ?? error.message) : error.message;
}
