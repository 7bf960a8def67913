/** The product in a process of its own, that a test may kill. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterFile } from '../after-file.ts';
import { type Client, clientWith, type FrontDoor } from '../front-door.ts';

export type ServerProcess = {
  url: string;
  /** The same person, at this process's door. */
  as(client: Client): Client;
  /** kill −9. */
  kill(): Promise<void>;
};

/** Starts the product on the door's database; it ends with the test file at the latest. `settings` are of the environment. */
export async function startServer(
  door: FrontDoor,
  companyUrl: string,
  settings: Record<string, string> = {},
): Promise<ServerProcess> {
  const { config } = door.product.services;
  const port = await freePort();
  const data = await mkdtemp(join(tmpdir(), 'recoup-killed-'));
  const server = spawn(process.execPath, [fileURLToPath(new URL('./product.ts', import.meta.url))], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: door.ownerUrl,
      RECOUP_DATA: data,
      RECOUP_SECRET: config.secret,
      PUBLIC_URL: config.publicUrl,
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'error',
      INBOX_PRIVATE_HOSTS: 'allow',
      COMPANY_URL: companyUrl,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'exit');
  const kill = async () => {
    server.kill('SIGKILL');
    await ended;
  };
  afterFile(async () => {
    await kill();
    await rm(data, { recursive: true, force: true });
  });
  await readyLine(server);
  const url = `http://127.0.0.1:${port}`;
  return { url, as: (client) => clientWith(url, client.headers), kill };
}

async function readyLine(server: ChildProcess): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    server.stdout!.on('data', (chunk) => {
      said += String(chunk);
      if (/^ready /m.test(said)) resolve();
    });
    server.once('exit', () => reject(new Error(`the server did not start: ${said}`)));
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (typeof address !== 'object' || !address) throw new Error('no free port');
  return address.port;
}
