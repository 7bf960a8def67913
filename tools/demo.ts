import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { brands, PASSWORD, staff } from '../server/src/demo/story.ts';
import { type Installation, ROOT, Trouble } from './installation.ts';

/** Whose workspaces are here? Where there are none, a first start makes the demo, unless RECOUP_DEMO=off. */
export async function workspacesIn(ownerUrl: string): Promise<{ any: boolean; demo: boolean }> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ any: boolean; demo: boolean }>(
      'select exists (select from workspaces) as any, exists (select from workspaces where demo) as demo',
    );
    return rows[0]!;
  } finally {
    await client.end();
  }
}

/** The addresses of an installation, and who may sign in to its demo. */
export function greeting(port: number, demo: boolean): string {
  const origin = process.env.PUBLIC_URL ?? `http://localhost:${port}`;
  const lines = [
    ['Staff', `${origin}/`],
    ...(demo ? Object.values(brands).map(({ name, slug }) => [`Buyers of ${name}`, `${origin}/b/${slug}`]) : []),
    ['API reference', `${origin}/docs/api`],
  ].map(([what, where]) => `  ${what!.padEnd(18)}${where}`);
  if (demo) {
    lines.push('', `  Demo sign-ins, all with the password ${PASSWORD}`);
    for (const { name, email, role } of staff) lines.push(`  ${email.padEnd(26)}${role.padEnd(12)}${name}`);
  } else {
    lines.push('', '  No workspace yet? npm run recoup -- create-workspace --help');
  }
  return lines.join('\n');
}

const marker = (data: string) => join(data, 'seeding');

/** Was an earlier start stopped while it made the demo? Then half of it is there. */
export const demoIsHalf = (data: string) => existsSync(marker(data));

/** Empties the embedded database of a demo that was never finished: nothing else can be in it yet. */
export async function dropHalfDemo(ownerUrl: string, data: string): Promise<void> {
  const database = new URL(ownerUrl).pathname.slice(1);
  const client = new pg.Client({ connectionString: new URL('/postgres', ownerUrl).href });
  await client.connect();
  try {
    await client.query(`drop database if exists ${client.escapeIdentifier(database)} with (force)`);
    await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
  await rm(join(data, 'files'), { recursive: true, force: true });
  await rm(marker(data), { force: true });
}

/** Makes the demo workspace, as `npm run recoup -- seed-demo` does. */
export async function seedDemo({ port, data }: Installation, databaseUrl: string, signal: AbortSignal): Promise<void> {
  await writeFile(marker(data), '');
  const logFile = join(data, 'logs', 'demo.log');
  const log = await open(logFile, 'w', 0o600);
  const child = spawn(process.execPath, [join(ROOT, 'server/src/cli.ts'), 'seed-demo'], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: databaseUrl, PORT: String(port), RECOUP_DATA: data },
    stdio: ['ignore', log.fd, log.fd],
    signal,
  });
  await log.close();
  const code = await new Promise<number | null>((tell, fail) => child.once('error', fail).once('close', tell));
  if (code !== 0) {
    const said = await readFile(logFile, 'utf8');
    throw new Trouble(`The demo could not be made:\n${said.trim().split('\n').slice(-20).join('\n')}`);
  }
  await rm(marker(data), { force: true });
}
