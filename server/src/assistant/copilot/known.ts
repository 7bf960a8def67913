/** What an agent's helper knows of one conversation: what was said, what was bought, what policy gives, what may be written. */

import type { BuyerLanguage, Conversation, Message, Reason, RemedyKind, StaffLanguage } from '@recoup/contract';
import { problemOfIntent } from '../meanings.ts';
import type { Found, Matter, Source, Tried } from '../talk.ts';

export type Said = { by: 'buyer' | 'assistant' | 'staff'; name: string; text: string; at: string };
export type Known = {
  conversation: Pick<Conversation, 'id' | 'code' | 'subject' | 'state' | 'tags'>;
  channel: Conversation['channel']['kind'];
  brand: { id: string; name: string };
  buyer: { name: string; customer_id: string | null; has_orders: boolean };
  agent: string;
  /** The buyer's language, and the one asked for. */
  theirs: BuyerLanguage;
  language: BuyerLanguage;
  /** Oldest first; what only staff see is left out. */
  talk: Said[];
  order: { id: string; number: string } | null;
  /** Looked up for this order, worded in `language`. */
  found: Found[];
  intent: string | null;
  matter: Matter | null;
  problem: Reason | null;
  wants: RemedyKind | 'return' | 'cancel' | null;
  tried: Tried[];
  /** The buyer showed it. */
  photos: boolean;
  /** Goes back or went back already. */
  returned: { code: string; stage: string } | null;
  ways: Way[];
  macros: { id: string; name: string; text: string | null; does: boolean }[];
  articles: { id: string; title: string; url: string; summary: string }[];
};
/** What may be given, cheapest fair first, as the screens beside the conversation rank it. */
export type Way = {
  kind: RemedyKind;
  title: string;
  detail: string | null;
  cost: string | null;
  fix_first: boolean;
  available: boolean;
  second_person: boolean;
};

export const staffLanguageOf = (language: BuyerLanguage): StaffLanguage => (language === 'zh' ? 'zh' : 'en');

export const variable = ({ found }: Pick<Known, 'found'>, name: string): string | null =>
  found.findLast(({ variables }) => variables[name])?.variables[name] ?? null;
export const fact = ({ found }: Pick<Known, 'found'>, name: string): string | number | boolean | null =>
  found.findLast(({ facts }) => facts[name] !== undefined)?.facts[name] ?? null;
export const sourcesOf = ({ found }: Pick<Known, 'found'>): Source[] => [
  ...new Map(
    found.flatMap(({ sources }) => sources).map((one) => [`${one.kind} ${one.id} ${one.title}`, one]),
  ).values(),
];

/** Who wrote a message, as the buyer would say. Null for what only staff see, and what was not sent. */
export function saidIn(message: Message, language: BuyerLanguage): Said | null {
  if (message.kind !== 'message' || message.direction === 'internal') return null;
  if (['failed', 'cancelled', 'scheduled'].includes(message.state)) return null;
  const own = message.translations.find((one) => one.language === language)?.text;
  const text = message.language === language || !own ? message.text : own;
  if (text.trim() === '') return null;
  const by = message.direction === 'in' ? 'buyer' : message.author.kind === 'assistant' ? 'assistant' : 'staff';
  return { by, name: message.author.name, text: text.trim(), at: message.at };
}

/** What an intent says of the goods, where nobody said it more exactly. Tags are anybody's words: only these names count. */
const PROBLEMS: ReadonlyMap<string, Reason> = new Map<string, Reason>([
  ...Object.entries(problemOfIntent),
  ['how_to_use', 'cannot-use'],
  ['setup_help', 'cannot-use'],
  ['price_match', 'better-price-available'],
  ['warranty_claim', 'damaged-or-defective'],
]);
export const problemTold = (name: string | null | undefined): Reason | undefined =>
  name ? PROBLEMS.get(name) : undefined;
