import type { BuyerLanguage } from '@recoup/contract';
import type { Pending } from '../talk.ts';

export type KnownLine = { order_line_id: string; sku: string; title: string; quantity: number };
/** An order this buyer has proved, as far as words may name it. */
export type KnownOrder = { order_id: string; number: string; lines: readonly KnownLine[] };
/** A product of the brand, for what is said before anything was bought. */
export type KnownProduct = { product_id: string; title: string; skus: readonly string[] };

/** What the words are read against. */
export type Context = {
  now: Date;
  /** The brand's zone: "yesterday" is yesterday there. */
  zone: string;
  /** What the assistant asked last. */
  awaiting: Pending | null;
  orders: readonly KnownOrder[];
  products?: readonly KnownProduct[];
  /** The brand's own words that go to a person at once. */
  extra_words: readonly string[];
};

/** What a buyer wrote: one message, or several that came before the answer, joined by line breaks. */
export type Said = {
  text: string;
  /** The conversation's, which a message of two words does not change. */
  language: BuyerLanguage | null;
  /** The value of the button that was tapped. */
  choice: string | null;
  message_ids: readonly string[];
  file_ids: readonly string[];
  context: Context;
};
