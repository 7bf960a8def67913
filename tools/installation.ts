import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../server/src/platform/embedded-postgres.ts';
import { migrate } from '../server/src/platform/migrate.ts';
import {
  describeProcess,
  end,
  identify,
  isAlive,
  type ProcessIdentity,
  parentOf,
} from '../server/src/platform/processes.ts';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Something the person at the terminal can mend: shown as it is, without a stack. */
export class Trouble extends Error {}

/** What to show of an error: trouble in its own words, a fault with its stack. */
export function inWords(error: unknown): string {
  if (error instanceof Trouble) return error.message;
  const { code, path, stack } = error as NodeJS.ErrnoException;
  if ((code === 'EACCES' || code === 'EPERM') && path) {
    return `${path} belongs to another user. Start Recoup as the user who started it first, or give them its files.`;
  }
  return stack ?? String(error);
}

/** One installation: its web port, and the folder that holds its database and files. */
export type Installation = { port: number; data: string };

/** PORT (4100) and RECOUP_DATA (./data), as the person gave them. */
export function readInstallation(env: NodeJS.ProcessEnv = process.env): Installation {
  const port = Number(env.PORT || 4100);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Trouble(`PORT=${env.PORT} is not a port number`);
  return { port, data: resolve(env.RECOUP_DATA || join(ROOT, 'data')) };
}

/** Makes the data folder. What lies in it is for us only, but PostgreSQL's own user must be able to pass through. */
export async function openDataFolder(data: string): Promise<void> {
  try {
    await mkdir(data, { recursive: true, mode: 0o711 });
    for (const name of ['logs', 'files']) await mkdir(join(data, name), { recursive: true, mode: 0o700 });
  } catch (error) {
    const { message } = error as Error;
    throw new Trouble(`The data folder ${data} cannot be made: ${message}. Set RECOUP_DATA to another folder.`);
  }
}

/** The database of DATABASE_URL, which is somebody else's to start and stop, or the embedded one. */
export async function openPostgres(data: string): Promise<EmbeddedPostgres> {
  const external = process.env.DATABASE_URL;
  if (external) return { ownerUrl: external, stop: async () => {}, lost: new Promise(() => {}) };
  return startEmbeddedPostgres(join(data, 'postgres'));
}

/** Brings the database up to this version, and says in plain words what stands in the way. */
export async function migrateDatabase(ownerUrl: string): Promise<string[]> {
  return migrate(ownerUrl).catch(({ message, code }: NodeJS.ErrnoException) => {
    throw new Trouble(`The database at ${new URL(ownerUrl).host} cannot be used: ${message || code}`);
  });
}

export async function portIsFree(port: number): Promise<boolean> {
  for (const host of ['0.0.0.0', '127.0.0.1']) {
    const free = await new Promise<boolean>((tell) => {
      const probe = createServer()
        .once('error', () => tell(false))
        .listen(port, host, () => probe.close(() => tell(true)));
    });
    if (!free) return false;
  }
  return true;
}

/** Who runs this installation: the launcher, the processes it was started from, and the server it started. */
export type Running = {
  port: number;
  launcher: ProcessIdentity;
  startedFrom: ProcessIdentity[];
  server: ProcessIdentity | null;
};

const note = (data: string) => join(data, 'running.json');

export async function writeRunning(data: string, running: Running): Promise<void> {
  await writeFile(`${note(data)}.new`, JSON.stringify(running));
  await rename(`${note(data)}.new`, note(data));
}

export async function readRunning(data: string): Promise<Running | null> {
  return existsSync(note(data)) ? (JSON.parse(await readFile(note(data), 'utf8')) as Running) : null;
}

export const forgetRunning = (data: string) => rm(note(data), { force: true });

/** npm and its shell, when they started us: whoever kills npm means all of it. */
export function startedFrom(): ProcessIdentity[] {
  if (!process.env.npm_lifecycle_event) return [];
  const chain: ProcessIdentity[] = [];
  for (let pid = process.ppid, steps = 0; pid > 1 && steps < 4; steps++) {
    const who = identify(pid);
    if (!who) break;
    chain.push(who);
    if (/\bnpm\b/.test(describeProcess(pid).command)) return chain;
    pid = parentOf(pid) ?? 0;
  }
  return [];
}

/**
 * Ends what an earlier start left behind: a server whose launcher was killed, or a launcher whose npm was killed.
 * Throws when the installation is really running.
 */
export async function clearRemains(data: string): Promise<string | null> {
  const running = await readRunning(data);
  if (!running) return null;
  const { launcher, server, port } = running;
  if (isAlive(launcher)) {
    if (running.startedFrom.every(isAlive)) {
      throw new Trouble(
        `Recoup is already running from ${data}: http://localhost:${port} (process ${launcher.pid}).\nStop it with Ctrl-C there, or "kill ${launcher.pid}"; or start another with PORT and RECOUP_DATA of its own.`,
      );
    }
    await end(launcher, [
      ['SIGTERM', 20_000],
      ['SIGKILL', 5_000],
    ]);
  }
  const left = server && isAlive(server) && /main\.ts/.test(describeProcess(server.pid).command);
  if (left)
    await end(server, [
      ['SIGTERM', 10_000],
      ['SIGKILL', 5_000],
    ]);
  await forgetRunning(data);
  return left ? 'Stopped the server that an earlier start had left behind.' : null;
}
