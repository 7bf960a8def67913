/** The live line of a session. What it misses is asked for when it stands again. */
import type { ChatMessage, InboxSignal } from '@recoup/contract';
import { io } from 'socket.io-client';

export type Line = { say(name: 'signal' | 'got', said: unknown): void; close(): void };
type Heard = {
  up(): void;
  down(): void;
  refused(): void;
  message(told: { conversation_id: string; message_id: string; message: ChatMessage | null }): void;
  seen(told: { conversation_id: string; message_id: string; at: string }): void;
  signal(told: InboxSignal): void;
  changed(told: { conversation_id: string }): void;
  rings(told: { call_id: string }): void;
};

export function openLine(origin: string, token: () => string, heard: Heard): Line {
  const socket = io(origin, {
    auth: (give) => give({ line: 'chat', token: token() }),
    transports: ['websocket', 'polling'],
    withCredentials: false,
    reconnectionDelayMax: 20_000,
  });
  let closed = false;
  socket.on('connect', heard.up);
  socket.on('disconnect', (reason) => {
    heard.down();
    if (reason === 'io server disconnect') socket.connect();
  });
  socket.on('connect_error', (error) => {
    heard.down();
    if (socket.active || closed) return;
    if (/^(link|auth|contact|channel)\./.test(error.message)) {
      socket.close();
      if (/^link\./.test(error.message)) heard.refused();
    } else setTimeout(() => !closed && socket.connect(), 10_000);
  });
  socket.on('message', heard.message);
  socket.on('seen', heard.seen);
  socket.on('signal', heard.signal);
  socket.on('changed', heard.changed);
  socket.on('call.rings', heard.rings);
  return {
    say: (name, said) => void (socket.connected && socket.volatile.emit(name, said)),
    close: () => {
      closed = true;
      socket.close();
    },
  };
}
