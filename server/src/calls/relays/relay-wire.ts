/** The way to a STUN or TURN server: datagrams, or a stream with or without TLS. Whole messages go in and come out. */
import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, rootCertificates } from 'node:tls';
import type { RelayFailure } from '@recoup/contract';
import type { RelayAddress } from '../../platform/relay-config.ts';
import { stunSize } from './stun-message.ts';

export type Wire = {
  /**
   * Sends a message and answers the first that `isAnswer`. Datagrams get lost: there it is said again after half a second, then
   * after twice as long each time (RFC 8489 §6.2.1).
   */
  ask(message: Buffer, isAnswer: (message: Buffer) => boolean): Promise<Buffer>;
  close(): void;
};
/** Nothing came of it on the way there: the server itself said nothing. */
export class WireFailure extends Error {
  readonly failure: RelayFailure;
  constructor(failure: RelayFailure, cause?: unknown) {
    super(failure, { cause });
    this.failure = failure;
  }
}
/** What a way is made of: how to send, how to close, and that what it hears or breaks of is told. */
type Ends = { send(message: Buffer): void; close(): void; resends: boolean };
type Tell = { heard(bytes: Buffer): void; broke(failure: RelayFailure, cause?: unknown): void };

const FIRST_RESEND_MS = 500;

/** Opens the way. Everything on it has to be done `withinMs`. `trusted`: PEM of certificates to trust besides the known ones. Throws WireFailure. */
export async function openWire(server: RelayAddress, withinMs: number, trusted?: string): Promise<Wire> {
  const waiting = new Set<{
    isAnswer(message: Buffer): boolean;
    got(bytes: Buffer): void;
    lost(why: WireFailure): void;
  }>();
  let broken: WireFailure | null = null;
  const tell: Tell = {
    heard(bytes) {
      for (const one of waiting) if (one.isAnswer(bytes)) one.got(bytes);
    },
    broke(failure, cause) {
      broken ??= new WireFailure(failure, cause);
      for (const one of waiting) one.lost(broken);
    },
  };
  const address = await lookup(server.host).catch((error: unknown) => {
    throw new WireFailure('name', error);
  });
  const timer = setTimeout(() => tell.broke('silent'), withinMs);
  const open = server.transport === 'udp' ? openDatagrams : openStream;
  const ends = await open(server, address, tell, withinMs, trusted).catch((error: unknown) => {
    clearTimeout(timer);
    throw error;
  });
  return {
    ask(message, isAnswer) {
      let again: NodeJS.Timeout | undefined;
      return new Promise<Buffer>((got, lost) => {
        if (broken) return lost(broken);
        waiting.add({ isAnswer, got, lost });
        const send = (pause: number) => {
          ends.send(message);
          if (ends.resends) again = setTimeout(send, pause, pause * 2);
        };
        send(FIRST_RESEND_MS);
      }).finally(() => {
        clearTimeout(again);
        for (const one of waiting) if (one.isAnswer === isAnswer) waiting.delete(one);
      });
    },
    close() {
      clearTimeout(timer);
      ends.close();
    },
  };
}

type Address = { address: string; family: number };

async function openDatagrams({ port }: RelayAddress, { address, family }: Address, tell: Tell): Promise<Ends> {
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
  socket.on('message', tell.heard);
  socket.on('error', (error) => tell.broke('closed', error));
  // Connected, so that a closed port is told, and so that nobody else is heard.
  await new Promise<void>((ready, failed) => {
    socket.once('connect', ready);
    socket.once('error', (error) => failed(new WireFailure('closed', error)));
    socket.connect(port, address);
  });
  return { send: (message) => socket.send(message, () => {}), close: () => socket.close(), resends: true };
}

async function openStream(
  { host, port, transport }: RelayAddress,
  { address }: Address,
  tell: Tell,
  withinMs: number,
  trusted: string | undefined,
): Promise<Ends> {
  const isTls = transport === 'tls';
  const socket: Socket = isTls
    ? connectTls({
        host: address,
        port,
        servername: isIP(host) ? undefined : host,
        ...(trusted ? { ca: [...rootCertificates, trusted] } : {}),
      })
    : connect({ host: address, port });
  let read = Buffer.alloc(0);
  socket.on('data', (bytes: Buffer) => {
    read = Buffer.concat([read, bytes]);
    while (read.length >= 20) {
      const size = stunSize(read);
      if (size === null) return void socket.destroy(new Error('no message'));
      if (read.length < size) return;
      tell.heard(read.subarray(0, size));
      read = read.subarray(size);
    }
  });
  socket.on('close', () => tell.broke('closed'));
  await new Promise<void>((ready, failed) => {
    const give = (failure: RelayFailure, error?: unknown) => {
      socket.destroy();
      failed(new WireFailure(failure, error));
    };
    const timer = setTimeout(() => give('silent'), withinMs);
    socket.once(isTls ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      ready();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      const failure = isTls && isUntrusted(error) ? 'certificate' : error.code === 'ETIMEDOUT' ? 'silent' : 'closed';
      tell.broke(failure, error);
      give(failure, error);
    });
  });
  return { send: (message) => void socket.write(message), close: () => socket.destroy(), resends: false };
}

/** Of Node's names for what is wrong with a certificate. */
function isUntrusted({ code = '' }: NodeJS.ErrnoException): boolean {
  return /CERT|SIGNED|ALTNAME|UNABLE_TO|CHAIN/.test(code);
}
