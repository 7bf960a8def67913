import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { NODE_FLAGS } from '../server/src/platform/node-flags.ts';
import { end, identify, type ProcessIdentity } from '../server/src/platform/processes.ts';
import { type Installation, ROOT, Trouble } from './installation.ts';

export type ServerProcess = {
  who: ProcessIdentity;
  /** Resolves when it has ended, with how. */
  ended: Promise<string>;
  stop(): Promise<void>;
};

/**
 * Starts the web and worker roles as one process and waits until it answers. What it says goes to logs/server.log in
 * the data folder, straight from the process, so that it loses nothing and needs nobody to read along.
 */
export async function startServer(
  { port, data }: Installation,
  databaseUrl: string,
  signal: AbortSignal,
): Promise<ServerProcess> {
  const logFile = join(data, 'logs', 'server.log');
  const size = existsSync(logFile) ? (await stat(logFile)).size : 0;
  if (size > 50_000_000) await rename(logFile, `${logFile}.1`);
  const from = size > 50_000_000 ? 0 : size;
  const log = await open(logFile, 'a', 0o600);
  const child = spawn(process.execPath, [...NODE_FLAGS, join(ROOT, 'server/src/main.ts')], {
    cwd: ROOT,
    env: {
      NODE_ENV: 'production',
      ...process.env,
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      RECOUP_DATA: data,
      RECOUP_ROLE: 'all',
    },
    stdio: ['ignore', log.fd, log.fd],
    detached: true, // Ctrl-C at the terminal is for the launcher, which stops the server before the database
  });
  await log.close();
  const ended = endOf(child);
  const who = child.pid ? identify(child.pid) : null;
  let how: string | null = null;
  void ended.then((text) => {
    how = text;
  });
  while (how === null) {
    if (signal.aborted && who) await stop(who);
    const said = await saidSince(logFile, from);
    if (who && !signal.aborted && /^ready http/m.test(said)) return { who, ended, stop: () => stop(who) };
    await new Promise((look) => setTimeout(look, 25));
  }
  const last = (await saidSince(logFile, from)).trim().split('\n').slice(-20).join('\n');
  throw new Trouble(`The server did not start (${how}):\n${last}\n\nIts log: ${logFile}`);
}

const stop = (who: ProcessIdentity) =>
  end(who, [
    ['SIGTERM', 15_000],
    ['SIGKILL', 5_000],
  ]);

async function saidSince(file: string, from: number): Promise<string> {
  return (await readFile(file)).subarray(from).toString('utf8');
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((tell) => {
    child.once('error', (error) => tell(error.message));
    child.once('exit', (code, signal) => tell(signal ?? `code ${code}`));
  });
}
