/** A thread on the screen: pages put together, days, what came since. Pure. */
import type { Message, ThreadItem, TimelineEvent } from '@recoup/contract';

/** Events that only say again what the messages beside them show. */
const shownAsMessages = new Set([
  'message.received',
  'message.written',
  'message.delivered',
  'message.cancelled',
  'message.failed',
  'message.read',
  'note.added',
  'conversation.waiting',
  // Why stands under what it said.
  'assistant.turned',
]);
/** That it began is told by its first message; only the shop's page it began on is something new. */
const saysNothing = ({ type, data }: TimelineEvent) => type === 'conversation.opened' && !data.page;
export const isNotice = (item: ThreadItem) =>
  item.kind === 'event' && !shownAsMessages.has(item.event.type) && !saysNothing(item.event);

/**
 * Older pages and the newest one as one thread, each item once, oldest first. Where the newest page has an item the
 * older pages have too, it is the fresher of the two. If the newest page does not reach back to what was known, the
 * gap would be silent: then only the newest page stands, and the rest is asked for again.
 */
export function joinPages(
  older: readonly ThreadItem[],
  newest: readonly ThreadItem[],
): { items: ThreadItem[]; gap: boolean } {
  const first = newest[0];
  const gap = !!first && older.length > 0 && older.at(-1)!.at < first.at && !older.some(({ id }) => id === first.id);
  // What lies within the newest page's reach and is not in it any more was moved elsewhere.
  const kept = gap ? [] : older.filter((item) => !first || item.at < first.at);
  const fresh = new Set(newest.map(({ id }) => id));
  const items = [...kept.filter(({ id }) => !fresh.has(id)), ...newest];
  return { items: items.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1)), gap };
}

export const messagesOf = (items: readonly ThreadItem[]): Message[] =>
  items.flatMap((item) => (item.kind === 'message' ? [item.message] : []));

/** Where the message stands that the buyer and the staff said last; notes, and what waits for its time, are no such word. */
export function newestSaid(items: readonly ThreadItem[]): Message | null {
  return (
    messagesOf(items).findLast(
      ({ kind, state }) => kind === 'message' && state !== 'scheduled' && state !== 'cancelled',
    ) ?? null
  );
}

/** What was said after the message a writer had before them. */
export function cameSince(items: readonly ThreadItem[], seenId: string | null): Message[] {
  const said = messagesOf(items).filter(({ kind, state }) => kind === 'message' && state !== 'cancelled');
  if (seenId === null) return said;
  const at = said.findIndex(({ id }) => id === seenId);
  return at < 0 ? [] : said.slice(at + 1).filter(({ state }) => state !== 'scheduled');
}

/** Items with the key of their day, so that a head stands where it changes. */
export function withDays(items: readonly ThreadItem[], dayKey: (at: string) => string) {
  let last = '';
  return items.map((item) => {
    const key = dayKey(item.at);
    const head = key !== last;
    last = key;
    return { item, head };
  });
}

/** `zh-CN` and `zh` are one language to a reader. */
export const sameLanguage = (a: string | null | undefined, b: string | null | undefined) =>
  !!a && !!b && a.split('-')[0]!.toLowerCase() === b.split('-')[0]!.toLowerCase();

/** The text of a message in the reader's language, if somebody or something made one; null where it is in that language itself. */
export function inLanguage(
  message: Pick<Message, 'language' | 'translations'>,
  language: string,
): { text: string; by: string } | null {
  if (sameLanguage(message.language, language)) return null;
  return message.translations.findLast((each) => sameLanguage(each.language, language)) ?? null;
}

/** What of two columns is worth two columns: is any message in another language than the reader's? */
export function speaksOther(messages: readonly Pick<Message, 'language' | 'kind'>[], language: string): boolean {
  return messages.some((each) => each.language !== null && !sameLanguage(each.language, language));
}
