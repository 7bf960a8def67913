/** A brand with a channel, buyers who write to it, and staff and machines who answer: for tests of what follows from that. */
import {
  type BodyIn,
  type ChannelKind,
  type ChannelSettings,
  channelSettings,
  inbox,
  inboxSetup,
} from '@recoup/contract';
import { afterFile } from '../../../../test/after-file.ts';
import type { FrontDoor } from '../../../../test/front-door.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inWorkspace } from '../../../platform/db.ts';
import { newId } from '../../../platform/ids.ts';
import { addChannelConnector, type Channel } from '../../channel.ts';
import { insertChannel } from '../../channels/channels.store.ts';
import { lockConversation } from '../../conversations/conversations.store.ts';
import { takeMessage } from '../../messages/take-message.ts';
import { writeMessage } from '../../messages/write-message.ts';

export type Mailroom = Awaited<ReturnType<typeof openMailroom>>;

const settingsOf = (kind: ChannelKind, platform: 'amazon' | null): ChannelSettings =>
  channelSettings.parse({ kind, platform, address: 'help@lumora.example', from_name: 'Lumora' });

/** The mail server and the marketplace of tests: they take everything. */
const takesAll = { outcome: 'sent' as const, external_id: null };
const postbox = { kinds: ['email', 'form', 'marketplace'] as const, deliver: async () => takesAll };

export async function openMailroom(door: FrontDoor, kind: ChannelKind = 'chat', platform: 'amazon' | null = null) {
  const putBack = addChannelConnector(postbox);
  afterFile(async () => putBack());
  const brand = await door.makeBrand();
  const channel: Channel = {
    id: newId(),
    brand_id: brand.id,
    kind,
    platform,
    name: 'Front desk',
    settings: settingsOf(kind, platform),
    secret: null,
  };
  const { secret: _secret, ...row } = channel;
  await inWorkspace(door.ctx(), (tx) => insertChannel(tx, door.ctx(), row));
  const agent = await door.as('agent');

  /** A buyer writes at the door's time; who wrote before writes on in the same conversation. Returns its id. */
  async function buyerWrites(from: string, text = 'Where is my lamp?', automatic: 'auto_reply' | null = null) {
    const ctx = door.ctx();
    const { conversation_id } = await takeMessage(ctx, {
      channel,
      external_id: newId(),
      sender: {
        name: from,
        points: [{ kind: kind === 'chat' ? 'chat' : 'email', value: `${from}@buyers.example`, proved: true }],
      },
      author: 'buyer',
      thread_ids: [`thread-${from}`],
      known_as: [`thread-${from}`],
      subject: 'My lamp',
      text,
      html: null,
      quoted: null,
      signature: null,
      language: 'en',
      files: [],
      automatic,
      envelope: null,
      raw_file_id: null,
      at: ctx.now,
    });
    return conversation_id!;
  }

  /** Somebody of ours, or the assistant, answers at the door's time. Returns the message's id. */
  async function answer(
    conversationId: string,
    { by = 'staff', after = 'waiting', automatic = null }: Answered = {},
  ): Promise<string> {
    const system = door.ctx();
    const ctx: Ctx =
      by === 'staff' ? { ...system, actor: { ...system.actor, kind: 'staff', id: agent.id, name: 'Agent' } } : system;
    const author =
      by === 'staff' ? { kind: by, id: agent.id, name: 'Agent' } : { kind: by, id: null, name: 'Assistant' };
    const { message } = await inWorkspace(ctx, async (tx) => {
      const conversation = await lockConversation(tx, ctx, conversationId);
      const { reply_channel_id: channel_id } = conversation;
      return writeMessage(tx, ctx, { conversation, channel_id, author, text: 'It is on its way.', after, automatic });
    });
    return message.id;
  }

  const read = (id: string) => door.owner.call(inbox.read, { params: { id } });
  return {
    brand,
    channel,
    agent,
    buyerWrites,
    answer,
    read,
    /** The clocks of a conversation, oldest first, to the minute: `first_reply running 2037-11-16T17:00`. */
    async clocks(id: string): Promise<string[]> {
      const { clocks } = await read(id);
      return [...clocks].reverse().map(({ kind, state, by }) => `${kind} ${state} ${by?.slice(0, 16)}`);
    },
    /** A promise over Monday to Friday, 09:00–17:00 in New York. */
    async promise(targets: Target[], change: Partial<BodyIn<typeof inboxSetup.addSla>> = {}) {
      const { id: calendar_id } = await door.owner.call(inboxSetup.addCalendar, { body: NINE_TO_FIVE });
      const body = { name: 'Standard', calendar_id, brand_id: brand.id, targets: targets.map(target), ...change };
      return door.owner.call(inboxSetup.addSla, { body });
    },
  };
}
type Answered = {
  by?: 'staff' | 'assistant' | 'system';
  after?: 'open' | 'waiting' | 'resolved';
  automatic?: 'rule' | 'survey' | null;
};

type FullTarget = BodyIn<typeof inboxSetup.addSla>['targets'][number];
export type Target = Partial<FullTarget> & Pick<FullTarget, 'kind' | 'minutes'>;
export const target = (change: Target): FullTarget => ({
  hours: 'business',
  bot_counts: false,
  pause_while_waiting: false,
  pause_while_snoozed: false,
  reset_on_reopen: false,
  warn_minutes: 30,
  escalate: null,
  ...change,
});

export const NINE_TO_FIVE: BodyIn<typeof inboxSetup.addCalendar> = {
  name: 'New York office',
  time_zone: 'America/New_York',
  weekly: (['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((day) => ({ day, from: '09:00', to: '17:00' })),
};
