import type { AnswerOf, BodyOf, chat } from '@recoup/contract';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { useFiles } from '../../uploads/index.ts';
import { findConversation } from '../conversations/conversations.store.ts';
import { filesOf } from '../messages/messages.store.ts';
import { takeMessage } from '../messages/take-message.ts';
import { insertTalk, orderRows, talkMessage, talkRows } from './chat.store.ts';
import { type ChatCtx, contactFor, type Guest, type Knock, openGuest } from './guest.ts';
import { digestOf, limitSaying } from './limits.ts';
import { externalIdOf, shownMessage, shownTalk, toldOf } from './shown.ts';
import { tellMessage } from './tell.ts';

type Said = BodyOf<typeof chat.say>;

/**
 * A buyer says something over the widget. The widget names each message before it sends it, so that one sent twice (a lost
 * answer, two tabs) is said once and answered as what it became. Staff and the buyer's other screens are told with its words.
 *
 * Throws `conversation.not_found`, `chat.empty`, `chat.too_many`, `contact.blocked`, `file.not_found`, `order.not_found`.
 */
export async function say(ctx: ChatCtx, said: Said, knock: Knock): Promise<AnswerOf<typeof chat.say>> {
  if (said.text === '' && said.file_ids.length === 0) throw new Refusal('chat.empty');
  await limitSaying(ctx, ctx.chat.contactId, knock.address);
  return inWorkspace(ctx, async (tx) => {
    const joined: ChatCtx = { ...ctx, tx };
    const guest = await openGuest(tx, joined, knock.origin);
    await mayName(tx, joined, guest, said);
    const contact = await contactFor(tx, joined, guest, null);
    await useFiles(tx, joined, said.file_ids, { kinds: ['photo', 'video'] });
    const taken = await takeMessage(joined, {
      channel: guest.channel,
      external_id: externalIdOf(guest.sessionId, said.client_id),
      sender: null,
      contact_id: contact.id,
      author: 'buyer',
      conversation_id: said.conversation_id,
      thread_ids: [],
      known_as: [],
      subject: null,
      text: said.text,
      html: null,
      quoted: null,
      signature: null,
      language: contact.language,
      choice: said.choice ?? null,
      files: said.file_ids.map((file_id) => ({ file_id, content_id: null })),
      automatic: null,
      order_id: said.order_id ?? null,
      page: said.page ?? null,
      envelope: null,
      raw_file_id: null,
      at: null,
    });
    const { conversation_id: id, message_id: messageId } = taken;
    if (id === null || messageId === null) throw new Refusal('contact.blocked');
    if (taken.taken) await insertTalk(tx, joined, guest, id, { since: ctx.now, from: digestOf(ctx, knock.address) });
    const sees: Guest = { ...guest, contact };
    const row = await talkMessage(tx, joined, sees, messageId);
    const [talk] = await talkRows(tx, joined, sees, row?.conversation_id ?? id);
    if (!row || !talk) throw new Refusal('conversation.not_found');
    if (taken.taken) await tellMessage(tx, joined, await findConversation(tx, joined, talk.id), row);
    const files = (await filesOf(tx, joined, [row.id])).get(row.id) ?? [];
    return { conversation: shownTalk(talk), message: shownMessage(joined, toldOf(row, files)) };
  });
}

/** A session names its own conversations and orders, and no others. */
async function mayName(tx: Tx, ctx: ChatCtx, guest: Guest, said: Said): Promise<void> {
  if (said.conversation_id) {
    const [talk] = await talkRows(tx, ctx, guest, said.conversation_id);
    if (!talk) throw new Refusal('conversation.not_found');
  }
  if (said.order_id) {
    const [order] = await orderRows(tx, ctx, guest, said.order_id);
    if (!order) throw new Refusal('order.not_found');
  }
}
