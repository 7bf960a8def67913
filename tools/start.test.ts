import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identify, isAlive } from '../server/src/platform/processes.ts';
import { ROOT, type Running } from './installation.ts';
import { buildScreens } from './screens.ts';

let parent: string;
let data: string;
let port: number;
let started: Start[] = [];

beforeAll(async () => {
  await buildScreens(() => {});
  parent = await mkdtemp(join(tmpdir(), 'recoup-start-'));
  data = join(parent, 'data');
  const probe = createServer().listen(0);
  await once(probe, 'listening');
  port = (probe.address() as { port: number }).port;
  probe.close();
}, 240_000);
afterAll(async () => {
  for (const start of started) if (start.process.exitCode === null) await start.interrupt();
  await rm(parent, { recursive: true, force: true });
});

type Start = { process: ChildProcess; said(): string; ended: Promise<number>; interrupt(): Promise<number> };

/** `npm start` without npm, and without the demo. */
function start(changes: Record<string, string> = {}): Start {
  const { DATABASE_URL: _mine, npm_lifecycle_event: _npm, ...env } = process.env;
  const child = spawn(process.execPath, [join(ROOT, 'tools/start.mjs')], {
    env: { ...env, PORT: String(port), RECOUP_DATA: data, RECOUP_DEMO: 'off', ...changes },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (more) => {
      text += more;
    });
  const ended = once(child, 'close').then(([code]) => code as number);
  const interrupt = () => {
    child.kill('SIGINT');
    return ended;
  };
  const one = { process: child, said: () => text, ended, interrupt };
  started = [...started, one];
  return one;
}

async function said(one: Start, words: string): Promise<void> {
  await expect.poll(one.said, { timeout: 60_000 }).toContain(words);
}

const running = async () => JSON.parse(await readFile(join(data, 'running.json'), 'utf8')) as Running;
const answers = () =>
  fetch(`http://localhost:${port}/healthz`).then(
    ({ status }) => status,
    () => 'nobody',
  );
async function databaseServer() {
  const file = await readFile(join(data, 'postgres/cluster/postmaster.pid'), 'utf8');
  return identify(Number(file.split('\n')[0]))!;
}

describe('npm start', { timeout: 180_000 }, () => {
  it('serves the product at its address, and at Ctrl-C leaves nothing running', async () => {
    const one = start();
    await said(one, 'Recoup is ready');
    expect(await answers()).toBe(200);
    const { server } = await running();
    const database = await databaseServer();
    expect(await one.interrupt()).toBe(0);
    expect([isAlive(server!), isAlive(database), await answers()]).toEqual([false, false, 'nobody']);
    expect(existsSync(join(data, 'running.json'))).toBe(false);
  });

  it('says so when it is running already, and when another program holds the port', async () => {
    const one = start();
    await said(one, 'Recoup is ready');
    const same = start();
    expect(await same.ended).toBe(1);
    expect(same.said()).toContain(`Recoup is already running from ${data}: http://localhost:${port}`);
    const other = start({ RECOUP_DATA: join(parent, 'other') });
    expect(await other.ended).toBe(1);
    expect(other.said()).toContain(`Port ${port} is in use by another program`);
    expect(await answers()).toBe(200);
    await one.interrupt();
  });

  it('starts again by itself what is killed', async () => {
    const one = start();
    await said(one, 'Recoup is ready');
    process.kill((await running()).server!.pid, 'SIGKILL');
    await said(one, 'Recoup is ready again');
    expect(await answers()).toBe(200);
    process.kill((await databaseServer()).pid, 'SIGKILL');
    await expect.poll(() => one.said().match(/ready again/g)?.length, { timeout: 60_000 }).toBe(2);
    expect(await answers()).toBe(200);
    await one.interrupt();
  });

  it('recovers at the next start when all of it was killed', async () => {
    const one = start();
    await said(one, 'Recoup is ready');
    const { launcher, server } = await running();
    for (const { pid } of [launcher, server!, await databaseServer()]) process.kill(pid, 'SIGKILL');
    await one.ended;
    const next = start();
    await said(next, 'Recoup is ready');
    expect(await answers()).toBe(200);
    await next.interrupt();
  });

  it('recovers at the next start when only the launcher was killed, and the server it left holds the port', async () => {
    const one = start();
    await said(one, 'Recoup is ready');
    const { launcher, server } = await running();
    process.kill(launcher.pid, 'SIGKILL');
    await one.ended;
    expect(await answers()).toBe(200);
    const next = start();
    await said(next, 'Recoup is ready');
    expect(next.said()).toContain('Stopped the server that an earlier start had left behind');
    expect(isAlive(server!)).toBe(false);
    expect(await answers()).toBe(200);
    await next.interrupt();
  });

  it('refuses a bad setting in one line', async () => {
    const one = start({ PORT: 'http' });
    expect(await one.ended).toBe(1);
    expect(one.said().trim()).toBe('PORT=http is not a port number');
  });
});
