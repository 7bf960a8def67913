import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import type { Demo } from '../server/src/demo/seed.ts';
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
export async function greeting({ port, data }: Installation, demo: boolean): Promise<string> {
  const origin = process.env.PUBLIC_URL ?? `http://localhost:${port}`;
  const lines = [`  Staff            ${origin}/`, `  API reference    ${origin}/docs/api`];
  if (!demo) return [...lines, '', '  No workspace yet? npm run recoup -- create-workspace --help'].join('\n');
  lines.push('', '  Buyers of the demo, and an order to try:');
  const { portal } = JSON.parse(await readFile(demoNote(data), 'utf8').catch(() => '{"portal":[]}')) as Pick<
    Demo,
    'portal'
  >;
  for (const { url, order, zip } of portal) lines.push(`  ${origin}${url}   order ${order}, ZIP ${zip}`);
  if (portal.length === 0) for (const { slug } of Object.values(brands)) lines.push(`  ${origin}/b/${slug}`);
  lines.push('', `  A shop with the chat on its pages   ${origin}/demo-shop`);
  lines.push('', `  Staff of the demo, all with the password ${PASSWORD}:`);
  for (const { name, email, role } of staff) lines.push(`  ${email.padEnd(26)}${role.padEnd(12)}${name}`);
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

/** Makes the demo workspace in a process of its own, and notes in the data folder which orders a visitor may try. */
export async function seedDemo(
  { port, data }: Installation,
  databaseUrl: string,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  await writeFile(marker(data), '');
  const child = spawn(process.execPath, [join(ROOT, 'tools/seed.ts')], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: databaseUrl, PORT: String(port), RECOUP_DATA: data },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  createInterface({ input: child.stdout }).on('line', say);
  const ended = new Promise<number | null>((tell, fail) => child.once('error', fail).once('close', tell));
  const [complaint, code] = await Promise.all([text(child.stderr), ended]);
  if (code !== 0) throw new Trouble(`The demo could not be made:\n${complaint.trim()}`);
  await rm(marker(data), { force: true });
}

/** Where the orders to try are noted. */
export const demoNote = (data: string) => join(data, 'demo.json');
