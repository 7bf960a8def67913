/** The command doctor: looks at everything an installation stands on, and says how to mend what is wrong. */
import { randomBytes } from 'node:crypto';
import { mkdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { type Config, readConfig } from '../platform/config.ts';
import { keptSecret } from '../platform/kept-secret.ts';
import { storageOf } from '../uploads/index.ts';
import { databaseChecks } from './doctor-database.ts';
import type { Terminal } from './terminal.ts';
import { readArgs } from './usage.ts';

export const DOCTOR = 'Usage: npm run recoup -- doctor\n  Ends with 1 where something is wrong.';

/** What a look at one thing found. `mend` says what to do; without it nothing is wrong. */
export type Finding = { says: string; mend?: string };
export type Check = { name: string; look(): Promise<Finding> };

/** Returns whether all is well. */
export async function commandDoctor(args: readonly string[], { env, say }: Terminal): Promise<boolean> {
  readArgs(args, {}, DOCTOR);
  const settings = readSettings(env);
  const checks = [node(), settings.check, ...(settings.config ? checksOf(settings.config) : [])];
  let wrong = 0;
  for (const { name, look } of checks) {
    const finding = await look().catch(
      (error: unknown): Finding => ({
        says: error instanceof Error ? error.message : String(error),
        mend: 'This should not happen; please report it with the line above.',
      }),
    );
    say(`${finding.mend ? '✗' : '✓'} ${name}: ${finding.says}`);
    if (finding.mend) {
      wrong += 1;
      say(`    ${finding.mend}`);
    }
  }
  say(wrong === 0 ? 'All is well.' : `${wrong} thing${wrong === 1 ? ' is' : 's are'} wrong.`);
  return wrong === 0;
}

function node(): Check {
  return {
    name: 'Node',
    look: async () => {
      const { node } = process.versions;
      if (Number(node.split('.')[0]) >= 24) return { says: node };
      return {
        says: `${node} is too old`,
        mend: 'Recoup runs on Node 24; "npm install" brings it, and npm run uses it.',
      };
    },
  };
}

function readSettings(env: Terminal['env']): { config: Config | null; check: Check } {
  const name = 'Settings';
  try {
    const config = readConfig(env, keptSecret);
    return { config, check: { name, look: async () => settingsFinding(config) } };
  } catch (error) {
    const says = (error as Error).message.replaceAll('\n', '; ');
    return {
      config: null,
      check: { name, look: async () => ({ says, mend: 'Mend these variables of the environment and ask again.' }) },
    };
  }
}

function settingsFinding({ publicUrl }: Config): Finding {
  const { hostname, protocol } = new URL(publicUrl);
  if (hostname === 'localhost')
    return { says: `links lead to ${publicUrl}, which only this machine can open (set PUBLIC_URL for others)` };
  if (protocol === 'http:' && !/^(127\.|10\.|192\.168\.|\[::1\])/.test(hostname)) {
    return {
      says: `${publicUrl} is not encrypted`,
      mend: 'Put a proxy with a certificate before it and set PUBLIC_URL to its https:// address.',
    };
  }
  return { says: `links lead to ${publicUrl}` };
}

function checksOf(config: Config): Check[] {
  return [
    { name: 'Data folder', look: () => dataFolder(config) },
    { name: 'Disk', look: () => disk(config) },
    ...databaseChecks(config),
    { name: 'Files', look: () => files(config) },
    { name: 'Mail', look: () => mail(config) },
    { name: 'Port', look: () => port(config) },
  ];
}

async function dataFolder({ dataFolder: folder }: Config): Promise<Finding> {
  const probe = join(folder, `.doctor-${process.pid}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(probe, 'x');
    await rm(probe);
  } catch (error) {
    const mend = 'Give the folder to the user Recoup runs as, or set RECOUP_DATA to another one.';
    return { says: `${folder} cannot be written: ${(error as Error).message}`, mend };
  }
  const secret = await stat(join(folder, 'secret')).catch(() => null);
  if (secret && (secret.mode & 0o077) !== 0) {
    return {
      says: `${join(folder, 'secret')} can be read by other users`,
      mend: `chmod 600 ${join(folder, 'secret')}`,
    };
  }
  return { says: folder };
}

const GB = 1024 ** 3;
async function disk({ dataFolder: folder }: Config): Promise<Finding> {
  const found = await statfs(folder).catch(() => null);
  if (!found) return { says: 'not looked at, as the data folder is not there', mend: 'Mend the data folder first.' };
  const { bavail, bsize, blocks } = found;
  const free = bavail * bsize;
  const says = `${(free / GB).toFixed(1)} GB free of ${((blocks * bsize) / GB).toFixed(0)}`;
  return free > GB ? { says } : { says, mend: 'Make room: a full disk stops the database.' };
}

async function files(config: Config): Promise<Finding> {
  const where = config.files.kind === 'disk' ? config.files.folder : `bucket ${config.files.bucket}`;
  const key = `doctor/${randomBytes(8).toString('hex')}.csv`;
  try {
    const storage = await storageOf(config);
    await storage.put(key, Buffer.from('x'), 'text/csv');
    await storage.get(key);
    await storage.delete(key);
    return { says: where };
  } catch (error) {
    const mend =
      config.files.kind === 'disk'
        ? 'Give the folder to the user Recoup runs as.'
        : 'Look at the S3_ settings, and at what the key may do in the bucket.';
    return { says: `${where}: ${(error as Error).message}`, mend };
  }
}

async function mail({ smtpUrl, mailFrom }: Config): Promise<Finding> {
  if (!smtpUrl) return { says: 'no SMTP_URL: mails stay in the outbox, where staff can read them' };
  const { host } = new URL(smtpUrl);
  const transport = createTransport(smtpUrl, {
    connectionTimeout: 5000,
    greetingTimeout: 5000,
    socketTimeout: 5000,
  } as never);
  try {
    await transport.verify();
  } catch (error) {
    return {
      says: `${host}: ${(error as Error).message}`,
      mend: 'Look at SMTP_URL (smtp://user:password@host:587) and whether this machine may reach it.',
    };
  } finally {
    transport.close();
  }
  if (mailFrom.includes('recoup.invalid')) {
    return {
      says: `${host} answers, but no sender is set`,
      mend: 'Set MAIL_FROM to an address of a domain you may send from.',
    };
  }
  return { says: `${host} answers; mails come from ${mailFrom}` };
}

async function port({ port: number }: Config): Promise<Finding> {
  const ready = await fetch(`http://127.0.0.1:${number}/readyz`, { signal: AbortSignal.timeout(3000) }).catch(
    () => null,
  );
  if (ready?.ok) return { says: `Recoup answers on ${number}` };
  if (ready?.headers.get('content-type')?.startsWith('application/problem+json')) {
    const { code } = (await ready.json()) as { code: string };
    return {
      says: `Recoup on ${number} is not ready: ${code}`,
      mend: 'Stop it, mend what is told above, and start it again.',
    };
  }
  const free = await new Promise<boolean>((tell) => {
    const probe = createServer()
      .once('error', () => tell(false))
      .listen(number, () => probe.close(() => tell(true)));
  });
  if (free) return { says: `${number} is free; Recoup is not running (npm start)` };
  return { says: `another program uses ${number}`, mend: 'Stop it, or set PORT to a free one.' };
}
