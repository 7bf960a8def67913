import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

type Locked = { optionalDependencies?: Record<string, string> };

it('the lock file holds every optional package of every platform, without which npm ci refuses it', async () => {
  const file = new URL('../package-lock.json', import.meta.url);
  const { packages } = JSON.parse(await readFile(file, 'utf8')) as { packages: Record<string, Locked> };
  const held = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)));
  const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies));
  expect(wanted.length).toBeGreaterThan(10);
  expect(wanted.filter((name) => !held.has(name))).toEqual([]);
});
