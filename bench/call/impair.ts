import { createSocket, type Socket as Datagrams, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { dice } from '../lib/dice.ts';

/** How bad the way is, in each direction. */
export type Weather = {
  /** Per cent of the datagrams that do not arrive. Streams lose none: there the network sends again. */
  loss: number;
  /** Milliseconds one way; a round trip takes twice as long. */
  delay: number;
  /** Up to so many milliseconds more, by chance. What was sent first arrives first. */
  jitter: number;
  /** Kilobits a second; null: as much as there is. What waits longer than half a second for room is dropped. */
  kbps: number | null;
};
export const FAIR: Weather = { loss: 0, delay: 0, jitter: 0, kbps: null };

/** A bad network between a browser and its relay: the browser is given this address as the relay's. */
export type Impaired = {
  port: number;
  /** As TURN_URLS takes it. */
  urls: { udp: string; tcp: string };
  weather(change: Partial<Weather>): void;
  /** Nothing passes, and nobody is told, as when a phone loses its network. */
  cut(): void;
  mend(): void;
  /** Bytes that passed since the beginning. */
  passed(): { up: number; down: number };
  stop(): Promise<void>;
};

const LONGEST_QUEUE_MS = 500;

/** Stands between a browser and what listens on `target`, for UDP and TCP. The same `seed` drops the same datagrams of the same sequence. */
export async function startImpaired(target: number, seed: number): Promise<Impaired> {
  let weather = FAIR;
  let isCut = false;
  const chance = dice(seed).uniform;
  const passed = { up: 0, down: 0 };
  const lane = (direction: 'up' | 'down') => {
    let free = 0;
    let last = 0;
    /** When it arrives, or null where it never does. */
    return (bytes: number, isStream: boolean): number | null => {
      const now = performance.now();
      if (!isStream && (isCut || chance() * 100 < weather.loss)) return null;
      const begins = Math.max(now, free);
      if (!isStream && begins - now > LONGEST_QUEUE_MS) return null;
      free = begins + (weather.kbps === null ? 0 : (bytes * 8) / weather.kbps);
      last = Math.max(last, free + weather.delay + chance() * weather.jitter);
      passed[direction] += bytes;
      return last - now;
    };
  };
  const [up, down] = [lane('up'), lane('down')];
  let stopped = false;
  const later = (wait: number, work: () => void) =>
    wait < 1 ? void work() : void setTimeout(() => stopped || work(), wait);

  const front = createSocket('udp4');
  const behind = new Map<string, Datagrams>();
  front.on('message', (bytes, from) => {
    const wait = up(bytes.length, false);
    if (wait === null) return;
    const socket = behind.get(addressOf(from)) ?? openBehind(from);
    later(wait, () => socket.send(bytes, target, '127.0.0.1', () => {}));
  });
  const openBehind = (client: RemoteInfo) => {
    const socket = createSocket('udp4');
    socket.on('message', (bytes) => {
      const wait = down(bytes.length, false);
      if (wait !== null) later(wait, () => front.send(bytes, client.port, client.address, () => {}));
    });
    socket.on('error', () => {});
    behind.set(addressOf(client), socket);
    return socket;
  };

  const streams = new Set<Socket>();
  const server = createServer((client) => {
    const relay = connect(target, '127.0.0.1');
    for (const [from, to, lane] of [
      [client, relay, up],
      [relay, client, down],
    ] as const) {
      streams.add(from);
      from.setNoDelay(true);
      // While it is cut a stream holds what it was given; it comes when the way is mended.
      const held: Buffer[] = [];
      const pour = () => {
        if (isCut) return void setTimeout(pour, 50);
        for (const bytes of held.splice(0)) later(lane(bytes.length, true) ?? 0, () => to.write(bytes));
      };
      from.on('data', (bytes) => {
        held.push(bytes);
        if (held.length === 1) pour();
      });
      from.on('error', () => {});
      from.on('close', () => {
        streams.delete(from);
        to.destroy();
      });
    }
  });
  // One port for both, as relays have it.
  for (;;) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const bound = await new Promise<boolean>((tell) => {
      front.once('error', () => tell(false));
      front.bind(port, '127.0.0.1', () => tell(true));
    });
    if (bound) break;
    server.close();
    await once(server, 'close');
  }
  const { port } = server.address() as { port: number };
  return {
    port,
    urls: { udp: `turn:127.0.0.1:${port}?transport=udp`, tcp: `turn:127.0.0.1:${port}?transport=tcp` },
    weather(change) {
      weather = { ...weather, ...change };
    },
    cut() {
      isCut = true;
    },
    mend() {
      isCut = false;
    },
    passed: () => ({ ...passed }),
    async stop() {
      stopped = true;
      for (const socket of behind.values()) socket.close();
      for (const stream of streams) stream.destroy();
      front.close();
      server.close();
      await once(server, 'close');
    },
  };
}

const addressOf = ({ address, port }: RemoteInfo) => `${address}:${port}`;
