// Builds console/, buyer/ and site/ when their sources changed:  node tools/screens.ts
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { whileLocked } from '../server/src/platform/folder-lock.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const SCREENS = ['console', 'buyer', 'site'];

/**
 * Brings the dist of each screen up to its sources and returns the names of those it had to build. A build takes
 * the old one's place only when it is whole, so that a running server never serves half of one.
 */
export async function buildScreens(onBuild: (name: string) => void, signal?: AbortSignal): Promise<string[]> {
  const built: string[] = [];
  for (const name of SCREENS) {
    const folder = join(ROOT, name);
    await whileLocked(join(folder, '.building'), async () => {
      const sources = await fingerprint(name);
      if ((await stampOf(folder)) === sources) return;
      onBuild(name);
      await build(folder, signal);
      await writeFile(join(folder, 'dist.new', '.built-from'), sources);
      await rm(join(folder, 'dist.old'), { recursive: true, force: true });
      if (existsSync(join(folder, 'dist'))) await rename(join(folder, 'dist'), join(folder, 'dist.old'));
      await rename(join(folder, 'dist.new'), join(folder, 'dist'));
      await rm(join(folder, 'dist.old'), { recursive: true, force: true });
      built.push(name);
    });
  }
  return built;
}

async function stampOf(folder: string): Promise<string | null> {
  return readFile(join(folder, 'dist', '.built-from'), 'utf8').catch(() => null);
}

/** One hash over all a screen is made of: its files, the contract, and the versions of the packages. */
async function fingerprint(name: string): Promise<string> {
  const hash = createHash('sha256');
  const files = [
    ...(await filesIn(name)),
    ...(await filesIn('contract')),
    ...(await filesIn('rtc')),
    'package-lock.json',
    'tsconfig.base.json',
  ];
  for (const file of files.sort())
    hash
      .update(file)
      .update('\0')
      .update(await readFile(join(ROOT, file)))
      .update('\0');
  return hash.digest('hex');
}

const NOT_SOURCES = /^(node_modules|dist(\..*)?|\.building.*)$|\.test\.tsx?$/;

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(join(ROOT, folder), { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter(({ name }) => !NOT_SOURCES.test(name))
      .map((entry) => (entry.isDirectory() ? filesIn(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`])),
  );
  return found.flat();
}

async function build(folder: string, signal?: AbortSignal): Promise<void> {
  await rm(join(folder, 'dist.new'), { recursive: true, force: true });
  await mkdir(join(folder, 'dist.new'), { recursive: true });
  const vite = spawn(
    process.execPath,
    [
      join(ROOT, 'node_modules/vite/bin/vite.js'),
      'build',
      '--outDir',
      'dist.new',
      '--emptyOutDir',
      '--logLevel',
      'warn',
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_ENV: 'production' }, signal },
  );
  const ended = new Promise<number | null>((tell, fail) => vite.once('error', fail).once('close', tell));
  const [out, err, code] = await Promise.all([text(vite.stdout), text(vite.stderr), ended]);
  if (code !== 0) throw new Error(`${folder} could not be built:\n${out}${err}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const built = await buildScreens((name) => process.stdout.write(`Building ${name} …\n`));
  if (built.length === 0) process.stdout.write('The screens are fresh.\n');
}
