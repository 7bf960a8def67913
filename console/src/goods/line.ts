/**
 * Since when a station has no line to the server. The socket may take a minute to notice that a cable was pulled; a call
 * that got no answer knows at once.
 */
import { accounts } from '@recoup/contract';
import { useEffect, useSyncExternalStore } from 'react';
import { call } from '../app/api.ts';
import { useOfflineSince } from '../app/live.ts';

let failedAt: number | null = null;
const listeners = new Set<() => void>();

/** A call got no answer (`true`), or one did. */
export function lineIsDown(isDown: boolean) {
  const next = isDown ? (failedAt ?? Date.now()) : null;
  if (next === failedAt) return;
  failedAt = next;
  for (const listener of listeners) listener();
}

/** Milliseconds since 1970, or null while there is a line. */
export function useLineDown(): number | null {
  const socket = useOfflineSince();
  const failed = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => failedAt,
  );
  useEffect(() => {
    if (failed === null) return;
    const look = () =>
      call(accounts.me).then(
        () => lineIsDown(false),
        () => undefined,
      );
    const timer = setInterval(() => void look(), 5_000);
    window.addEventListener('online', look);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', look);
    };
  }, [failed]);
  if (socket === null) return failed;
  return failed === null ? socket : Math.min(socket, failed);
}
