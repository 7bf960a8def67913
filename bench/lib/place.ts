/** Where a measurement runs: a real PostgreSQL and a server of its own in a temporary folder, gone afterwards. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedOptions, startEmbeddedPostgres } from '../../server/src/platform/embedded-postgres.ts';
import { migrate } from '../../server/src/platform/migrate.ts';
import { NODE_FLAGS } from '../../server/src/platform/node-flags.ts';

export const SECRET = 'a secret of measurements, long enough to sign';

export type Place = {
  folder: string;
  /** Address of the owner for a database of the cluster. */
  url(database: string): string;
  /** A new database: empty and migrated, or a copy of another one that nobody is connected to. */
  create(name: string, copyOf?: string): Promise<string>;
  /** The server as `npm start` runs it, in a process of its own. */
  serve(database: string): Promise<Server>;
  /** Something to undo when it is over, however it ends. */
  onEnd(undo: () => unknown): void;
};
export type Server = { url: string; memory(): number; stop(): Promise<void> };

/**
 * Runs a measurement and cleans up after it, also when it fails or is interrupted. `durable: false` where what is measured is
 * not how long things take: nothing waits for the disk.
 */
export async function measure(work: (place: Place) => Promise<void>, options: EmbeddedOptions = {}): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'recoup-bench-'));
  const undo: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  // Once, and waited for by everyone: what a stop breaks off must not end the process before it is cleaned up.
  let ending: Promise<void> | null = null;
  const undoAll = async () => {
    for (const one of undo.reverse()) await one();
  };
  const end = () => {
    ending ??= undoAll();
    return ending;
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void end().then(() => process.exit(130)));
  try {
    const cluster = await startEmbeddedPostgres(join(folder, 'postgres'), options);
    undo.push(() => cluster.stop());
    const url = (database: string) => {
      const address = new URL(cluster.ownerUrl);
      address.pathname = `/${database}`;
      return address.href;
    };
    const admin = async (statement: string) => {
      const client = new pg.Client({ connectionString: cluster.ownerUrl });
      await client.connect();
      await client.query(statement);
      await client.end();
    };
    let port = 46_000 + Math.floor(Math.random() * 2_000);
    await work({
      folder,
      url,
      async create(name, copyOf) {
        await admin(`create database ${name}${copyOf ? ` template ${copyOf}` : ''}`);
        if (!copyOf) await migrate(url(name));
        return url(name);
      },
      async serve(database) {
        port += 1;
        const server = await startServer(url(database), port, folder);
        undo.push(() => server.stop());
        return server;
      },
      onEnd: (one) => undo.push(one),
    });
  } finally {
    await end();
  }
}

function startServer(databaseUrl: string, port: number, folder: string): Promise<Server> {
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    HOST: '127.0.0.1',
    RECOUP_DATA: folder,
    RECOUP_SECRET: SECRET,
    LOG_LEVEL: 'warn',
  };
  const main = new URL('../../server/src/main.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [...NODE_FLAGS, main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    child.stdout.on('data', (text: Buffer) => {
      if (text.toString().includes('ready http'))
        resolve({ url: `http://127.0.0.1:${port}`, memory: () => memoryOf(child), stop: () => stop(child) });
    });
  });
}

/** Resident memory of the process, bytes. */
function memoryOf(child: ChildProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

/** Runs `work` for every item, `width` at a time. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T, lane: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: width }, async (_, lane) => {
      while (next < items.length) await work(items[next++]!, lane);
    }),
  );
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

/** A readable table, then one line of JSON for machines. */
export function report(bench: string, rows: [string, string][], figures: Record<string, unknown>): void {
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, value] of rows) process.stdout.write(`${name.padEnd(width)}  ${value}\n`);
  process.stdout.write(`${JSON.stringify({ bench, ...figures })}\n`);
}

export const round = (value: number, digits = 2) => Number(value.toFixed(digits));
