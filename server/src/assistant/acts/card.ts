import type { ChatCard } from '@recoup/contract';
import type { Weighed } from './act.ts';

/** A card with a yes below the words. */
export function cardOf(id: string, words: Weighed['card'], expires: Date): ChatCard {
  return { ...words, id, state: 'open', url: null, expires_at: expires.toISOString() };
}

/** The same after its answer: nothing to tap any more. */
export function answered(card: ChatCard, state: ChatCard['state'], change: Partial<ChatCard> = {}): ChatCard {
  return { ...card, ...change, state, expires_at: null };
}
