/** A buyer on a shop's chat whom the assistant answers, through the same door as the widget; and what a turn may do for them. */
import {
  type AnswerOf,
  type AssistantSettings,
  assistant,
  type BuyerLanguage,
  type ChatCard,
  chat,
  chatAssistant,
  inboxSetup,
  type LookUp,
} from '@recoup/contract';
import { type Client, clientWith } from '../../../test/front-door.ts';
import { findConversation, giveToAssistant, lockConversation, settle, writeMessage } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import type { World as Returns } from '../../returns/testing/world.ts';
import { sightOf } from '../acts/sight.ts';
import { worldFor } from '../acts/world.ts';
import { settingsOf } from '../settings/settings.store.ts';
import { type Found, noTokens, type Offered, type Sight, type Slots, type Tokens, type World } from '../talk.ts';

export const SHOP = 'https://lumora.example';
export type Chat = { key: string; secret: string; id: string };
export type Talk = {
  token: string;
  session: string;
  client: Client;
  conversation_id: string;
  /** The buyer's newest message. */
  message_id: string;
  says(text: string, change?: object): Promise<void>;
  card(id: string): Promise<ChatCard | null>;
  answer(id: string, yes: boolean): Promise<ChatCard>;
};

export async function openChat({ owner }: Returns, brandId: string): Promise<Chat> {
  const body = {
    brand_id: brandId,
    name: 'Widget',
    settings: {
      kind: 'chat' as const,
      origins: [SHOP],
      identity: 'optional' as const,
      greeting: null,
      position: 'right' as const,
      calendar_id: null,
    },
  };
  const made = await owner.call(inboxSetup.addChannel, { body });
  return { key: made.key!, secret: made.secret!, id: made.id };
}

/** Changes how a brand's assistant is set up. */
export async function setUp(owner: Client, brandId: string, change: Partial<AssistantSettings>): Promise<void> {
  const now = await owner.call(assistant.settings, { query: { brand_id: brandId } });
  const { key_set: _, spent_this_month: __, ...model } = now.model;
  await owner.call(assistant.changeSettings, { query: { brand_id: brandId }, body: { ...now, model, ...change } });
}

export const atShop = (url: string, token?: string, origin = SHOP): Client =>
  clientWith(url, { origin, ...(token ? { authorization: `Bearer ${token}` } : {}) });

let written = 0;
/** Somebody opens the chat and says something; the assistant holds the conversation. */
export async function openTalk({ door }: Returns, { key }: Chat, text = 'Hello', identity?: object): Promise<Talk> {
  const begun: AnswerOf<typeof chat.session> = await atShop(door.url).call(chat.session, {
    params: { key },
    body: (identity ? { identity } : {}) as never,
  });
  const client = atShop(door.url, begun.token);
  const say = (conversation_id: string | null, words: string, change: object = {}) =>
    client.call(chat.say, {
      body: { conversation_id, client_id: `client-${++written}-${newId().slice(0, 8)}`, text: words, ...change },
    });
  const { conversation, message } = await say(null, text);
  await heldByAssistant(door.ctx(), conversation.id);
  const external = await inWorkspace(door.ctx(), (tx) =>
    tx.selectFrom('messages').select('external_id').where('id', '=', message.id).executeTakeFirstOrThrow(),
  );
  const talk: Talk = {
    token: begun.token,
    session: external.external_id!.slice(0, 36),
    client,
    conversation_id: conversation.id,
    message_id: message.id,
    async says(words, change = {}) {
      talk.message_id = (await say(conversation.id, words, change)).message.id;
    },
    async card(id) {
      const { rows } = await client.call(chat.messages, { params: { id: conversation.id }, query: { limit: 100 } });
      return rows.map((row) => row.card).find((card) => card?.id === id) ?? null;
    },
    answer: (id, yes) => client.call(chatAssistant.answerCard, { params: { id }, body: { yes } }),
  };
  return talk;
}

export async function heldByAssistant(ctx: Ctx, conversationId: string): Promise<void> {
  await inWorkspace(ctx, async (tx) => {
    const at = await lockConversation(tx, ctx, conversationId);
    if (at.holder !== 'assistant') await settle(tx, ctx, at, giveToAssistant(at));
  });
}

/** As a turn has it: the conversation is held, and all of it stands or falls together. */
export function inTurn<T>(
  { door, brand }: Returns,
  talk: Talk,
  work: (world: World, of: { tx: Tx; ctx: Ctx; sight: Sight }) => Promise<T>,
): Promise<T> {
  const ctx = door.ctx();
  return inWorkspace(ctx, async (tx) => {
    const joined = { ...ctx, tx };
    const at = await lockConversation(tx, joined, talk.conversation_id);
    const sight = await sightOf(tx, joined, at, talk.message_id);
    const settings = await settingsOf(tx, joined, brand.id);
    return work(worldFor(joined, sight, settings), { tx, ctx: joined, sight });
  });
}

export const looksUp = (
  world: Returns,
  talk: Talk,
  key: LookUp,
  of: { slots?: Slots; tokens?: Partial<Tokens>; language?: BuyerLanguage; text?: string } = {},
): Promise<Found> =>
  inTurn(world, talk, ({ lookUp }) =>
    lookUp(key, {
      slots: of.slots ?? {},
      tokens: { ...noTokens(), ...of.tokens },
      language: of.language ?? 'en',
      text: of.text ?? '',
    }),
  );

/** Offers, and hangs the card below a message as a turn does. */
export const offers = (
  world: Returns,
  talk: Talk,
  act: Parameters<World['offer']>[0],
  slots: Slots,
  language: BuyerLanguage = 'en',
): Promise<Offered> =>
  inTurn(world, talk, async ({ offer }, { tx, ctx }) => {
    const made = await offer(act, { slots, language });
    if (made.kind === 'offered') {
      const conversation = await findConversation(tx, ctx, talk.conversation_id);
      await writeMessage(tx, ctx, {
        conversation,
        channel_id: conversation.reply_channel_id,
        author: { kind: 'assistant', id: null, name: 'Lumora Assistant' },
        text: 'Here is what I can do.',
        card: made.card,
      });
    }
    return made;
  });
