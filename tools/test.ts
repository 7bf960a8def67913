// npm test: every gate and every test, and at the end the line "N passed, N failed".
import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './chromium.ts';
import { ensureCoturn } from './coturn.ts';
import { ensureDovecot } from './dovecot.ts';
import { ROOT } from './installation.ts';
import { buildScreens } from './screens.ts';
import { checkTypes, PROJECTS } from './types.ts';

type Outcome = { name: string; passed: number; failed: number; skipped: number; seconds: number };

const say = (text: string) => process.stdout.write(`${text}\n`);
const bin = (path: string) => join(ROOT, 'node_modules', path);
const outcomes: Outcome[] = [];
let running: ChildProcess | null = null;
let interrupted = false;

function interrupt(): void {
  // Told once, both runners put everything away; told twice they leave at once. Ctrl-C may reach us several times.
  if (!interrupted) running?.kill('SIGINT');
  interrupted = true;
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(signal, interrupt);

// Whatever is written aside goes in here, and goes with it.
const aside = await mkdtemp(join(tmpdir(), 'recoup-tests-'));
// Servers of the tests that give up being root pass through to folders of their own.
await chmod(aside, 0o711);
try {
  await step('browser', async () => gate(() => ensureChromium(say)));
  await step('mail server', async () => gate(() => ensureDovecot(say)));
  await step('relay', async () => gate(() => ensureCoturn(say)));
  for (const project of PROJECTS) await step(`types of ${project}`, () => types(project));
  await step('lint', async () => command('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']));
  await step('row types', async () => command(join(ROOT, 'tools/db-types.ts'), ['--check']));
  await step('screens', async () => gate(() => buildScreens((name) => say(`building ${name}`))));
  await step('tests', vitest);
  await step('journeys', playwright);
} finally {
  await rm(aside, { recursive: true, force: true, maxRetries: 5, retryDelay: 300 });
}

const width = Math.max(...outcomes.map(({ name }) => name.length));
say('');
for (const { name, passed, failed, skipped, seconds } of outcomes) {
  const skips = skipped > 0 ? `, ${skipped} skipped` : '';
  say(`${failed > 0 ? '✗' : '✓'} ${name.padEnd(width)}  ${passed} passed, ${failed} failed${skips}  (${seconds} s)`);
}
const sum = (of: 'passed' | 'failed') => outcomes.reduce((total, outcome) => total + outcome[of], 0);
if (interrupted) say('Interrupted: not everything was run.');
say(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') > 0 || interrupted ? 1 : 0);

async function step(name: string, work: () => Promise<Omit<Outcome, 'name' | 'seconds'>>): Promise<void> {
  if (interrupted) return;
  say(`\n── ${name}`);
  const began = Date.now();
  const outcome = await work();
  outcomes.push({ name, ...outcome, seconds: Math.round((Date.now() - began) / 1000) });
}

function verdict(fine: boolean) {
  return { passed: fine ? 1 : 0, failed: fine ? 0 : 1, skipped: 0 };
}

async function gate(work: () => unknown) {
  try {
    await work();
    return verdict(true);
  } catch (error) {
    say((error as Error).message);
    return verdict(false);
  }
}

async function types(project: string) {
  const { files, errors } = await checkTypes(project);
  say(errors.length > 0 ? errors.join('\n') : `${files} files`);
  return verdict(errors.length === 0);
}

/** Runs a program of ours on this Node, its output straight to the terminal. */
function run(script: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((tell) => {
    const child = spawn(process.execPath, [script.startsWith('/') ? script : bin(script), ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, TMPDIR: aside, ...env },
      detached: true, // out of the reach of Ctrl-C, which is passed on above
    });
    running = child;
    child.once('exit', (code) => {
      running = null;
      tell(code ?? 1);
    });
  });
}

async function command(script: string, args: string[]) {
  return verdict((await run(script, args)) === 0);
}

/** What a runner counted. One that failed without a failing test (a leak, an error between tests) counts as one failure. */
function counted(code: number, passed: number, failed: number, skipped: number) {
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed, skipped };
}

async function vitest() {
  const file = join(aside, 'vitest.json');
  const code = await run('vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = await readReport(file);
  return counted(code, report.numPassedTests ?? 0, report.numFailedTests ?? 0, report.numPendingTests ?? 0);
}

async function playwright() {
  const file = join(aside, 'playwright.json');
  const code = await run('@playwright/test/cli.js', ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  const { stats } = await readReport(file);
  if (code === 0) await rm(join(ROOT, 'test-results'), { recursive: true, force: true });
  return counted(code, stats?.expected ?? 0, (stats?.unexpected ?? 0) + (stats?.flaky ?? 0), stats?.skipped ?? 0);
}

type Report = {
  numPassedTests?: number;
  numFailedTests?: number;
  numPendingTests?: number;
  stats?: { expected: number; unexpected: number; flaky: number; skipped: number };
};

async function readReport(file: string): Promise<Report> {
  return readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Report,
    () => ({}),
  );
}
