/** The product in this process, on a real port, with a clock of its own and without a worker: `drain()` runs its jobs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createWorkspace } from '../../server/src/accounts/index.ts';
import { openProduct } from '../../server/src/app.ts';
import { readConfig } from '../../server/src/platform/config.ts';
import { openDatabase } from '../../server/src/platform/db.ts';
import { openLog } from '../../server/src/platform/log.ts';
import { type Caller, caller, intoProcess, overHttp } from '../lib/shop.ts';

export type Door = {
  url: string;
  workspaceId: string;
  owner: Caller;
  ownerHeaders: Record<string, string>;
  /** Somebody at the widget, from an address of their own. */
  at(headers: Record<string, string>): Caller;
  /** Reads what stands in the database, as its owner. */
  rows<T extends object>(statement: string, values?: unknown[]): Promise<T[]>;
  drain(): Promise<void>;
  now(): Date;
  close(): Promise<void>;
};

/** Opens a company on a migrated database. `now`: when it is in there. */
export async function openDoor(databaseUrl: string, now: string): Promise<Door> {
  const folder = await mkdtemp(join(tmpdir(), 'recoup-buyers-'));
  const config = readConfig(
    { DATABASE_URL: databaseUrl, RECOUP_DATA: folder, LOG_LEVEL: 'error', TRUSTED_PROXIES: '1' },
    () => 'a secret of measurements, long enough to sign',
  );
  const log = openLog(process.env.BENCH_LOG ?? 'silent');
  const db = openDatabase(databaseUrl, 10);
  const shift = new Date(now).getTime() - performance.now();
  const clock = () => new Date(shift + performance.now());
  const product = await openProduct({ config, db, log, clock, web: true, worker: false });
  const port = await product.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  const owning = new pg.Pool({ connectionString: databaseUrl, max: 3, application_name: 'recoup-bench' });
  const owner = {
    email: 'owner@bench.example',
    name: 'Owner',
    language: 'en' as const,
    timeZone: 'America/Chicago',
    password: 'measured twice',
  };
  const { workspaceId } = await createWorkspace(
    { db, config, log, now: clock() },
    { name: 'Bench', kind: 'brand', currency: 'USD', owner },
  );
  const signedIn = await product.app!.server.inject({
    method: 'POST',
    url: '/v1/auth/sign-in/email',
    headers: { origin: config.publicUrl, 'x-forwarded-for': '10.255.255.1' },
    payload: { email: owner.email, password: owner.password },
  });
  const cookie = signedIn.cookies.map((one) => `${one.name}=${encodeURIComponent(one.value)}`).join('; ');
  const ownerHeaders = { cookie, origin: config.publicUrl };
  return {
    url,
    workspaceId,
    ownerHeaders,
    owner: caller(intoProcess(product), ownerHeaders),
    at: (headers) => caller(overHttp(url), headers),
    async rows<T extends object>(statement: string, values: unknown[] = []) {
      return (await owning.query<T>(statement, values)).rows;
    },
    async drain() {
      const began = new Date();
      await product.drain();
      const { rows } = await owning.query<{ task: string; last_error: string }>(
        'select task_identifier as task, last_error from graphile_worker.jobs where last_error is not null and updated_at > $1',
        [new Date(began.getTime() - 1000)],
      );
      if (rows.length > 0) throw new Error(rows.map((row) => `job ${row.task} failed: ${row.last_error}`).join('\n'));
    },
    now: clock,
    async close() {
      await product.close();
      await db.close();
      await owning.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
