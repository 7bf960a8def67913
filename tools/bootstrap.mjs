// The first steps of every command. Runs on the machine's own Node (20 or later) with nothing installed: plain
// JavaScript, no packages. What follows runs on the Node that package-lock.json pins.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const NODE = join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const STAMP = join(ROOT, 'node_modules', '.recoup-installed');
const LOCK = join(ROOT, '.installing');
let locked = false;

/** Installs if needed, then runs a TypeScript file of this folder and ends as it ends. */
export async function runPinned(script, args) {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    fail(`Recoup needs Node 20 or later to begin with; this is ${process.version}. See https://nodejs.org`);
  }
  await installIfNeeded();
  const child = spawn(NODE, [join(ROOT, script), ...args], {
    // The channel tells the other side when this process is killed.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // Compiled code is kept for the next time: it halves what a start costs.
    env: { NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'node'), ...process.env },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => fail(error.message));
  child.once('exit', (code) => process.exit(code ?? 1));
}

async function installIfNeeded() {
  if (installed()) return;
  await lock();
  try {
    if (!installed()) await install();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

const wanted = () =>
  createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');

function installed() {
  if (!existsSync(NODE)) return false;
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted()) return true;
  if (!agreesWithLock()) return false;
  writeFileSync(STAMP, wanted());
  return true;
}

/** Somebody may have run npm themselves: does what it noted down agree with the lock file? */
function agreesWithLock() {
  const note = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(note)) return false;
  const found = JSON.parse(readFileSync(note, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(locked).every(([path, { version, link, optional, peer }]) => {
    if (!path.includes('node_modules/') || link) return true;
    return found[path] ? found[path].version === version : Boolean(optional || peer);
  });
}

async function install() {
  const began = Date.now();
  const changed = existsSync(join(ROOT, 'node_modules', '.package-lock.json'));
  const what = changed ? 'Packages changed: installing' : 'First run: installing packages';
  const tell = () => process.stdout.write(`\r${what}, about a minute … ${Math.round((Date.now() - began) / 1000)} s `);
  if (!process.stdout.isTTY) process.stdout.write(`${what}, about a minute …\n`);
  const ticking = process.stdout.isTTY ? setInterval(tell, 1000) : undefined;
  // `npm ci` begins by deleting every package, under the feet of whatever runs from this folder: for the first time only.
  const command = changed ? ['install', '--no-save'] : ['ci'];
  const flags = [...command, '--include=dev', '--ignore-scripts=false', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const [program, ...before] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  const { code, output } = await run(program, [...before, ...flags]);
  clearInterval(ticking);
  if (process.stdout.isTTY) process.stdout.write('\n');
  if (code !== 0)
    fail(`${output.trim()}\n\nThe packages could not be installed (npm ${command.join(' ')}). Nothing was started.`);
  if (!existsSync(NODE))
    fail(`${output.trim()}\n\nnpm installed the packages, but not the Node it was asked for (${NODE}).`);
  writeFileSync(STAMP, wanted());
}

function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.once(signal, () => {
        child.kill(signal);
        rmSync(LOCK, { force: true });
        process.exit(130);
      });
    }
  });
}

/** Two starts of one fresh clone at once: the second waits for the first one's packages. */
async function lock() {
  for (;;) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
      locked = true;
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') fail(`${ROOT} cannot be written to: ${error.message}`);
      const holder = Number(readFileSync(LOCK, 'utf8') || Number.NaN);
      if (holder && !alive(holder)) rmSync(LOCK, { force: true });
      else await new Promise((again) => setTimeout(again, 300));
    }
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  if (locked) rmSync(LOCK, { force: true });
  process.exit(1);
}
