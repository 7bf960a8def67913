import type { BuyerLanguage } from '@recoup/contract';
import { brandOf } from '../../accounts/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { findChannel } from '../channels/channels.store.ts';
import { tellMessage } from '../chat/tell.ts';
import { saveConversation } from '../conversations/conversations.store.ts';
import { insertMessage, isKept, type MessageRow } from './messages.store.ts';

/**
 * A line in the buyer's thread about a call: asked for, answered, missed, over. It is no word of anybody's: it moves no state
 * and no promise and goes out by no mail, so it is kept where the conversation is held on a chat and nowhere else. Staff see
 * what happened as events, each in their own language. With an `id` it is written once, however often it is told.
 */
export async function keepCallLine(
  tx: Tx,
  ctx: Ctx,
  at: { id: string; brand_id: string; contact_id: string; channel_id: string; reply_channel_id: string },
  line: { text: string; language: BuyerLanguage; id?: string; at?: Date },
): Promise<MessageRow | null> {
  const channel = await chatOf(tx, ctx, [at.reply_channel_id, at.channel_id]);
  if (channel === null || (line.id && (await isKept(tx, ctx, line.id)))) return null;
  const { name } = await brandOf(tx, at.brand_id);
  const message = await insertMessage(tx, ctx, {
    id: line.id ?? newId(),
    conversation_id: at.id,
    brand_id: at.brand_id,
    at: line.at ?? ctx.now,
    kind: 'call',
    direction: 'out',
    channel_id: channel,
    author: { kind: 'system', id: null, name },
    body: line.text,
    language: line.language,
    state: 'sent',
    sent_at: line.at ?? ctx.now,
  });
  await saveConversation(tx, ctx, at.id, { last_at: ctx.now });
  await tellMessage(tx, ctx, at, message);
  return message;
}

async function chatOf(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<string | null> {
  for (const id of ids) if ((await findChannel(tx, ctx, id))?.kind === 'chat') return id;
  return null;
}
