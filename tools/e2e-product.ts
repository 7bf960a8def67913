import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { startTranslator } from '../e2e/translator.ts';
import { startCoturn } from '../server/test/coturn.ts';
import { coturnProgram } from '../server/test/coturn-program.ts';
import { ROOT } from './installation.ts';

/**
 * Playwright's global setup: the real product with its demo, from `npm start`'s own launcher, in a folder and on a
 * port of its own, with a translator and a relay of the journeys. Playwright calls the returned function when the journeys
 * are over. A journey may have the product stopped and started again, with settings besides: POST to RECOUP_E2E_CONTROL.
 */
export default async function startProduct(): Promise<() => Promise<void>> {
  const data = await mkdtemp(join(tmpdir(), 'recoup-e2e-'));
  const { DATABASE_URL: _database, PUBLIC_URL: _address, ...env } = process.env;
  const translator = await startTranslator();
  const relay = coturnProgram() ? await startCoturn() : null;
  const settings = {
    ...env,
    PORT: process.env.RECOUP_E2E_PORT,
    RECOUP_DATA: data,
    RECOUP_DEMO: 'on',
    TRANSLATOR_URL: translator.url,
    ...(relay ? { TURN_URLS: relay.urls.udp, TURN_SECRET: relay.secret } : {}),
  };
  let launcher: ChildProcess | null = null;
  const restart = async (besides: Record<string, string>) => {
    if (launcher) await end(launcher);
    launcher = null;
    launcher = await launch({ ...settings, ...besides });
  };
  const control = createServer((req, res) => {
    json(req)
      .then((given) => restart(given as Record<string, string>))
      .then(
        () => res.writeHead(204).end(),
        (error: Error) => res.writeHead(500).end(error.message),
      );
  }).listen(0, '127.0.0.1');
  await once(control, 'listening');
  const stop = async () => {
    control.close();
    if (launcher) await end(launcher);
    await translator.stop();
    await relay?.stop();
    await rm(data, { recursive: true, force: true });
  };
  try {
    await restart({});
  } catch (error) {
    await stop();
    throw error;
  }
  process.env.RECOUP_E2E_DATA = data;
  process.env.RECOUP_E2E_RELAY = relay ? 'yes' : '';
  process.env.RECOUP_E2E_CONTROL = `http://127.0.0.1:${(control.address() as AddressInfo).port}`;
  return stop;
}

/** Starts the product and waits until it says that it is ready. */
async function launch(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const launcher = spawn(process.execPath, [join(ROOT, 'tools/start.ts')], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'], // should we be killed, the closing channel tells it to stop
  });
  let said = '';
  try {
    await new Promise<void>((ready, fail) => {
      for (const stream of [launcher.stdout!, launcher.stderr!]) {
        stream.on('data', (text) => {
          said += text;
          if (said.includes('Recoup is ready')) ready();
        });
      }
      launcher.once('exit', () => fail(new Error(`the product did not start:\n${said}`)));
    });
  } catch (error) {
    await end(launcher);
    throw error;
  }
  return launcher;
}

async function end(launcher: ChildProcess): Promise<void> {
  if (launcher.exitCode !== null || launcher.signalCode !== null) return;
  launcher.kill('SIGTERM');
  await once(launcher, 'exit');
}
