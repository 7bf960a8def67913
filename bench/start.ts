/**
 * From `npm start` to the first page served, on the second start of an installation; beside a bare Node process that
 * serves one page.   npm run bench -- start
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quantile, report, round } from './lib/place.ts';

const RUNS = 5;
const root = new URL('..', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'recoup-bench-start-'));
const port = 48_000 + Math.floor(Math.random() * 1000);

/** Milliseconds until a page answers. The process is stopped as Ctrl-C does. */
async function timed(command: string, args: string[], url: string, env: Record<string, string>): Promise<number> {
  const from = performance.now();
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (;;) {
    const answer = await fetch(url).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.ok) break;
    if (child.exitCode !== null) throw new Error(`${command} ${args.join(' ')} ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const took = performance.now() - from;
  child.kill('SIGINT');
  await ended;
  return took;
}

try {
  const env = { PORT: String(port), RECOUP_DATA: join(folder, 'data') };
  const page = `http://127.0.0.1:${port}/`;
  const first = await timed('npm', ['start'], page, env);
  const seconds: number[] = [];
  for (let run = 0; run < RUNS; run++) seconds.push(await timed('npm', ['start'], page, env));
  const bare: number[] = [];
  const script = `require('http').createServer((q,s)=>s.end('ok')).listen(${port + 1},'127.0.0.1');process.on('SIGINT',()=>process.exit())`;
  for (let run = 0; run < RUNS; run++)
    bare.push(await timed(process.execPath, ['-e', script], `http://127.0.0.1:${port + 1}/`, {}));
  const second = quantile(seconds, 0.5);
  const floor = quantile(bare, 0.5);
  report(
    'start',
    [
      ['first start: build if stale, database, demo', `${round(first / 1000)} s`],
      ['second start, median', `${round(second / 1000)} s (under 5)`],
      ['a bare Node server, median', `${round(floor / 1000)} s`],
      ['ratio', `${round(second / floor, 1)} times the bare one`],
    ],
    {
      ratio: round(second / floor, 2),
      second_start_s: round(second / 1000),
      first_start_s: round(first / 1000),
      bare_s: round(floor / 1000, 3),
      runs: RUNS,
    },
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
