// npm run recoup -- COMMAND: the admin command, with the database running for as long as it takes.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { inWords, migrateDatabase, openDataFolder, openPostgres, ROOT, readInstallation } from './installation.ts';

const args = process.argv.slice(2);
// Ctrl-C goes to the command, which shares the terminal with us; we clean up once it has ended.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`${inWords(error)}\n`);
  process.exitCode = 1;
}
process.disconnect?.();

async function run(): Promise<number> {
  const { port, data } = readInstallation();
  await openDataFolder(data);
  const postgres = await openPostgres(data);
  try {
    await migrateDatabase(postgres.ownerUrl);
    const child = spawn(process.execPath, [join(ROOT, 'server/src/cli.ts'), ...args], {
      stdio: 'inherit',
      cwd: process.env.INIT_CWD ?? process.cwd(), // files are named from where the person stands
      env: { ...process.env, DATABASE_URL: postgres.ownerUrl, PORT: String(port), RECOUP_DATA: data },
    });
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
    return await new Promise<number>((tell, fail) => child.once('error', fail).once('exit', (code) => tell(code ?? 1)));
  } finally {
    await postgres.stop();
  }
}
