// npm start: the whole product from one command. See README.md.
import { join } from 'node:path';
import type { EmbeddedPostgres } from '../server/src/platform/embedded-postgres.ts';
import { whileLocked } from '../server/src/platform/folder-lock.ts';
import { identify, isAlive } from '../server/src/platform/processes.ts';
import { demoIsHalf, dropHalfDemo, greeting, seedDemo, workspacesIn } from './demo.ts';
import {
  clearRemains,
  forgetRunning,
  type Installation,
  inWords,
  migrateDatabase,
  openDataFolder,
  openPostgres,
  portIsFree,
  type Running,
  readInstallation,
  startedFrom,
  Trouble,
  writeRunning,
} from './installation.ts';
import { buildScreens } from './screens.ts';
import { type ServerProcess, startServer } from './server-process.ts';

const began = Date.now();
const say = (text: string) => process.stdout.write(`${text}\n`);

/** What must be undone when we leave, the last first. */
const duties: (() => Promise<unknown>)[] = [];
const leavingSignal = new AbortController();
let leaving: Promise<void> | null = null;

function leave(code: number): Promise<void> {
  leavingSignal.abort();
  leaving ??= (async () => {
    let exitCode = code;
    for (const duty of duties.reverse()) {
      await duty().catch((error: Error) => {
        process.stderr.write(`${error.message}\n`);
        exitCode = 1;
      });
    }
    process.exit(exitCode);
  })();
  return leaving;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!leaving) say('\nStopping …');
    void leave(0);
  });
}
// The command that started us was killed.
process.on('disconnect', () => void leave(1));

try {
  await run();
} catch (error) {
  if (!leaving) {
    process.stderr.write(`\n${inWords(error)}\n`);
  }
  await leave(1);
}

async function run(): Promise<void> {
  const installation = readInstallation();
  const { port, data } = installation;
  await openDataFolder(data);
  const parents = startedFrom();
  const me = { port, launcher: identify(process.pid)!, startedFrom: parents };
  await whileLocked(join(data, 'lock'), async () => {
    const remains = await clearRemains(data);
    if (remains) say(remains);
    if (!(await portIsFree(port))) {
      throw new Trouble(`Port ${port} is in use by another program. Choose another, as in: PORT=${port + 1} npm start`);
    }
    await writeRunning(data, { ...me, server: null });
    duties.push(() => forgetRunning(data));
  });

  const opening = openPostgres(data);
  duties.push(async () => (await opening.catch(() => null))?.stop());
  const building = buildScreens((name) => say(`Building the ${name} screens …`), leavingSignal.signal);
  duties.push(() => building.catch(() => {}));
  const postgres = await opening;
  if (demoIsHalf(data) && !process.env.DATABASE_URL) await dropHalfDemo(postgres.ownerUrl, data);
  const ran = await migrateDatabase(postgres.ownerUrl);
  if (ran.length > 0) say(`The database is up to date (${ran.length} new migrations).`);
  await building;
  const here = await workspacesIn(postgres.ownerUrl);
  if (!here.any && process.env.RECOUP_DEMO !== 'off') {
    say('Making the demo workspace …');
    const seeding = seedDemo(installation, postgres.ownerUrl, (line) => say(`  ${line}`), leavingSignal.signal);
    duties.push(() => seeding.catch(() => {}));
    await seeding;
    here.demo = true;
  }
  const server = await serve({ installation, me, postgres });
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  say(`\nRecoup is ready after ${seconds} s.\n\n${await greeting(installation, here.demo)}\n\nCtrl-C stops it.`);

  if (parents.length > 0) {
    setInterval(() => {
      if (!parents.every(isAlive)) void leave(1);
    }, 1_000).unref();
  }
  await keepRunning({ installation, me, postgres, server });
}

type Parts = { installation: Installation; me: Omit<Running, 'server'>; postgres: EmbeddedPostgres };

async function serve({ installation, me, postgres }: Parts): Promise<ServerProcess> {
  const starting = startServer(installation, postgres.ownerUrl, leavingSignal.signal);
  duties.push(async () => (await starting.catch(() => null))?.stop());
  const server = await starting;
  await writeRunning(installation.data, { ...me, server: server.who });
  return server;
}

/** Starts what was killed again, until we are told to leave; gives up when it keeps ending. */
async function keepRunning(parts: Parts & { server: ServerProcess }): Promise<never> {
  let { installation, me, postgres, server } = parts;
  const falls: number[] = [];
  for (;;) {
    const what = await Promise.race([
      server.ended.then((how) => `The server ended (${how})`),
      postgres.lost.then(() => 'The database ended'),
    ]);
    if (leaving) await leaving;
    falls.push(Date.now());
    if (falls.filter((when) => when > Date.now() - 60_000).length > 5) {
      throw new Trouble(`${what} again and again. See ${join(installation.data, 'logs', 'server.log')}`);
    }
    say(`${what} unexpectedly; starting again …`);
    await server.stop();
    await postgres.stop();
    postgres = await openPostgres(installation.data);
    duties.unshift(postgres.stop);
    server = await serve({ installation, me, postgres });
    say('Recoup is ready again.');
  }
}
