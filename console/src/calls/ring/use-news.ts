/** What the live line says of calls makes what was read of them old; and it is told that this screen can ring. */
import { type CallChanged, type CallRing, calls } from '@recoup/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { onHeard, onLine, openLine } from '../../app/live.ts';

const beat = 20_000;

/** Mounted once, over every page. */
export function useNews() {
  const client = useQueryClient();
  useEffect(() => {
    const old = ({ call_id }: { call_id: string }) => {
      void client.invalidateQueries({ queryKey: [calls.now.path] });
      void client.invalidateQueries({
        predicate: ({ queryKey: [path, input] }) =>
          typeof path === 'string' &&
          path.startsWith('/v1/calls/:id') &&
          (input as { params?: { id?: string } } | undefined)?.params?.id === call_id,
      });
    };
    const offs = [
      onHeard<CallRing>('call.ring', old),
      onHeard<CallRing>('call.ring_over', old),
      onHeard<CallChanged>('call.changed', old),
    ];
    return () => {
      for (const off of offs) off();
    };
  }, [client]);
  useEffect(() => {
    const say = () => {
      const line = openLine();
      if (line?.connected) line.emit('call.here', { visible: document.visibilityState === 'visible' });
    };
    say();
    const timer = setInterval(say, beat);
    const again = onLine(say);
    document.addEventListener('visibilitychange', say);
    return () => {
      clearInterval(timer);
      again();
      document.removeEventListener('visibilitychange', say);
    };
  }, []);
}
