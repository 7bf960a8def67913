/** A brand's mail channel, buyers who write to it, and a mail server that takes everything. */
import { type AnswerOf, inbox, inboxSetup, type Message } from '@recoup/contract';
import { afterFile } from '../../../../test/after-file.ts';
import { addChannelConnector, channelOf, findChannel, takeMessage } from '../../../inbox/index.ts';
import { inWorkspace } from '../../../platform/db.ts';
import { newId } from '../../../platform/ids.ts';
import type { Shop } from './shop.ts';

export type Mail = {
  brand_id: string;
  /** A mail; the same sender goes on in the same conversation. Returns its id. */
  from(who: string, text: string, automatic?: 'auto_reply' | null): Promise<string>;
  /** What went out in a conversation. */
  out(id: string): Promise<Message[]>;
  read(id: string): Promise<AnswerOf<typeof inbox.read>>;
};

export async function openMail({ door, owner, agent }: Shop): Promise<Mail> {
  const putBack = addChannelConnector({
    kinds: ['email'],
    deliver: async () => ({ outcome: 'sent', external_id: null }),
  });
  afterFile(async () => putBack());
  const brand = await door.makeBrand();
  const address = `help-${newId().slice(-6)}@lumora.example`;
  const settings = { kind: 'email' as const, address, from_name: 'Lumora' };
  const { id } = await owner.call(inboxSetup.addChannel, { body: { brand_id: brand.id, name: 'Mail', settings } });
  const row = await inWorkspace(door.ctx(), (tx) => findChannel(tx, door.ctx(), id));
  const channel = channelOf(door.ctx().config, row!);
  return {
    brand_id: brand.id,
    async from(who, text, automatic = null) {
      const { conversation_id } = await takeMessage(door.ctx(), {
        channel,
        external_id: newId(),
        sender: { name: who, points: [{ kind: 'email', value: `${who}@buyers.example`, proved: true }] },
        author: 'buyer',
        thread_ids: [`thread-${who}`],
        known_as: [`thread-${who}`],
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
        at: null,
      });
      return conversation_id!;
    },
    async out(conversationId) {
      const { items } = await agent.call(inbox.thread, { params: { id: conversationId } });
      return items.flatMap((item) =>
        item.kind === 'message' && item.message.direction === 'out' ? [item.message] : [],
      );
    },
    read: (conversationId) => agent.call(inbox.read, { params: { id: conversationId } }),
  };
}
