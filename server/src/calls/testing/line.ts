/** Somebody on the line of a call, for tests: what they hear, and what they say with its answer. */
import { io, type Socket } from 'socket.io-client';
import { vi } from 'vitest';

export type Line = {
  socket: Socket;
  heard: { name: string; data: Record<string, unknown> }[];
  hears(name: string, fits?: (data: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
  say(name: string, data: unknown): Promise<Record<string, unknown> & { code?: string }>;
  isCut(): Promise<void>;
};

const open: Socket[] = [];
/** Hangs up every line of the test. */
export function hangUpAll(): void {
  for (const one of open.splice(0)) one.close();
}

/** Opens a line, staff by the headers they are signed in with; rejects with the server's code. */
export function openLine(url: string, auth: object, headers: Record<string, string> = {}): Promise<Line> {
  const socket = io(url, {
    transports: ['websocket'],
    auth,
    extraHeaders: headers,
    forceNew: true,
    reconnection: false,
  });
  open.push(socket);
  const heard: Line['heard'] = [];
  socket.onAny((name: string, data: Record<string, unknown>) => heard.push({ name, data }));
  const hears: Line['hears'] = (name, fits = () => true) =>
    vi.waitFor(() => {
      const found = heard.find((one) => one.name === name && fits(one.data));
      if (!found) throw new Error(`heard no ${name}, only ${heard.map((one) => one.name)}`);
      return found.data;
    }, 4000);
  const say: Line['say'] = (name, data) => socket.timeout(4000).emitWithAck(name, data);
  const isCut = () =>
    vi.waitFor(() => {
      if (socket.connected) throw new Error('still on the line');
    }, 4000);
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve({ socket, heard, hears, say, isCut }));
    socket.once('connect_error', reject);
  });
}
