import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterFile } from './after-file.ts';
import { dovecotProgram } from './dovecot-program.ts';

/** A real IMAP server (Dovecot, as Debian has it) of this test file's own. Any user is let in with the password. */
export type Dovecot = {
  port: number;
  password: string;
  /** Puts a mail into somebody's mailbox, as a mail server does. */
  deliver(user: string, raw: Buffer, folder?: string): Promise<void>;
  /** The server goes away, connections and all, and comes back on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** The mailbox is made anew out of its mails, under another UIDVALIDITY. Only while the server is away. */
  forgetUids(user: string): Promise<void>;
};

const NOBODY = 65_534;

export async function openDovecot(): Promise<Dovecot> {
  const program = dovecotProgram();
  if (!program) throw new Error('Dovecot is not on this machine');
  const isRoot = process.getuid?.() === 0;
  const folder = await mkdtemp(join(tmpdir(), 'recoup-dovecot-'));
  await chmod(folder, 0o755);
  const mails = join(folder, 'mail');
  await mkdir(mails);
  const owner = { uid: isRoot ? NOBODY : process.getuid!(), gid: isRoot ? NOBODY : process.getgid!() };
  if (isRoot) await chown(mails, owner.uid, owner.gid);
  const port = await freePort();
  const password = 'a-password-of-tests';
  const config = join(folder, 'dovecot.conf');
  await writeFile(config, settings({ folder, port, password, owner, me: isRoot ? null : userInfo().username }));

  let server: ChildProcess | null = null;
  const start = async () => {
    server = spawn(program, ['-F', '-c', config], { stdio: 'ignore' });
    for (let n = 0; n < 100; n += 1) {
      if (await answers(port)) return;
      await pause(50);
    }
    throw new Error(`Dovecot did not start: ${execFileSync('tail', [join(folder, 'log')]).toString()}`);
  };
  const stop = async () => {
    if (!server) return;
    const ended = once(server, 'exit');
    server.kill('SIGTERM'); // takes its processes and their connections along
    server = null;
    await ended;
  };
  let count = 0;
  afterFile(async () => {
    await stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });
  await start();
  return {
    port,
    password,
    start,
    stop,
    async deliver(user, raw, into = '') {
      const box = join(mails, user, into === '' ? '' : `.${into}`);
      for (const part of ['', 'tmp', 'new', 'cur']) {
        await mkdir(join(box, part), { recursive: true });
        if (isRoot) await chown(join(box, part), owner.uid, owner.gid);
      }
      if (isRoot) await chown(join(mails, user), owner.uid, owner.gid);
      count += 1;
      const name = join(box, 'new', `${Math.floor(Date.now() / 1000)}.M${count}P${process.pid}.test`);
      await writeFile(name, raw);
      if (isRoot) await chown(name, owner.uid, owner.gid);
    },
    async forgetUids(user) {
      const box = join(mails, user);
      for (const name of await readdir(box)) {
        if (name.startsWith('dovecot')) await rm(join(box, name), { recursive: true });
      }
    },
  };
}

type Settings = {
  folder: string;
  port: number;
  password: string;
  owner: { uid: number; gid: number };
  me: string | null;
};

function settings({ folder, port, password, owner, me }: Settings): string {
  return `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${folder}/mail/%u
mail_max_userip_connections = 100
first_valid_uid = 1
first_valid_gid = 1
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${folder}/mail/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
auth_failure_delay = 0
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
${me ? `default_internal_user = ${me}\ndefault_login_user = ${me}\ndefault_internal_group = ${me}` : ''}
`;
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

function answers(port: number): Promise<boolean> {
  return new Promise((tell) => {
    const socket = connect(port, '127.0.0.1');
    socket.setTimeout(2000, () => socket.destroy());
    socket.once('data', () => {
      tell(true);
      socket.destroy();
    });
    socket.once('error', () => tell(false));
    socket.once('close', () => tell(false));
  });
}
