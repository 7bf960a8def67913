import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { identify, isAlive, type ProcessIdentity } from './processes.ts';

/**
 * Runs `work` while no other process of this machine does work under the same lock file; waits for its turn up to
 * two minutes. The lock of a process that was killed is taken over.
 */
export async function whileLocked<T>(file: string, work: () => Promise<T>): Promise<T> {
  const mine = `${file}.${randomUUID()}`;
  const deadline = Date.now() + 120_000;
  await writeFile(mine, JSON.stringify(identify(process.pid)), { mode: 0o600 });
  try {
    while (!(await linked(mine, file))) {
      const holder = await readHolder(file);
      if (holder && !isAlive(holder)) await removeStale(file, holder);
      else if (Date.now() > deadline) throw new Error(`${file} is held by process ${holder?.pid ?? 'unknown'}`);
      else await new Promise((resolve) => setTimeout(resolve, 20));
    }
    try {
      return await work();
    } finally {
      await rm(file, { force: true });
    }
  } finally {
    await rm(mine, { force: true });
  }
}

/** Notes in `home` that this process uses what lives there; the file it returns is removed to let go. */
export async function takeHold(home: string): Promise<string> {
  const file = join(home, 'holders', randomUUID());
  await mkdir(join(home, 'holders'), { recursive: true });
  await writeFile(file, JSON.stringify(identify(process.pid)));
  return file;
}

/** The processes that use what lives in `home`; those that were killed no longer count. */
export async function livingHolders(home: string): Promise<ProcessIdentity[]> {
  const folder = join(home, 'holders');
  const living: ProcessIdentity[] = [];
  for (const name of existsSync(folder) ? await readdir(folder) : []) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => '');
    const holder = text ? (JSON.parse(text) as ProcessIdentity) : null;
    if (holder && isAlive(holder)) living.push(holder);
    else await rm(join(folder, name), { force: true });
  }
  return living;
}

// A link appears whole or not at all, so nobody reads a lock without its holder.
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(file: string): Promise<ProcessIdentity | null> {
  return readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as ProcessIdentity,
    () => null,
  );
}

// Between reading and removing, another process may have replaced the dead lock by its own: that one is put back.
async function removeStale(file: string, dead: ProcessIdentity): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  const holder = await readHolder(aside);
  if (holder && (holder.pid !== dead.pid || holder.startedAt !== dead.startedAt)) await linked(aside, file);
  await rm(aside, { force: true });
}
