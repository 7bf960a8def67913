/** Who else looks at a conversation, and who writes in it. Heard from the live line, kept nowhere. */
import type { InboxSignal } from '@recoup/contract';
import { useCallback, useEffect, useRef, useState } from 'react';
import { onLine, onSignal, signal } from '../app/live.ts';
import { useSession } from '../app/session.tsx';

export type Other = {
  id: string;
  name: string;
  kind: InboxSignal['who']['kind'];
  what: 'typing' | 'viewing';
  until: number;
};
const TYPING_MS = 8_000;
const VIEWING_MS = 75_000;
const BEAT_MS = 20_000;

/** Who is there after one more signal. Pure. */
export function withSignal(others: readonly Other[], heard: InboxSignal, now: number): Other[] {
  const rest = others.filter((one) => one.id !== heard.who.id && one.until > now);
  if (heard.what === 'left') return rest;
  const until = now + (heard.what === 'typing' ? TYPING_MS : VIEWING_MS);
  return [...rest, { ...heard.who, what: heard.what, until }];
}

export function usePresence(conversationId: string) {
  const { me } = useSession();
  const [others, setOthers] = useState<readonly Other[]>([]);
  const said = useRef(0);
  const there = useRef(new Set<string>());
  useEffect(() => {
    const look = () => signal(conversationId, 'viewing');
    look();
    const beat = setInterval(look, BEAT_MS);
    const again = onLine(look);
    const hear = onSignal((heard) => {
      if (heard.conversation_id !== conversationId || heard.who.id === me.id) return;
      // Who comes in does not know yet who is there: they are told.
      if (heard.what === 'viewing' && !there.current.has(heard.who.id)) look();
      if (heard.what === 'left') there.current.delete(heard.who.id);
      else there.current.add(heard.who.id);
      setOthers((was) => withSignal(was, heard, Date.now()));
    });
    return () => {
      clearInterval(beat);
      again();
      hear();
      signal(conversationId, 'left');
    };
  }, [conversationId, me.id]);
  useEffect(() => {
    if (others.length === 0) return;
    const timer = setInterval(() => {
      const now = Date.now();
      // Who stopped writing still looks.
      setOthers((was) =>
        was.some((one) => one.until <= now)
          ? was.flatMap((one) =>
              one.until > now
                ? [one]
                : one.what === 'typing' && one.kind === 'staff'
                  ? [{ ...one, what: 'viewing' as const, until: now + VIEWING_MS }]
                  : [],
            )
          : was,
      );
    }, 1000);
    return () => clearInterval(timer);
  }, [others.length]);
  const typing = useCallback(
    (note: boolean) => {
      const now = Date.now();
      if (now - said.current < 3000) return;
      said.current = now;
      signal(conversationId, 'typing', note);
    },
    [conversationId],
  );
  const stopped = useCallback(() => {
    said.current = 0;
    signal(conversationId, 'viewing');
  }, [conversationId]);
  return { others, typing, stopped };
}
