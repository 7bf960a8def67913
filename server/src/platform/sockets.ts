import type { IncomingHttpHeaders } from 'node:http';
import type { LiveEvent } from '@recoup/contract';
import pg from 'pg';
import { Server, type Socket } from 'socket.io';
import type { App, Caller, Services } from './http.ts';
import { gatherer } from './long-signals.ts';
import { Refusal } from './refusal.ts';
import { type PortalClaims, readPortalToken } from './secrets.ts';
import { SIGNALS, type Signal } from './signals.ts';

type Notice = LiveEvent & { workspace_id: string };
type Staff = { kind: 'staff'; caller: Caller };
type Listener = Staff | { kind: 'buyer'; claims: PortalClaims } | { kind: 'guest'; line: string; who: unknown };

/** Whoever is on a line, as a module's part of the live lines meets them. */
export type Talker<W> = {
  services: Services;
  /** Who a line of the module's own let in; or the member of staff. */
  who: { kind: 'guest'; guest: W } | Staff;
  /** The line's own id, in this process. */
  id: string;
  join(room: string): Promise<void>;
  leave(room: string): Promise<void>;
  isIn(room: string): boolean;
  /** Counts what this line says; false when it says more than `max` a minute. */
  mayStill(what: string, max: number): boolean;
  /** Shows something to the lines in some rooms of this process, without the way through the database. */
  show: Show;
  /** Hangs up for good: the other side does not come back by itself. */
  cut(): void;
};
/** Shows something to the lines in some rooms of this process, each line once. */
export type Show = (rooms: readonly string[], event: string, data: unknown) => void;

/** What a module gives to the live lines; sockets know nothing of what it means. */
export type LiveLines<W> = {
  /** Its clients say `auth: { line, token }` when they knock. */
  line: string;
  /** Lets a client in, or throws a Refusal; asked again every few minutes. Answers who it is and the rooms it hears. */
  admit(
    services: Services,
    knock: { token: string; headers: IncomingHttpHeaders },
  ): Promise<{ who: W; rooms: string[] }>;
  /** What clients and staff may say, by name; what a handler answers goes back to them, and a Refusal as its code. */
  hears: Record<string, (talker: Talker<W>, said: unknown) => Promise<unknown>>;
  /** A line was closed. */
  gone?(talker: Talker<W>): Promise<void>;
  /** What is done with a signal of this name in every process. */
  signals: Record<string, (services: Services, workspaceId: string, data: never, show: Show) => void>;
};
// biome-ignore lint/suspicious/noExplicitAny: each module knows its own guests, and sockets none of them
export type AnyLines = LiveLines<any>;
/** Events after which somebody may see more or less than before: their line is cut, and the next one is let in anew. */
const CHANGES_SIGHT = new Set(['staff.access_closed', 'staff.role_changed', 'staff.scope_changed', 'api_key.revoked']);
const LOOK_AGAIN_MS = 5 * 60_000;

/**
 * Live screens. Every process listens to the database's own notices of events, so it does not matter which process an
 * event came from. Staff hear the events of their workspace within their brands and sites, with references but no
 * content: the screen reads anew what it may see. A buyer hears that something about their order changed.
 *
 * Staff come with their session's cookie or an API key and may name a workspace; buyers with their link's token. A module
 * may add a line of its own, things that are said on it, and signals, which pass through and are kept nowhere.
 */
export async function openSockets({ server, services }: App, modules: readonly AnyLines[] = []): Promise<void> {
  const io = new Server(server.server, {
    serveClient: false,
    transports: ['websocket', 'polling'],
    // A description of a call's media has up to some tens of kilobytes.
    maxHttpBufferSize: 96 * 1024,
    httpCompression: false,
    perMessageDeflate: false,
    // A phone that lost its network is found out within 25 seconds.
    pingInterval: 10_000,
    pingTimeout: 15_000,
    // Pages of shops may ask where websockets are blocked. Without credentials: no cookie goes along, and none would count.
    cors: { origin: true, credentials: false },
  });
  const lines = new Map(modules.map((one) => [one.line, one]));
  const admit = (socket: Socket) => letIn(services, lines, socket);
  io.use((socket, next) => {
    admit(socket).then(
      () => next(),
      (error: unknown) => {
        if (!(error instanceof Refusal)) services.log.error({ err: error }, 'a live line was not opened');
        next(Object.assign(new Error(error instanceof Refusal ? error.code : 'server.fault')));
      },
    );
  });
  io.on('connection', (socket) => {
    // Sessions end, keys and links run out, while a line stays open.
    const look = setInterval(() => void admit(socket).catch(() => hangUp(socket)), LOOK_AGAIN_MS);
    socket.on('disconnect', () => clearInterval(look));
    for (const one of modules) hear(services, one, socket, show);
  });
  const show: Show = (rooms, event, data) => {
    let to = io.local.to(rooms[0] ?? '');
    for (const room of rooms.slice(1)) to = to.to(room);
    if (rooms.length > 0) to.emit(event, data);
  };
  const signals = new Map(modules.flatMap((one) => Object.entries(one.signals)));

  const stop = listen(services, {
    notice: (notice) => pass(io, notice),
    signal: ({ name, workspace_id, data }) => signals.get(name)?.(services, workspace_id, data as never, show),
    // What happened in between is lost: the screens come back and read everything anew.
    resumed: () => io.sockets.sockets.forEach(hangUp),
  });
  server.addHook('preClose', async () => {
    io.local.disconnectSockets(true);
    await stop();
  });
  server.addHook('onClose', async () => {
    await io.close();
  });
}

/** Lets a line in, or again: throws a Refusal, the code of which the screen gets. */
async function letIn(services: Services, lines: Map<string, AnyLines>, socket: Socket): Promise<void> {
  const { token, workspace_id, line } = socket.handshake.auth as Record<string, unknown>;
  const own = typeof line === 'string' ? lines.get(line) : undefined;
  if (own) {
    const { who, rooms } = await own.admit(services, { token: String(token), headers: socket.handshake.headers });
    socket.data = { kind: 'guest', line: own.line, who } satisfies Listener;
    await socket.join(rooms);
    return;
  }
  const listener: Exclude<Listener, { kind: 'guest' }> =
    typeof token === 'string'
      ? { kind: 'buyer', claims: readPortalToken(services.config.secret, token, services.clock()) }
      : { kind: 'staff', caller: await staffOf(services, socket.handshake.headers, workspace_id) };
  socket.data = listener;
  await socket.join(
    listener.kind === 'staff'
      ? `staff:${listener.caller.workspaceId}`
      : `order:${listener.claims.workspaceId}:${listener.claims.orderId}`,
  );
}

/** Hears what a module lets clients of its own line, and staff, say. */
function hear(services: Services, module: AnyLines, socket: Socket, show: Show): void {
  const listener = () => socket.data as Listener;
  const { kind } = listener();
  if (kind === 'buyer') return;
  if (kind === 'guest' && (listener() as { line: string }).line !== module.line) return;
  const counts = new Map<string, { from: number; said: number }>();
  const talker: Talker<unknown> = {
    services,
    get who() {
      const now = listener();
      return now.kind === 'guest' ? { kind: 'guest' as const, guest: now.who } : (now as Staff);
    },
    id: socket.id,
    join: async (room) => void (await socket.join(room)),
    leave: async (room) => void (await socket.leave(room)),
    isIn: (room) => socket.rooms.has(room),
    show,
    cut: () => void socket.disconnect(true),
    mayStill(what, max) {
      const now = performance.now();
      const count = counts.get(what);
      if (!count || now - count.from > 60_000) counts.set(what, { from: now, said: 1 });
      else if (++count.said > max) return false;
      return true;
    },
  };
  for (const [name, handler] of Object.entries(module.hears)) {
    socket.on(name, (said: unknown, answer?: unknown) => {
      const reply = (given: unknown) => typeof answer === 'function' && (answer as (given: unknown) => void)(given);
      handler(talker, said).then(
        (given) => reply(given ?? { ok: true }),
        (error: unknown) => {
          if (!(error instanceof Refusal))
            services.log.error({ err: error, name }, 'something said on a live line failed');
          reply({ code: error instanceof Refusal ? error.code : 'server.fault' });
        },
      );
    });
  }
  socket.on('disconnect', () => {
    module.gone?.(talker).catch((error: unknown) => services.log.error({ err: error }, 'a closed line was not told'));
  });
}

async function staffOf(services: Services, given: IncomingHttpHeaders, workspace: unknown): Promise<Caller> {
  const headers = { ...given, ...(typeof workspace === 'string' ? { 'recoup-workspace': workspace } : {}) };
  // As if it changed something, so that another site's page cannot listen by our cookie.
  const caller = await services.callerOf({ method: 'POST', headers });
  if (!caller) throw new Refusal('auth.needed');
  return caller;
}

/** Closes the line so that the other side opens it again by itself. */
function hangUp(socket: Socket): void {
  socket.conn.close();
}

function pass(io: Server, { workspace_id, ...event }: Notice): void {
  for (const socket of socketsIn(io, `staff:${workspace_id}`)) {
    const { actor } = (socket.data as Extract<Listener, { kind: 'staff' }>).caller;
    if (CHANGES_SIGHT.has(event.type) && actor.id === event.subject_id) hangUp(socket);
    else if (sees(actor.brandIds, event.brand_id) && sees(actor.siteIds, event.site_id)) socket.emit('event', event);
  }
  if (!event.order_id) return;
  for (const socket of socketsIn(io, `order:${workspace_id}:${event.order_id}`)) {
    const { returnId } = (socket.data as Extract<Listener, { kind: 'buyer' }>).claims;
    if (returnId && event.return_id && event.return_id !== returnId) continue;
    socket.emit('event', { type: event.type, return_id: event.return_id });
  }
}

function* socketsIn(io: Server, room: string): Iterable<Socket> {
  for (const id of io.sockets.adapter.rooms.get(room) ?? []) {
    const socket = io.sockets.sockets.get(id);
    if (socket) yield socket;
  }
}

const sees = (ids: readonly string[] | null, id: string | null) => ids === null || id === null || ids.includes(id);

/** One connection that does nothing but listen, opened again for as long as the process runs. Returns how to stop. */
function listen(
  { db, log }: Services,
  on: { notice(notice: Notice): void; signal(signal: Signal): void; resumed(): void },
): () => Promise<void> {
  let stopped = false;
  let client: pg.Client | null = null;
  const gather = gatherer();
  let wake = () => {};
  const running = (async () => {
    for (let pause = 250, first = true; !stopped; first = false) {
      client = new pg.Client({ ...db.pool.options, application_name: 'recoup-live', keepAlive: true });
      const ended = new Promise<void>((resolve) => client?.once('end', resolve));
      client.on('error', (error) => log.warn({ err: error }, 'the line that hears events broke'));
      client.on('notification', ({ channel, payload = '{}' }) => {
        if (channel !== SIGNALS) return on.notice(JSON.parse(payload) as Notice);
        const signal = gather(payload);
        if (signal) on.signal(signal);
      });
      try {
        await client.connect();
        await client.query(`listen recoup_events; listen ${SIGNALS}`);
        if (!first) on.resumed();
        pause = 250;
        if (stopped) await client.end();
        await ended;
      } catch (error) {
        if (!stopped) log.warn({ err: error }, 'events are not heard; trying again');
        await client.end().catch(() => {});
      }
      if (stopped) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, pause);
      });
      pause = Math.min(pause * 2, 5000);
    }
  })();
  return async () => {
    stopped = true;
    wake();
    await client?.end().catch(() => {});
    await running;
  };
}
