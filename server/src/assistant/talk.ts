/**
 * The plain values a turn of the assistant is made of. A turn: what the buyer wrote is understood (`understanding/`), heard
 * into the state (`flows/hear.ts`), the flow is walked with what is known (`flows/walk.ts`), which may need look-ups
 * (`look-ups/`) and may offer an act (`acts/`), until there is something to say (`flows/run-turn.ts`). Everything here is
 * JSON: it is kept with the conversation, and the simulator runs on the same values.
 */
import type {
  BuyerLanguage,
  ChatCard,
  ChatChoice,
  Flow,
  FlowAct,
  FlowKey,
  HandOverReason,
  LookUp,
  Reason,
  RemedyKind,
  SlotKey,
  Understood,
} from '@recoup/contract';

export type Item = { order_line_id: string; title: string; sku: string; quantity: number };
/** What is known of one problem. Each is set by the buyer's words, a tapped choice, or a look-up where there is only one. */
export type Slots = {
  order?: { order_id: string; number: string };
  item?: Item[];
  quantity?: number;
  problem?: Reason;
  opened?: boolean;
  photos?: string[];
  /** What the buyer asks for: `return` is money back without saying how. */
  wanted?: RemedyKind | 'return' | 'cancel';
  part?: { part_id: string; title: string };
  variant?: { variant_id: string; title: string };
  /** The way the buyer chose among those that were shown. */
  offer?: RemedyKind;
  question?: string;
  change?: string;
  cancel_reason?: string;
  company?: string;
};
/** A compile-time check that slots and the contract name the same things. */
type _Slots = keyof Slots extends SlotKey ? (SlotKey extends keyof Slots ? true : never) : never;
export const slotsAgree: _Slots = true;

/** What a message says that proves or finds an order, and other tokens; nothing is believed for being said. */
export type Tokens = {
  order_numbers: string[];
  emails: string[];
  postal_codes: string[];
  tracking_numbers: string[];
  return_codes: string[];
  serials: string[];
  skus: string[];
  /** Six digits, while a code is awaited. */
  code: string | null;
  amounts: { minor: number; currency: string | null; words: string }[];
  days: { day: string; words: string }[];
};

export const noTokens = (): Tokens => ({
  order_numbers: [],
  emails: [],
  postal_codes: [],
  tracking_numbers: [],
  return_codes: [],
  serials: [],
  skus: [],
  code: null,
  amounts: [],
  days: [],
});

/** One message of the buyer, or several that came before the answer, as they were understood. */
export type Heard = {
  message_ids: string[];
  text: string;
  language: BuyerLanguage;
  choice: string | null;
  file_ids: string[];
  understood: Understood;
  /** Other problems the same message names, in order: parts of it that were understood by themselves. */
  also: { text: string; understood: Understood; slots: Slots }[];
  slots: Slots;
  tokens: Tokens;
  /** How it reads as an answer to a yes-or-no question. */
  yes: boolean | null;
  /** The buyer takes back or corrects something: "no, the other one", "算了". */
  corrects: boolean;
};

export type Tried = {
  kind: 'guide' | 'article' | 'part' | 'remedy' | 'tracking' | 'call';
  title: string;
  outcome: 'worked' | 'failed' | 'declined' | 'unanswered';
};
export type ActState = 'offered' | 'done' | 'declined' | 'refused' | 'expired';
/** What a step that does something came to. `variables`: what was promised, for what is said after it; `because`: why it was refused. */
export type DoneAct = {
  confirmation_id: string;
  act: FlowAct;
  state: ActState;
  under: string;
  /** A remedy the buyer chose among others, and not the step's own. */
  chosen?: boolean;
  remedy?: RemedyKind;
  variables?: Record<string, string>;
  because?: HandOverReason;
};
/** One problem, from the first word about it to its end. */
export type Matter = {
  id: string;
  flow: FlowKey;
  /** What the buyer said of it in their own words, for look-ups that read words. */
  text?: string;
  slots: Slots;
  /** Answers to steps with choices, by step. `under` is what was known then that the step came from: another world, another answer. */
  answers: Record<string, { value: string; under: string }>;
  /** What was said, by step, under what: nothing is said twice in the same world. */
  said: Record<string, string>;
  acts: Record<string, DoneAct>;
  tried: Tried[];
  ending: 'open' | 'settled' | 'answered' | 'handed_over' | 'left';
};
export type Pending =
  /** `choices`: as they were shown, so that words may name one; `under`: what the question rested on. */
  | { kind: 'slot'; step: string; slot: SlotKey; tries: number; choices?: ChatChoice[] }
  | { kind: 'choice'; step: string; values: string[]; tries: number; choices?: ChatChoice[]; under?: string }
  | { kind: 'confirm'; step: string; confirmation_id: string; tries: number }
  | { kind: 'code'; step: string; to: string; tries: number }
  /** Which of these was meant: the understanding was not sure. */
  | { kind: 'intent'; flows: FlowKey[]; tries: number };
export type TalkState = {
  language: BuyerLanguage;
  matters: Matter[];
  /** Index of the problem at hand; null before the first and after the last. */
  current: number | null;
  pending: Pending | null;
  /** Tokens said so far that have not found their order yet. */
  tokens: Tokens;
  failures: number;
  greeted: boolean;
  /** Photos that came before anything was said of what they show; they go with the next problem. */
  photos?: string[];
  /** What the buyer wrote when it was asked what they meant. */
  unclear?: string;
  /** `flow/step` this conversation came by: for the counts of the picture. */
  visited: string[];
  handed_over: HandOverReason | null;
};

export type Source = { kind: string; id: string | null; title: string };
/** What a look-up found, in this buyer's sight. */
export type Found = {
  look_up: LookUp;
  /** `order.shipped` → true. Prefixed with the look-up's name; conditions read these. */
  facts: Record<string, string | number | boolean | null>;
  /** `order.number` → `#20455`; money and dates as this buyer reads them. The only amounts and days that may be said. */
  variables: Record<string, string>;
  sources: Source[];
  /** Known where there is only one: the order's one line, the one part that mends it. */
  fills: Slots;
  /** What a step that `shows` it puts beside its words, and the answers a step that asks for it may be given. */
  cards: ChatCard[];
  choices: ChatChoice[];
};

/** Who the buyer is in this conversation, as far as the session proved it. Never from what the text claims. */
export type Sight = {
  brand_id: string;
  conversation_id: string | null;
  contact_id: string | null;
  customer_id: string | null;
  channel_id: string | null;
  /** The chat session the message came by; null on other channels. */
  session_id: string | null;
  /** Orders this session has proved; `by_code`: also by a code mailed to the order's address, or by a signed identity, or by an authenticated mail from it. */
  orders: { order_id: string; by_code: boolean }[];
  /** The simulator: looks up as this buyer, offers and does nothing. */
  simulated: boolean;
};

export type Offered =
  /** A card with a yes below the words. */
  | { kind: 'offered'; confirmation_id: string; card: ChatCard; variables: Record<string, string>; sources: Source[] }
  /** First the code that was mailed. */
  | { kind: 'needs_code'; to: string }
  | { kind: 'cannot'; because: HandOverReason; facts: Record<string, unknown> };
export type CarriedOut = {
  state: ActState;
  variables: Record<string, string>;
  card: ChatCard | null;
  because: HandOverReason | null;
};

/** What a turn needs of the world. The real one is `acts/` and `look-ups/`; the simulator's offers nothing that counts. */
export type World = {
  now: Date;
  lookUp(key: LookUp, of: { slots: Slots; tokens: Tokens; language: BuyerLanguage; text: string }): Promise<Found>;
  offer(act: FlowAct, of: { slots: Slots; language: BuyerLanguage }): Promise<Offered>;
  /** The buyer's yes (or no) in words to what was offered. */
  answer(confirmationId: string, yes: boolean, language: BuyerLanguage): Promise<CarriedOut>;
  /** A code that was typed. */
  prove(code: string): Promise<'proved' | 'wrong' | 'expired'>;
};

export type Say = { step: string | null; text: string; choices: ChatChoice[]; card: ChatCard | null };
/** What a turn came to; whoever asked for it writes the messages, keeps the state and records why. */
export type Turn = {
  state: TalkState;
  says: Say[];
  path: { flow: FlowKey; step: string }[];
  found: Found[];
  /** Matters that ended this turn. */
  ended: Matter[];
  hand_over: { reason: HandOverReason; matter: Matter | null } | null;
  act: { kind: FlowAct; state: ActState } | null;
};
export type Flows = ReadonlyMap<FlowKey, Flow>;
