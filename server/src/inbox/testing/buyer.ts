/** Somebody who writes to a brand by its contact form, and what came of it: for tests of what the inbox makes of words. */
import { type InboxChannel, inboxSetup } from '@recoup/contract';
import type { FrontDoor } from '../../../test/front-door.ts';
import { inWorkspace } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { openChannel } from '../channels/channels.store.ts';
import { takeMessage } from '../messages/take-message.ts';

export type Written = { conversation_id: string; message_id: string };
export type Buyer = {
  channel: InboxChannel;
  write(text: string, change?: { from?: string; subject?: string; order_number?: string }): Promise<Written>;
};

/** Opens a contact form for a brand. The same `from` goes on in the same conversation. */
export async function buyerOf(door: FrontDoor, brandId: string): Promise<Buyer> {
  const body = { brand_id: brandId, name: 'Contact form', settings: { kind: 'form' as const } };
  const channel = await door.owner.call(inboxSetup.addChannel, { body });
  return {
    channel,
    async write(text, { from = 'Dana Whitfield', subject, order_number } = {}) {
      const ctx = door.ctx();
      const opened = await inWorkspace(ctx, (tx) => openChannel(tx, ctx, channel.id));
      const email = `${from.toLowerCase().replaceAll(/\W+/g, '.')}@buyers.example`;
      const { conversation_id, message_id } = await takeMessage(ctx, {
        channel: opened,
        external_id: newId(),
        sender: { name: from, points: [{ kind: 'email', value: email, proved: true }] },
        author: 'buyer',
        thread_ids: [`thread-${email}`],
        known_as: [`thread-${email}`],
        subject: subject ?? null,
        text,
        html: null,
        quoted: null,
        signature: null,
        language: null,
        files: [],
        automatic: null,
        order_number: order_number ?? null,
        envelope: null,
        raw_file_id: null,
        at: null,
      });
      return { conversation_id: conversation_id!, message_id: message_id! };
    },
  };
}
