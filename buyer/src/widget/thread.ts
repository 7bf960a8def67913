/** One conversation as the widget holds it. Pure: what is heard twice stands once, whatever the order it is heard in. */
import type { ChatMessage } from '@recoup/contract';
import type { Queued } from './shell.ts';

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

export type Row =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'joined'; key: string; at: string; name: string }
  | { kind: 'message'; key: string; message: ChatMessage; label: boolean };

/** The lines of the log: a day's name where it changes, who joined, and the author's name above the first of theirs. */
export function rows(messages: readonly ChatMessage[], dayOf: (at: string) => string): Row[] {
  const list: Row[] = [];
  const met = new Set<string>();
  let day = '';
  let before: ChatMessage | null = null;
  for (const message of messages) {
    const of = dayOf(message.at);
    if (of !== day) {
      if (day !== '' || list.length > 0) list.push({ kind: 'day', key: `day-${message.id}`, at: message.at });
      day = of;
      before = null;
    }
    const { author } = message;
    if (author.kind === 'staff' && !message.mine && !met.has(author.name)) {
      met.add(author.name);
      list.push({ kind: 'joined', key: `joined-${message.id}`, at: message.at, name: author.name });
      before = null;
    }
    const same =
      before &&
      before.mine === message.mine &&
      before.author.kind === author.kind &&
      before.author.name === author.name;
    list.push({ kind: 'message', key: message.id, message, label: !same && !message.mine });
    before = message;
  }
  return list;
}

/** Text cut at its links, so that they can be followed; only http and https, and nothing is read as HTML. */
export function linked(text: string): { text: string; href: string | null }[] {
  const parts: { text: string; href: string | null }[] = [];
  let from = 0;
  for (const found of text.matchAll(/https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]，。；：！？）]/g)) {
    if (found.index > from) parts.push({ text: text.slice(from, found.index), href: null });
    parts.push({ text: found[0], href: found[0] });
    from = found.index + found[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null });
  return parts;
}
