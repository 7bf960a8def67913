/** A conversation as it goes on inside a call: read and written by whoever holds the buyer's seat there. */
import type { ChatMessage } from '@recoup/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { useFiles } from '../../uploads/index.ts';
import { channelsOfKind, findChannel, openAnyChannel } from '../channels/channels.store.ts';
import type { Conversation } from '../conversations/conversation.ts';
import { findConversation, lockStanding } from '../conversations/conversations.store.ts';
import { filesOf, findMessage, type MessageRow } from '../messages/messages.store.ts';
import { takeMessage } from '../messages/take-message.ts';
import { markGot } from './receipts.store.ts';
import { externalIdOf, shownMessage, toldOf } from './shown.ts';
import { tellMessage } from './tell.ts';

/** What the buyer may read of a conversation from a time on, oldest first; no notes, and nothing that waits or was taken back. Read here it was got, and is not mailed. */
export async function saidInTalk(
  tx: Tx,
  ctx: Ctx,
  of: { conversation_id: string; since: Date; after?: string },
): Promise<ChatMessage[]> {
  const { id } = await standing(tx, ctx, of.conversation_id);
  const after = of.after ? sql` and m.id > ${of.after}` : sql``;
  const { rows } =
    await sql<MessageRow>`select m.* from messages m where m.workspace_id = ${ctx.workspaceId} and m.conversation_id = ${id}
    and m.kind in ('message', 'call') and m.state not in ('scheduled', 'cancelled') and m.at >= ${of.since}${after}
    order by m.id limit 200`.execute(tx);
  const last = rows.findLast(({ direction }) => direction === 'out');
  if (last) await markGot(tx, ctx, id, last.channel_id, last.id);
  return shown(tx, ctx, rows);
}

/**
 * The buyer says something during a call: a message of the conversation like any other. Told by its browser's own id, the same is
 * said once. `by`: whose words they are, among the sides of the call. Throws `file.not_found`, `contact.blocked`.
 */
export async function sayInTalk(
  tx: Tx,
  ctx: Ctx,
  said: {
    conversation_id: string;
    contact_id: string;
    by: string;
    client_id: string;
    text: string;
    file_ids: readonly string[];
  },
): Promise<ChatMessage> {
  const at = await standing(tx, ctx, said.conversation_id);
  await useFiles(tx, ctx, said.file_ids, { kinds: ['photo', 'video'] });
  const taken = await takeMessage(
    { ...ctx, tx },
    {
      channel: await openAnyChannel(tx, ctx, await channelFor(tx, ctx, at)),
      external_id: externalIdOf(said.by, said.client_id),
      sender: null,
      contact_id: said.contact_id,
      author: 'buyer',
      conversation_id: at.id,
      thread_ids: [],
      known_as: [],
      subject: null,
      text: said.text,
      html: null,
      quoted: null,
      signature: null,
      language: null,
      files: said.file_ids.map((file_id) => ({ file_id, content_id: null })),
      automatic: null,
      envelope: null,
      raw_file_id: null,
      at: null,
    },
  );
  if (taken.message_id === null) throw new Refusal('contact.blocked');
  const row = await findMessage(tx, ctx, taken.message_id);
  if (taken.taken) await tellMessage(tx, ctx, await lockStanding(tx, ctx, row.conversation_id), row);
  return (await shown(tx, ctx, [row]))[0]!;
}

/** A call's words are a chat's: each is there at once, and none goes out as a mail while both look at each other. */
async function channelFor(tx: Tx, ctx: Ctx, at: Conversation): Promise<string> {
  for (const id of [at.reply_channel_id, at.channel_id])
    if ((await findChannel(tx, ctx, id))?.kind === 'chat') return id;
  const [chat] = await channelsOfKind(tx, ctx, ['chat'], at.brand_id);
  return chat?.id ?? at.reply_channel_id;
}

async function standing(tx: Tx, ctx: Ctx, id: string): Promise<Conversation> {
  const at = await findConversation(tx, ctx, id);
  return at.merged_into === null ? at : standing(tx, ctx, at.merged_into);
}

async function shown(tx: Tx, ctx: Ctx, rows: readonly MessageRow[]): Promise<ChatMessage[]> {
  const files = await filesOf(
    tx,
    ctx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => shownMessage(ctx, toldOf(row, files.get(row.id) ?? [])));
}
