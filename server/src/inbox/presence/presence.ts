/**
 * Who looks at which conversation and who writes there now. Every process hears the signals of all (the live lines relay
 * them) and keeps them for some seconds in memory: nobody needs to know who looked a minute ago. Right after its start a
 * process knows nobody, until screens say so again.
 */
import type { InboxSignal } from '@recoup/contract';

type Who = InboxSignal['who'];
type Trace = { who: Who; what: 'typing' | 'viewing'; at: number };

/** How long a signal holds. Screens say every 20 seconds that they look, and every 3 that somebody writes. */
const HOLDS: Record<Trace['what'], number> = { typing: 6_000, viewing: 50_000 };
/** How long somebody counts as there after their last signal. */
const HERE = 60_000;
/** Beyond so many conversations and people the memory is swept at the next signal. */
const SWEEP_AT = 5_000;

export type Presence = {
  /** Takes in what a screen says. */
  tell(workspaceId: string, signal: InboxSignal, now: Date): void;
  /** Who is at a conversation, writers first; an old signal holds no longer. */
  at(workspaceId: string, conversationId: string, now: Date): InboxSignal[];
  /** Has this person's screen said anything just now? */
  isHere(workspaceId: string, kind: Who['kind'], id: string, now: Date): boolean;
};

export function openPresence(): Presence {
  const rooms = new Map<string, Map<string, Trace>>();
  const seen = new Map<string, number>();

  function sweep(now: number): void {
    for (const [key, at] of seen) if (now - at > HERE) seen.delete(key);
    for (const [key, room] of rooms) {
      for (const [person, trace] of room) if (now - trace.at > HOLDS[trace.what]) room.delete(person);
      if (room.size === 0) rooms.delete(key);
    }
  }

  return {
    tell(workspaceId, { conversation_id, who, what }, at) {
      const now = at.getTime();
      if (seen.size + rooms.size > SWEEP_AT) sweep(now);
      const person = `${who.kind}:${who.id}`;
      const key = `${workspaceId}:${conversation_id}`;
      const room = rooms.get(key) ?? new Map<string, Trace>();
      seen.set(`${workspaceId}:${person}`, now);
      if (what === 'left') room.delete(person);
      else room.set(person, { who, what, at: now });
      if (room.size === 0) rooms.delete(key);
      else rooms.set(key, room);
    },
    at(workspaceId, conversationId, at) {
      const now = at.getTime();
      const traces = [...(rooms.get(`${workspaceId}:${conversationId}`)?.values() ?? [])];
      return traces
        .filter((trace) => now - trace.at <= HOLDS[trace.what])
        .sort((a, b) => Number(b.what === 'typing') - Number(a.what === 'typing') || a.at - b.at)
        .map(({ who, what }) => ({ conversation_id: conversationId, who, what }));
    },
    isHere(workspaceId, kind, id, at) {
      const last = seen.get(`${workspaceId}:${kind}:${id}`);
      return last !== undefined && at.getTime() - last <= HERE;
    },
  };
}

/** This process's own. */
export const presence: Presence = openPresence();
