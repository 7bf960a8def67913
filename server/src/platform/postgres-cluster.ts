import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { type Account, lendPrograms, packagedPostgres, postgresAccount, reachable } from './postgres-home.ts';

/** Under which account a cluster's server runs (null: our own), and from where its programs. */
export type Cluster = { account: Account | null; programs: string };

/** Makes the cluster on the first call; says under which account and from where its programs run. */
export async function openCluster(home: string, password: string, durable: boolean): Promise<Cluster> {
  const data = join(home, 'cluster');
  const account = await accountFor(data);
  const packaged = await packagedPostgres();
  await removeLentPrograms(home);
  let programs = packaged;
  if (account && !(await reachable(join(packaged, 'bin'), account))) {
    programs = await lendPrograms(packaged, account);
    await writeFile(join(home, 'programs'), programs);
  }
  if (!existsSync(data)) await makeCluster(home, data, { account, programs }, password, durable);
  const made = (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim();
  const { stdout } = await promisify(execFile)(join(packaged, 'bin', 'postgres'), ['--version']);
  const ours = /(\d+)/.exec(stdout)?.[1];
  if (made !== ours) {
    throw new Error(`${data} was made by PostgreSQL ${made}, and this is ${ours}: dump it with the old one first`);
  }
  return { account, programs };
}

// The server runs as who owns its data: root may start what another user made.
async function accountFor(data: string): Promise<Account | null> {
  const account = await postgresAccount();
  if (!account || !existsSync(data)) return account;
  const { uid, gid } = await stat(data);
  return { uid, gid };
}

async function makeCluster(home: string, data: string, cluster: Cluster, password: string, durable: boolean) {
  const { account, programs } = cluster;
  const growing = `${data}.new`; // becomes the cluster when whole: a kill half way leaves nothing that looks like one
  const passwordFile = join(home, 'password.initdb');
  await rm(growing, { recursive: true, force: true });
  await mkdir(growing, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account) for (const path of [growing, passwordFile]) await chown(path, account.uid, account.gid);
  const flags = [
    ...['--username=postgres', '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...(durable ? [] : ['--no-sync']),
  ];
  const handed = await open(passwordFile); // an open file reaches an account that cannot enter its folder
  try {
    const initdb = spawn(
      join(programs, 'bin', 'initdb'),
      [`--pgdata=${await standIn(growing, account)}`, '--pwfile=/dev/fd/3', ...flags],
      { ...account, cwd: growing, env: environment(), stdio: ['ignore', 'ignore', 'pipe', handed.fd] },
    );
    const [said, code] = await Promise.all([text(initdb.stderr!), exitOf(initdb)]);
    if (code !== 0) throw new Error(`PostgreSQL could not make its cluster in ${home}: ${said || code}`);
    await rename(growing, data);
  } finally {
    await handed.close();
    await rm(passwordFile, { force: true });
  }
}

function exitOf(child: ChildProcess): Promise<number | string> {
  return new Promise((tell) => {
    child.once('error', (error) => tell(error.message)).once('exit', (code, signal) => tell(code ?? signal ?? 'ended'));
  });
}

/**
 * How the server names its data folder. An account that cannot enter the parents (root's data below /root) is put
 * into the folder by us and names it as the place it stands in.
 */
export async function standIn(data: string, account: Account | null): Promise<string> {
  if (!account || (await reachable(data, account))) return data;
  if (process.platform === 'linux') return '/proc/self/cwd';
  throw new Error(`the user "postgres" cannot enter ${data}: choose another RECOUP_DATA`);
}

/** Removes the second place of the programs that this cluster's last server ran from, if it had one. */
export async function removeLentPrograms(home: string): Promise<void> {
  const file = join(home, 'programs');
  if (!existsSync(file)) return;
  const lent = await readFile(file, 'utf8');
  if (/recoup-postgres-\w+$/.test(lent)) await rm(lent, { recursive: true, force: true });
  await rm(file, { force: true });
}

/** All a server is told of our environment: neither our secrets nor what steers PostgreSQL's clients. */
export function environment(): NodeJS.ProcessEnv {
  const { PATH, TMPDIR } = process.env;
  return { PATH, ...(TMPDIR ? { TMPDIR } : {}), LC_ALL: 'C' };
}
