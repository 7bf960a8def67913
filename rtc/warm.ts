/**
 * The buyer's way to the server, opened at the tap. The seat's token comes with the answer to the request that makes the call;
 * finding the server, TLS and the websocket need not wait for it, which on a phone are three round trips.
 */
import { Manager, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';

const WAYS: Partial<ManagerOptions> = {
  // Straight to a websocket, which a call is quickest by; asking again and again only where those are blocked.
  transports: ['websocket', 'polling'],
  tryAllTransports: true,
  withCredentials: false,
  reconnectionDelay: 250,
  reconnectionDelayMax: 3000,
};
/** A tap that came to nothing leaves nothing open. */
const UNUSED_MS = 20_000;

let warm: { address: string; manager: Manager; timer: ReturnType<typeof setTimeout> } | null = null;

/** Call it at the tap, beside the request that makes the call. `server`: '' for the page's own. */
export function warmLine(server: string): void {
  const address = addressOf(server);
  if (warm?.address === address) return;
  cool();
  const manager = new Manager(address, WAYS);
  warm = { address, manager, timer: setTimeout(cool, UNUSED_MS) };
}

/** A line of one's own, by the way that was opened at the tap, else by a new one. */
export function lineTo(server: string, auth: SocketOptions['auth']): Socket {
  const address = addressOf(server);
  if (warm?.address !== address) return new Manager(address, WAYS).socket('/', { auth });
  clearTimeout(warm.timer);
  const { manager } = warm;
  warm = null;
  return manager.socket('/', { auth });
}

function cool(): void {
  if (!warm) return;
  clearTimeout(warm.timer);
  warm.manager.reconnection(false);
  warm.manager.engine?.close();
  warm = null;
}

const addressOf = (server: string) => server || location.origin;
