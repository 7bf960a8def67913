import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { coturnProgram } from './coturn-program.ts';
import { selfSigned } from './self-signed.ts';

/** A real relay (coturn, as Debian has it) on this machine's loopback, for tests and measurements. */
export type Coturn = {
  port: number;
  tlsPort: number;
  secret: string;
  /** `turn:` over UDP and TCP, and `turns:`, as TURN_URLS takes them. */
  urls: { udp: string; tcp: string; tls: string };
  /** What its certificate must be trusted by, PEM. */
  certificate: string;
  /** It goes away at once, as when the machine does; and comes back with the same ports and no allocations. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Stops it and removes what it left. */
  stop(): Promise<void>;
};

/** Starts a relay of its own. `settings`: lines of its configuration besides. Stop it when done. */
export async function startCoturn(settings: readonly string[] = []): Promise<Coturn> {
  const program = coturnProgram();
  if (!program) {
    throw new Error('coturn is not on this machine: "npm test" installs it as root, or "apt-get install coturn" does.');
  }
  const folder = await mkdtemp(join(tmpdir(), 'recoup-coturn-'));
  const [port, tlsPort] = [await freePort(), await freePort()];
  const secret = 'a secret of tests between us and the relay';
  const { certificate, key } = selfSigned();
  const file = (name: string) => join(folder, name);
  await writeFile(file('certificate.pem'), certificate);
  await writeFile(file('key.pem'), key);
  await writeFile(
    file('turnserver.conf'),
    [
      'listening-ip=127.0.0.1',
      'relay-ip=127.0.0.1',
      `listening-port=${port}`,
      `tls-listening-port=${tlsPort}`,
      'realm=recoup.test',
      'use-auth-secret',
      `static-auth-secret=${secret}`,
      'fingerprint',
      'allow-loopback-peers',
      `cert=${file('certificate.pem')}`,
      `pkey=${file('key.pem')}`,
      `userdb=${file('turndb')}`,
      `pidfile=${file('pid')}`,
      'log-file=/dev/null',
      'simple-log',
      'no-stdout-log',
      'no-cli',
      'no-rfc5780',
      'relay-threads=1',
      ...settings,
      '',
    ].join('\n'),
  );
  let server: ChildProcess | null = null;
  const end = async (signal: NodeJS.Signals) => {
    const ending = server;
    server = null;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = once(ending, 'exit');
    ending.kill(signal);
    await ended;
  };
  // Should this process be ended without a word, the relay goes with it.
  const last = () => server?.kill('SIGKILL');
  process.on('exit', last);
  const start = async () => {
    server = spawn(program, ['-c', file('turnserver.conf')], { stdio: 'ignore', cwd: folder });
    for (let n = 0; n < 100; n += 1) {
      if (server.exitCode !== null) break;
      if (await answers(port)) return;
      await pause(50);
    }
    throw new Error(
      `coturn did not start with ${file('turnserver.conf')} (${server.exitCode ?? 'it does not answer'})`,
    );
  };
  const address = `127.0.0.1:${port}`;
  const coturn: Coturn = {
    port,
    tlsPort,
    secret,
    urls: {
      udp: `turn:${address}?transport=udp`,
      tcp: `turn:${address}?transport=tcp`,
      tls: `turns:127.0.0.1:${tlsPort}?transport=tcp`,
    },
    certificate,
    kill: () => end('SIGKILL'),
    start,
    async stop() {
      process.off('exit', last);
      await end('SIGKILL');
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
  await start().catch(async (error: unknown) => {
    await coturn.stop();
    throw error;
  });
  return coturn;
}

/** A port that is free for UDP and TCP both. */
async function freePort(): Promise<number> {
  for (;;) {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as { port: number };
    const datagrams = createSocket('udp4');
    const free = await new Promise<boolean>((tell) => {
      datagrams.once('error', () => tell(false));
      datagrams.bind(port, '127.0.0.1', () => tell(true));
    });
    if (free) datagrams.close();
    probe.close();
    await once(probe, 'close');
    if (free) return port;
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((tell) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      tell(true);
    });
    socket.once('error', () => tell(false));
  });
}
