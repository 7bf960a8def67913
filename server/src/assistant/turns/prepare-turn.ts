import type { AssistantSettings, BuyerLanguage } from '@recoup/contract';
import { type BrandFacts, brandOf } from '../../accounts/index.ts';
import {
  buyersWordsSince,
  type Conversation,
  filesOf,
  lockStanding,
  type MessageRow,
  saidSince,
} from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { sightOf } from '../acts/sight.ts';
import { settingsOf } from '../settings/settings.store.ts';
import type { Heard, Sight } from '../talk.ts';
import { liveClassifier } from '../training/live-classifier.ts';
import { understand } from '../understanding/understand.ts';
import { knownOrders, knownProducts } from './known-goods.read.ts';
import { type MayAnswer, mayAnswer } from './may-answer.ts';
import { type Around, around, type KeptState, stateOf } from './states.store.ts';
import { wasTurn } from './turns.store.ts';

/** Several messages at once are one turn; more than a person reads in one breath are not understood better for being many. */
const MOST_MESSAGES = 8;
const MOST_TEXT = 6_000;

/** What happened that is answered without a word of the buyer's. */
export type News = {
  /** By it the turn is taken once. */
  event_id: string;
  /** A card was tapped; an order was proved beside the talk; so was an address, by the code that was mailed to it. */
  what: 'answered' | 'order' | 'code';
};
export type Wanted = { conversation_id: string; news: News | null };

/** Everything a turn rests on, as it stands now. */
export type Prepared = {
  at: Conversation;
  brand: BrandFacts;
  settings: AssistantSettings;
  kept: KeptState;
  around: Around;
  sight: Sight;
  news: News | null;
  /** The buyer's messages that wait for an answer, oldest first; none where there is news. */
  messages: MessageRow[];
  may: MayAnswer;
};

/**
 * Holds the conversation until the transaction ends and reads what its next turn rests on; null where there is nothing to
 * answer.
 */
export async function prepareTurn(tx: Tx, ctx: Ctx, { conversation_id, news }: Wanted): Promise<Prepared | null> {
  const at = await lockStanding(tx, ctx, conversation_id);
  if (at.holder !== 'assistant' || at.spam || at.state === 'closed') return null;
  if (news && (await wasTurn(tx, ctx, news.event_id))) return null;
  const brand = await brandOf(tx, at.brand_id);
  const settings = await settingsOf(tx, ctx, at.brand_id);
  const kept = await stateOf(tx, ctx, at.id, languageFor(at, settings));
  const messages = news ? [] : (await buyersWordsSince(tx, ctx, at.id, kept.heard_id)).slice(-MOST_MESSAGES);
  if (messages.length === 0 && !news) return null;
  const lastId = messages.at(-1)?.id ?? kept.heard_id;
  if (lastId === null) return null;
  const said = await saidSince(tx, ctx, at.id, kept.heard_id);
  const facts = await around(tx, ctx, at);
  const may = mayAnswer({
    conversation: at,
    blocked: facts.blocked,
    silent: kept.silent,
    staffWrote: said.some(({ author }) => author.kind === 'staff'),
    began: facts.began,
    channel: facts.channel,
    settings,
    saidThisHour: facts.said_this_hour,
  });
  const sight = await sightOf(tx, ctx, at, lastId);
  return { at, brand, settings, kept, around: facts, sight, news, messages, may };
}

/** What the buyer's words come to by our own understanding; null where a card was tapped and nothing was said. */
export async function hear(
  tx: Tx,
  ctx: Ctx,
  { brand, settings, kept, sight, messages }: Prepared,
): Promise<Heard | null> {
  if (messages.length === 0) return null;
  const ids = messages.map(({ id }) => id);
  const files = await filesOf(tx, ctx, ids);
  return understand(
    {
      text: messages
        .map(({ body }) => body.trim())
        .filter((body) => body !== '')
        .join('\n')
        .slice(-MOST_TEXT),
      language: kept.state.language,
      choice: messages.at(-1)!.choice,
      message_ids: ids,
      file_ids: ids.flatMap((id) => (files.get(id) ?? []).map((file) => file.id)),
      context: {
        now: ctx.now,
        zone: brand.timeZone,
        awaiting: kept.state.pending,
        orders: await knownOrders(tx, ctx, sight),
        products: await knownProducts(tx, ctx, brand.id),
        extra_words: settings.hand_over.words,
      },
    },
    await liveClassifier(tx, ctx),
  );
}

/** The language a talk begins in: the conversation's, where it is one the assistant speaks here. */
function languageFor({ language }: Conversation, { languages }: AssistantSettings): BuyerLanguage {
  return languages.find((one) => one === language) ?? languages[0] ?? 'en';
}
