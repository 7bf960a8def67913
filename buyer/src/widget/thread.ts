/** One conversation as the widget holds it. Pure: what is heard twice stands once, whatever the order it is heard in. */
import type { ChatMessage } from '@recoup/contract';
import type { Queued } from './queued.ts';

/** Messages by their ids, which grow with time. A later copy of one (now read) takes the earlier one's place. */
export function merge(have: readonly ChatMessage[], heard: readonly ChatMessage[]): ChatMessage[] {
  const byId = new Map(have.map((one) => [one.id, one]));
  for (const one of heard) byId.set(one.id, { ...one, read_at: one.read_at ?? byId.get(one.id)?.read_at ?? null });
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What was written here and is not among the messages yet. */
export function stillQueued(queue: readonly Queued[], messages: readonly ChatMessage[]): Queued[] {
  const said = new Set(messages.map((one) => one.client_id));
  return queue.filter((one) => !said.has(one.client_id));
}

/**
 * From where to ask again after the line was down. Two servers' clocks may differ, so that a message which came later has
 * the smaller id: it is asked from the newest one that is a minute older than the newest of all; null asks for the newest page.
 */
export function askFrom(messages: readonly ChatMessage[], overlap = 60_000): string | null {
  const newest = messages.at(-1);
  if (!newest) return null;
  const before = Date.parse(newest.at) - overlap;
  return messages.findLast((one) => Date.parse(one.at) <= before)?.id ?? null;
}

/** Marks the buyer's own messages up to this one as read by a person. */
export function readUpTo(messages: readonly ChatMessage[], id: string, at: string): ChatMessage[] {
  return messages.map((one) => (one.mine && one.id <= id && !one.read_at ? { ...one, read_at: at } : one));
}
