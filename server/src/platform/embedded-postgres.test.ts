import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, readlink, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { end, identify, isAlive } from './processes.ts';

let parent: string;
let folder: string;
beforeAll(async () => {
  // mkdtemp's folders are closed to everyone else: as root, PostgreSQL's own user cannot enter this one.
  parent = await mkdtemp(join(tmpdir(), 'recoup-embedded-'));
  folder = join(parent, 'data', 'postgres');
  const first = await start();
  await ask(first.ownerUrl, 'create table kept (words text); insert into kept values ($$still here$$)');
  await first.stop();
});
afterAll(() => rm(parent, { recursive: true, force: true }));

const start = (where = folder) => startEmbeddedPostgres(where, { durable: false });

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
const kept = (url: string) => ask(url, 'select words from kept');

async function serverOf(where: string) {
  const file = await readFile(join(where, 'cluster', 'postmaster.pid'), 'utf8').catch(() => '0');
  return identify(Number(file.split('\n')[0]));
}

/** Another process that uses the same folder, and keeps using it until it is told or killed. */
async function startElsewhere(): Promise<{ process: ChildProcess; url: string }> {
  const code = `
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./embedded-postgres.ts', import.meta.url).href)};
    const server = await startEmbeddedPostgres(${JSON.stringify(folder)}, { durable: false });
    console.log(server.ownerUrl);
    process.stdin.resume().once('close', () => server.stop());`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', code], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { process: child, url };
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

describe('PostgreSQL out of the data folder', () => {
  it('keeps what was written, under the same address, and is ready in a moment', async () => {
    const before = await readFile(join(folder, 'port'), 'utf8');
    const began = performance.now();
    const server = await start();
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(await kept(server.ownerUrl)).toEqual([{ words: 'still here' }]);
    expect(new URL(server.ownerUrl).port).toBe(before);
    await server.stop();
    expect(await serverOf(folder)).toBeNull();
  });

  it('hears this machine only, and keeps its password from other users', async () => {
    const server = await start();
    const rows = await ask(
      server.ownerUrl,
      "select current_setting('listen_addresses') as hears, current_setting('is_superuser') as superuser",
    );
    expect(rows).toEqual([{ hears: '127.0.0.1', superuser: 'off' }]);
    expect((await stat(join(folder, 'password'))).mode & 0o777).toBe(0o600);
    await expect(ask(server.ownerUrl.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/);
    await server.stop();
  });

  it('starts again after the process that used it was killed, and ends the server it left behind', async () => {
    const other = await startElsewhere();
    const orphan = (await serverOf(folder))!;
    await kill(other.process);
    expect(isAlive(orphan)).toBe(true);
    const server = await start();
    expect(isAlive(orphan)).toBe(false);
    expect(await kept(server.ownerUrl)).toHaveLength(1);
    await server.stop();
  });

  it('starts again after the server itself was killed, and tells who used it', async () => {
    const server = await start();
    await end((await serverOf(folder))!, [['SIGKILL', 5_000]]);
    await server.lost;
    await server.stop();
    const next = await start();
    expect(await kept(next.ownerUrl)).toHaveLength(1);
    await next.stop();
  });

  it('is not fooled by another process that got the number of the killed server', async () => {
    const server = await start();
    const file = join(folder, 'cluster', 'postmaster.pid');
    const text = await readFile(file, 'utf8');
    await server.stop();
    const bystander = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)']);
    await writeFile(file, text.replace(/^\d+/, String(bystander.pid)));
    const next = await start();
    expect(await kept(next.ownerUrl)).toHaveLength(1);
    expect(bystander.exitCode).toBeNull();
    await next.stop();
    await kill(bystander);
  });

  it('is shared by several processes, and stops with the last', async () => {
    const other = await startElsewhere();
    const server = await start();
    expect(server.ownerUrl).toBe(other.url);
    const exit = once(other.process, 'exit');
    other.process.stdin!.end();
    await exit;
    expect(await kept(server.ownerUrl)).toHaveLength(1);
    await server.stop();
    expect(await serverOf(folder)).toBeNull();
  });

  it('serves two that start at the same moment from one server', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    expect(one.ownerUrl).toBe(two.ownerUrl);
    await Promise.all([one.stop(), two.stop()]);
    expect(await serverOf(folder)).toBeNull();
  });

  it('takes another port when its own was taken meanwhile', async () => {
    const port = Number(await readFile(join(folder, 'port'), 'utf8'));
    const squatter = createServer().listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    const server = await start();
    expect(new URL(server.ownerUrl).port).not.toBe(String(port));
    expect(await kept(server.ownerUrl)).toHaveLength(1);
    await server.stop();
    squatter.close();
  });

  it('makes its cluster anew when the first start was killed half way', async () => {
    const where = join(parent, 'half');
    const whole = await start(where);
    await whole.stop();
    await rm(join(where, 'cluster', 'global'), { recursive: true });
    await rename(join(where, 'cluster'), join(where, 'cluster.new'));
    const server = await start(where);
    expect(await ask(server.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    expect(existsSync(join(where, 'cluster.new'))).toBe(false);
  });

  it.runIf(process.getuid?.() === 0)(
    'opens no private folder of root, and leaves none of its programs about',
    async () => {
      expect((await stat(parent)).mode & 0o777).toBe(0o700);
      await chmod(join(parent, 'data'), 0o700);
      const server = await start();
      const { pid } = (await serverOf(folder))!;
      expect(await readlink(`/proc/${pid}/cwd`)).toBe(join(folder, 'cluster'));
      expect((await stat(`/proc/${pid}`)).uid).not.toBe(0);
      await server.stop();
      expect((await stat(parent)).mode & 0o777).toBe(0o700);
      expect(existsSync(join(folder, 'programs'))).toBe(false);
    },
  );
});
