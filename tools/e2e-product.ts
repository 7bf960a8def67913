import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTranslator } from '../e2e/translator.ts';
import { ROOT } from './installation.ts';

/**
 * Playwright's global setup: the real product with its demo, from `npm start`'s own launcher, in a folder and on a
 * port of its own, with a translator of the journeys. Playwright calls the returned function when the journeys are over.
 */
export default async function startProduct(): Promise<() => Promise<void>> {
  const data = await mkdtemp(join(tmpdir(), 'recoup-e2e-'));
  const { DATABASE_URL: _database, PUBLIC_URL: _address, ...env } = process.env;
  const translator = await startTranslator();
  const launcher = spawn(process.execPath, [join(ROOT, 'tools/start.ts')], {
    cwd: ROOT,
    env: {
      ...env,
      PORT: process.env.RECOUP_E2E_PORT,
      RECOUP_DATA: data,
      RECOUP_DEMO: 'on',
      TRANSLATOR_URL: translator.url,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'], // should we be killed, the closing channel tells it to stop
  });
  const stop = async () => {
    if (launcher.exitCode === null && launcher.signalCode === null) {
      launcher.kill('SIGTERM');
      await once(launcher, 'exit');
    }
    await translator.stop();
    await rm(data, { recursive: true, force: true });
  };
  let said = '';
  await new Promise<void>((ready, fail) => {
    for (const stream of [launcher.stdout!, launcher.stderr!]) {
      stream.on('data', (text) => {
        said += text;
        if (said.includes('Recoup is ready')) ready();
      });
    }
    launcher.once('exit', () => fail(new Error(`the product did not start:\n${said}`)));
  }).catch(async (error) => {
    await stop();
    throw error;
  });
  process.env.RECOUP_E2E_DATA = data;
  return stop;
}
