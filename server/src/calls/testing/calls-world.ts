/** A brand that takes calls, its agents at their desks and buyers in its chat: for tests of calls. */
import { type AnswerOf, buyerCalls, type CallSeat, calls, chat, inboxSetup } from '@recoup/contract';
import { type Client, clientWith } from '../../../test/front-door.ts';
import { newId } from '../../platform/ids.ts';
import { openWorld, type World } from '../../returns/testing/world.ts';

export type Buyer = {
  session: Client;
  /** Says something in the chat; the first words open the conversation. */
  say(text: string): Promise<string>;
  /** Calls from the chat; the browser's own id may be given, to tap twice. */
  call(more?: { client_id?: string; conversation_id?: string; order_id?: string }): Promise<CallSeat>;
};
export type Agent = Client & { id: string };
export type CallsWorld = World & {
  key: string;
  seat(token: string): Client;
  buyer(): Promise<Buyer>;
  /** An agent who is at their desk. */
  agent(role?: 'agent' | 'manager' | 'technician', scope?: { brandIds?: string[] }): Promise<Agent>;
  settings(change: Partial<AnswerOf<typeof calls.settings>>): Promise<void>;
  /** Lets so many seconds pass, and runs what is due then. */
  pass(seconds: number): Promise<void>;
};

export async function openCallsWorld(): Promise<CallsWorld> {
  const world = await openWorld();
  const { door, owner, brand } = world;
  // The queue waits by the machine's clock: jobs that are set for later must lie ahead of it.
  door.setNow(new Date());
  const channel = await owner.call(inboxSetup.addChannel, {
    body: {
      brand_id: brand.id,
      name: 'Widget',
      settings: {
        kind: 'chat',
        origins: [],
        identity: 'optional',
        greeting: null,
        position: 'right',
        calendar_id: null,
      },
    },
  });
  const seat = (token: string) => clientWith(door.url, { authorization: `Bearer ${token}` });
  return {
    ...world,
    key: channel.key!,
    seat,
    async buyer() {
      const params = { key: channel.key! };
      const { token } = await door.stranger.call(chat.session, { params, body: {} });
      const session = seat(token);
      let talk: string | null = null;
      return {
        session,
        async say(text) {
          const body = { conversation_id: talk, client_id: `c-${newId()}`, text };
          const { conversation } = await session.call(chat.say, { body });
          talk = conversation.id;
          return talk;
        },
        call: (more = {}) => session.call(buyerCalls.fromChat, { body: { client_id: newId(), ...more } }),
      };
    },
    async agent(role = 'agent', scope = {}) {
      const client = (await door.as(role, scope)) as Agent;
      await client.call(calls.desk, { body: { takes_calls: true } });
      return client;
    },
    async settings(change) {
      const query = { brand_id: brand.id };
      const before = await owner.call(calls.settings, { query });
      await owner.call(calls.changeSettings, { query, body: { ...before, ...change } });
    },
    async pass(seconds) {
      door.setNow(new Date(door.now().getTime() + seconds * 1000));
      await door.drain();
    },
  };
}
