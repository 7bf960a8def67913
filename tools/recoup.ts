// npm run recoup -- COMMAND: the admin command, with the database running for as long as it takes.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { inWords, migrateDatabase, openDataFolder, openPostgres, ROOT, readInstallation } from './installation.ts';

const args = process.argv.slice(2);
let command: ChildProcess | null = null;
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupted = true;
    command?.kill(signal);
  });
}
// The command that started us was killed.
process.on('disconnect', () => command?.kill());

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`${inWords(error)}\n`);
  process.exitCode = 1;
}
if (process.connected) process.disconnect();

async function run(): Promise<number> {
  const { port, data } = readInstallation();
  await openDataFolder(data);
  const postgres = await openPostgres(data);
  try {
    // The doctor looks and changes nothing.
    if (args[0] !== 'doctor') await migrateDatabase(postgres.ownerUrl);
    if (interrupted) return 130;
    const child = spawn(process.execPath, [join(ROOT, 'server/src/cli.ts'), ...args], {
      stdio: 'inherit',
      cwd: process.env.INIT_CWD ?? process.cwd(), // files are named from where the person stands
      env: { ...process.env, DATABASE_URL: postgres.ownerUrl, PORT: String(port), RECOUP_DATA: data },
    });
    command = child;
    return await new Promise<number>((tell, fail) => child.once('error', fail).once('exit', (code) => tell(code ?? 1)));
  } finally {
    command = null;
    await postgres.stop();
  }
}
