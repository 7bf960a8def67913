import type { IncomingHttpHeaders } from 'node:http';
import type { LiveEvent } from '@recoup/contract';
import pg from 'pg';
import { Server, type Socket } from 'socket.io';
import type { App, Caller, Services } from './http.ts';
import { Refusal } from './refusal.ts';
import { type PortalClaims, readPortalToken } from './secrets.ts';

type Notice = LiveEvent & { workspace_id: string };
type Listener = { kind: 'staff'; caller: Caller } | { kind: 'buyer'; claims: PortalClaims };
/** Events after which somebody may see more or less than before: their line is cut, and the next one is let in anew. */
const CHANGES_SIGHT = new Set(['staff.access_closed', 'staff.role_changed', 'staff.scope_changed', 'api_key.revoked']);
const LOOK_AGAIN_MS = 5 * 60_000;

/**
 * Live screens. Every process listens to the database's own notices of events, so it does not matter which process an
 * event came from. Staff hear the events of their workspace within their brands and sites, with references but no
 * content: the screen reads anew what it may see. A buyer hears that something about their order changed.
 *
 * Staff come with their session's cookie or an API key and may name a workspace; buyers with their link's token.
 */
export async function openSockets({ server, services }: App): Promise<void> {
  const io = new Server(server.server, {
    serveClient: false,
    transports: ['websocket', 'polling'],
    maxHttpBufferSize: 16 * 1024,
    httpCompression: false,
  });
  io.use((socket, next) => {
    admit(services, socket).then(
      () => next(),
      (error: unknown) => {
        if (!(error instanceof Refusal)) services.log.error({ err: error }, 'a live line was not opened');
        next(Object.assign(new Error(error instanceof Refusal ? error.code : 'server.fault')));
      },
    );
  });
  io.on('connection', (socket) => {
    // Sessions end, keys and links run out, while a line stays open.
    const look = setInterval(() => void admit(services, socket).catch(() => hangUp(socket)), LOOK_AGAIN_MS);
    socket.on('disconnect', () => clearInterval(look));
  });

  const stop = listen(services, {
    notice: (notice) => pass(io, notice),
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
async function admit(services: Services, socket: Socket): Promise<void> {
  const { token, workspace_id } = socket.handshake.auth as { token?: unknown; workspace_id?: unknown };
  const listener: Listener =
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
function listen({ db, log }: Services, on: { notice(notice: Notice): void; resumed(): void }): () => Promise<void> {
  let stopped = false;
  let client: pg.Client | null = null;
  let wake = () => {};
  const running = (async () => {
    for (let pause = 250, first = true; !stopped; first = false) {
      client = new pg.Client({ ...db.pool.options, application_name: 'recoup-live', keepAlive: true });
      const ended = new Promise<void>((resolve) => client?.once('end', resolve));
      client.on('error', (error) => log.warn({ err: error }, 'the line that hears events broke'));
      client.on('notification', ({ payload }) => on.notice(JSON.parse(payload ?? '{}') as Notice));
      try {
        await client.connect();
        await client.query('listen recoup_events');
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
