/** A brand whose assistant answers its chat, and buyers at the widget: for tests that talk through the front door. */
import {
  type AnswerOf,
  type AssistantSettings,
  assistant,
  type BodyOf,
  type ChatMessage,
  chat,
  type InboxChannel,
  inbox,
  inboxSetup,
} from '@recoup/contract';
import { type Client, clientWith } from '../../../../test/front-door.ts';
import { newId } from '../../../platform/ids.ts';
import { type Order, openWorld, type World, ZIP } from '../../../returns/testing/world.ts';

const SHOP = 'https://lumora.example';
type Change = Partial<Omit<AssistantSettings, 'model'>>;

export type Shop = World & {
  channel: InboxChannel;
  agent: Client;
  /** Sets the brand's assistant up; what is left out stays as it is. */
  setUp(change: Change): Promise<void>;
  buyer(): Promise<Talker>;
};

/** Somebody at the widget, in one conversation. */
export type Talker = {
  client: Client;
  token: string;
  id(): string;
  /** Says something and waits for no answer. */
  say(text: string, change?: { choice?: string; client_id?: string; file_ids?: string[] }): Promise<ChatMessage>;
  /** Says something; answers what was said to it by then. */
  ask(text: string, change?: { choice?: string }): Promise<ChatMessage[]>;
  /** Proves an order beside the talk, as the widget's form does. */
  prove(order: Order): Promise<void>;
  /** Everything in the conversation, oldest first. */
  all(): Promise<ChatMessage[]>;
  /** What staff see. */
  conversation(): Promise<AnswerOf<typeof inbox.read>>;
  assistant(): Promise<AnswerOf<(typeof assistant)['ofConversation']>>;
  /** Staff answer with all before them. */
  answered(text: string, by?: Client): Promise<void>;
};

/** By default an order's number with ZIP is proof enough, so that talks are short. */
export async function openShop(change: Change = {}): Promise<Shop> {
  const world = await openWorld();
  const { owner, brand, door } = world;
  const query = { brand_id: brand.id };
  async function setUp(to: Change): Promise<void> {
    const { model, ...now } = await owner.call(assistant.settings, { query });
    const { key_set: _, spent_this_month: __, ...kept } = model;
    const body: BodyOf<(typeof assistant)['changeSettings']> = { ...now, ...to, model: kept };
    await owner.call(assistant.changeSettings, { query, body });
  }
  await setUp({ answers: { chat: 'always' }, proof: 'order', ...change });
  const channel = await owner.call(inboxSetup.addChannel, {
    body: {
      brand_id: brand.id,
      name: 'Widget',
      settings: {
        kind: 'chat',
        origins: [SHOP],
        identity: 'optional',
        greeting: null,
        position: 'right',
        calendar_id: null,
      },
    },
  });
  const agent = await door.as('agent');
  return { ...world, channel, agent, setUp, buyer: () => buyerAt(world, channel.key!, agent) };
}

async function buyerAt({ door }: World, key: string, agent: Client): Promise<Talker> {
  const at = (token?: string) =>
    clientWith(door.url, { origin: SHOP, ...(token ? { authorization: `Bearer ${token}` } : {}) });
  const { token } = await at().call(chat.session, { params: { key }, body: {} });
  const client = at(token);
  let conversation: string | null = null;
  const id = () => {
    if (conversation === null) throw new Error('nothing was said yet');
    return conversation;
  };
  const all = async () => (await client.call(chat.messages, { params: { id: id() } })).rows;
  const talker: Talker = {
    client,
    token,
    id,
    all,
    async say(text, change = {}) {
      const said = await client.call(chat.say, {
        body: { conversation_id: conversation, client_id: newId(), text, ...change },
      });
      conversation = said.conversation.id;
      return said.message;
    },
    async ask(text, change = {}) {
      const mine = await talker.say(text, change);
      await door.drain();
      return (await all()).filter((one) => !one.mine && one.id > mine.id);
    },
    async prove(order) {
      await client.call(chat.findOrder, {
        body: { number: order.number, email_or_zip: ZIP, conversation_id: conversation },
      });
    },
    conversation: () => agent.call(inbox.read, { params: { id: id() } }),
    assistant: () => agent.call(assistant.ofConversation, { params: { id: id() } }),
    async answered(text, by = agent) {
      const { items } = await by.call(inbox.thread, { params: { id: id() } });
      const seen = items.findLast((one) => one.kind === 'message' && one.message.kind === 'message');
      await by.call(inbox.reply, { params: { id: id() }, body: { text, seen_message_id: seen?.id ?? null } });
    },
  };
  return talker;
}
