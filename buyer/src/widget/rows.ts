/** The lines of the log, and what can be followed in a text. Pure. */
import type { ChatMessage } from '@recoup/contract';

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
  for (const found of text.matchAll(/https?:\/\/[^\s<>"'，。；：！？（）、]*[^\s<>"'.,;:!?)\]，。；：！？（）、]/g)) {
    if (found.index > from) parts.push({ text: text.slice(from, found.index), href: null });
    parts.push({ text: found[0], href: found[0] });
    from = found.index + found[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null });
  return parts;
}
