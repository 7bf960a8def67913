import type { NewEvent } from '../../platform/record.ts';
import type { Conversation, Happened } from './conversation.ts';

/**
 * A conversation's event. With `sides` it stands on the timelines of its order and its return, too, which are told that
 * there was a conversation, not each word of it.
 */
export function conversationEvent(
  at: Pick<Conversation, 'id' | 'code' | 'brand_id' | 'order_id' | 'return_id'>,
  { type, data = {}, sides = false }: Happened,
): NewEvent {
  return {
    type,
    subject: { kind: 'conversation', id: at.id },
    brand_id: at.brand_id,
    ...(sides ? { order_id: at.order_id, return_id: at.return_id } : {}),
    data: { code: at.code, ...data },
  };
}

export const EXCERPT = 120;

/** What an event and a list may carry of a text: its beginning, in one line. */
export function excerptOf(text: string, most: number = EXCERPT): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const letters = [...line];
  return letters.length <= most ? line : `${letters.slice(0, most - 1).join('')}…`;
}
