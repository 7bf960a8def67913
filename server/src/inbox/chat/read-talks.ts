import type { AnswerOf, chat } from '@recoup/contract';
import { inWorkspace } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { findConversation } from '../conversations/conversations.store.ts';
import { filesOf } from '../messages/messages.store.ts';
import { talkMessage, talkMessages, talkRows } from './chat.store.ts';
import { type ChatCtx, openGuest } from './guest.ts';
import { markReadByBuyer } from './receipts.store.ts';
import { shownMessage, shownTalk, toldOf } from './shown.ts';
import { tellRead } from './tell.ts';

type Origin = string | undefined;

/** The conversations of a session, newest first. */
export function readTalks(ctx: ChatCtx, origin: Origin): Promise<AnswerOf<typeof chat.conversations>> {
  return inWorkspace(ctx, async (tx) => {
    const rows = await talkRows(tx, ctx, await openGuest(tx, ctx, origin));
    return { rows: rows.map(shownTalk) };
  });
}

/** What was said in one of them. Throws `conversation.not_found`. */
export function readTalk(
  ctx: ChatCtx,
  id: string,
  page: { after?: string; before?: string; limit: number },
  origin: Origin,
): Promise<AnswerOf<typeof chat.messages>> {
  return inWorkspace(ctx, async (tx) => {
    const found = await talkMessages(tx, ctx, await openGuest(tx, ctx, origin), id, page);
    if (!found) throw new Refusal('conversation.not_found');
    const files = await filesOf(
      tx,
      ctx,
      found.rows.map((row) => row.id),
    );
    return {
      rows: found.rows.map((row) => shownMessage(ctx, toldOf(row, files.get(row.id) ?? []))),
      more_before: found.moreBefore,
    };
  });
}

/** The buyer has read our messages up to this one; staff who look on see it. Throws `conversation.not_found`. */
export function markTalkRead(ctx: ChatCtx, id: string, messageId: string, origin: Origin): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const guest = await openGuest(tx, ctx, origin);
    const message = await talkMessage(tx, ctx, guest, messageId);
    if (message?.conversation_id !== id) throw new Refusal('conversation.not_found');
    const fresh = await markReadByBuyer(tx, ctx, id, guest.channel.id, messageId);
    if (fresh === 0) return;
    await tellRead(tx, ctx, await findConversation(tx, ctx, id), { message_id: messageId, by: 'buyer' });
  });
}
