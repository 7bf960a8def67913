/** Live screens: what one person does shows on another's without a reload. Events only say what is old; it is then read anew. */
import { accounts, type InboxSignal, inbox, type LiveEvent } from '@recoup/contract';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { io, type Socket } from 'socket.io-client';
import { chosenWorkspace } from './api.ts';
import { touches } from './touches.ts';

/** Bursts (an import, a bulk move) are read once, not once per event. */
const gatherFor = 300;

/** While mounted, keeps everything read through useApi fresh. `workspaceId` opens another line when it changes. */
export function useLive(workspaceId: string) {
  const client = useQueryClient();
  useEffect(() => connect(client, workspaceId), [client, workspaceId]);
}

function connect(client: QueryClient, workspaceId: string): () => void {
  const socket = io({ withCredentials: true, auth: { workspace_id: chosenWorkspace() ?? workspaceId } });
  talking = socket;
  let gathered: LiveEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let later: ReturnType<typeof setTimeout> | undefined;
  const refresh = () => {
    const events = gathered;
    gathered = [];
    timer = undefined;
    void client.invalidateQueries({ predicate: (query) => events.some((event) => touches(event, query.queryKey)) });
  };
  let met = false;
  socket.on('connect', () => {
    setLine(null);
    // What happened while the line was down is not told again: everything is read anew.
    if (met) void client.invalidateQueries();
    met = true;
    for (const each of opened) each();
  });
  socket.on('disconnect', (reason) => {
    if (reason === 'io client disconnect') return;
    setLine(Date.now());
    // The server closed it on purpose, as when it restarts: then the line is not opened again by itself.
    if (reason === 'io server disconnect') socket.connect();
  });
  socket.on('connect_error', (error) => {
    if (socket.active) return setLine(line ?? Date.now());
    // The server answered and let nobody in: the line stands, but who asks is not signed in any more, or may not listen.
    void client.invalidateQueries({ queryKey: [accounts.me.path] });
    later = setTimeout(() => socket.connect(), error.message === 'auth.needed' ? 60_000 : 10_000);
  });
  socket.on('signal', (signal: InboxSignal) => {
    for (const each of signalled) each(signal);
  });
  // That a buyer has read is no event of the conversation.
  socket.on('seen', ({ conversation_id }: { conversation_id: string }) => {
    void client.invalidateQueries({ queryKey: [inbox.thread.path, { params: { id: conversation_id } }] });
  });
  socket.onAny((name: string, said: unknown) => {
    for (const each of heard.get(name) ?? []) each(said);
  });
  socket.on('event', (event: LiveEvent) => {
    gathered.push(event);
    timer ??= setTimeout(refresh, gatherFor);
  });
  return () => {
    clearTimeout(timer);
    clearTimeout(later);
    socket.close();
    if (talking === socket) talking = null;
    setLine(null);
  };
}

let talking: Socket | null = null;
const signalled = new Set<(signal: InboxSignal) => void>();
/** Hears who looks at a conversation and who writes in it; kept nowhere, so what was missed is gone. */
export function onSignal(listener: (signal: InboxSignal) => void): () => void {
  signalled.add(listener);
  return () => signalled.delete(listener);
}
/** Tells the others; of a note the buyer is told nothing. Without a line nobody hears it, and nothing is kept for later. */
export function signal(conversationId: string, what: InboxSignal['what'], note = false) {
  if (talking?.connected) talking.emit('signal', { conversation_id: conversationId, what, note });
}
/** Calls back when the line opens (again): who looks on tells so anew. */
export function onLine(listener: () => void): () => void {
  opened.add(listener);
  return () => opened.delete(listener);
}
const opened = new Set<() => void>();

const heard = new Map<string, Set<(said: unknown) => void>>();
/** Hears what a module says on the line besides events (calls); goes on by itself when the line is opened anew. */
export function onHeard<T>(name: string, listener: (said: T) => void): () => void {
  const all = heard.get(name) ?? new Set();
  heard.set(name, all.add(listener as (said: unknown) => void));
  return () => all.delete(listener as (said: unknown) => void);
}
/** The line itself, for what is said on it by others than this file; null before it is first opened. */
export function openLine(): Socket | null {
  return talking;
}

let line: number | null = null;
const listeners = new Set<() => void>();
function setLine(since: number | null) {
  if (line === since || (line !== null && since !== null)) return;
  line = since;
  for (const each of listeners) each();
}

/** Since when there is no line to the server, in milliseconds; null while there is one. */
export function useOfflineSince(): number | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => line,
  );
}
