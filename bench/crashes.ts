/**
 * kill −9 in the middle of refunds, charges and store credits, as often as asked: the real process, a real PostgreSQL, and
 * a server that speaks Stripe's wire format on the other side (server/test/crashes.test.ts says what is held to).
 *
 *   npm run bench -- crashes              200 seeded crashes
 *   npm run bench -- crashes --runs 20    fewer
 *   npm run bench -- crashes --seed 7     others
 *
 * Each run presses a refund, an exchange's charge and a store credit at once and kills the process before, while or after
 * the payment company does what it was asked, or at some moment of the clock; the next process finds what was left. It
 * ends with a failure if anything was paid twice, owed and forgotten, or if the books do not balance.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { report } from './lib/place.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const given = (name: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const runs = given('runs') ?? '200';
const folder = await mkdtemp(join(tmpdir(), 'recoup-crashes-'));
const file = join(folder, 'figures.json');
// Half an hour is long: it says how far it is.
const looking = setInterval(async () => {
  const done = await readFile(file, 'utf8').catch(() => null);
  if (done) process.stderr.write(`${(JSON.parse(done) as { runs: number }).runs} of ${runs} crashes, all clean\n`);
}, 30_000);
const child = spawn(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'server/test/crashes.test.ts', '--reporter=dot'],
  {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      CRASH_RUNS: runs,
      CRASH_REPORT: file,
      ...(given('seed') ? { CRASH_SEED: given('seed') } : {}),
    },
  },
);
const [code] = (await once(child, 'exit')) as [number | null];
clearInterval(looking);
if (code !== 0) {
  await rm(folder, { recursive: true, force: true });
  process.stderr.write('A crash left something behind: see above.\n');
  process.exit(1);
}
const figures = JSON.parse(await readFile(file, 'utf8')) as {
  runs: number;
  seed: number;
  kills: Record<string, number>;
  deeds: Record<string, number>;
  stripe_refunds: number;
  pages: number;
  seconds: number;
};
await rm(folder, { recursive: true, force: true });
const words = {
  before: 'killed before the company did it',
  done: 'killed when it was done, before its answer left',
  answered: 'killed right after the answer',
  clock: 'killed at some moment of the clock',
};
report(
  'crashes',
  [
    ['crashes', `${figures.runs} in ${figures.seconds} s, seed ${figures.seed}`],
    ...Object.entries(figures.kills).map(([where, n]): [string, string] => [
      words[where as keyof typeof words],
      String(n),
    ]),
    ...Object.entries(figures.deeds).map(([name, n]): [string, string] => [`${name}s, each once`, String(n)]),
    ['paid twice, or owed and forgotten', '0'],
    ['entries of the books that do not balance', '0'],
  ],
  figures,
);
