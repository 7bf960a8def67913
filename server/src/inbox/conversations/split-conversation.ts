import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { lastFacts, lookAtMove, type Moved, moveMessages } from '../messages/move-messages.store.ts';
import { step } from './conversation.ts';
import { insertConversation, lockConversation, saveConversation } from './conversations.store.ts';
import { conversationEvent } from './events.ts';
import { fromMessages, type Stood, stood } from './join.ts';
import { insertJoin } from './joins.store.ts';

/** What a split keeps to be taken back. */
export type Split = Moved & { before: { from: Stood }; version: number };

/**
 * Staff move messages about another problem into a conversation of their own, which the same person holds; what answers
 * those mails comes there from now on. Can be taken back. Returns the new conversation's id.
 *
 * Throws `message.not_found` for what is not in this conversation, `conversation.nothing_left` where no message would
 * stay, `conversation.wrong_state`, `conversation.merged`.
 */
export function splitConversation(
  ctx: Ctx,
  id: string,
  { message_ids, subject }: { message_ids: readonly string[]; subject: string },
): Promise<string> {
  return inWorkspace(ctx, async (tx) => {
    const from = await lockConversation(tx, ctx, id);
    step(from, 'split');
    const ids = [...new Set(message_ids)];
    const { found, stay } = await lookAtMove(tx, ctx, id, ids);
    if (found < ids.length) throw new Refusal('message.not_found');
    if (stay === 0) throw new Refusal('conversation.nothing_left');
    const { brand_id, contact_id, customer_id, channel_id, language, priority } = from;
    const { holder, assignee_id, team_id, spam } = from;
    const into = await insertConversation(tx, ctx, {
      ...{ brand_id, contact_id, customer_id, channel_id, language, priority },
      ...{ holder, assignee_id, team_id, spam, subject },
    });
    const moved = await moveMessages(tx, ctx, { from: id, into: into.id, ids });
    const facts = await lastFacts(tx, ctx, into.id);
    const unseen = Math.min(from.unseen, moved.message_ids.length);
    await saveConversation(tx, ctx, into.id, {
      ...fromMessages(into, facts),
      channel_id: facts.first_channel_id ?? channel_id,
      state: facts.last_is_buyers === false ? 'waiting' : 'open',
      unseen: facts.last_is_buyers ? unseen : 0,
    });
    await saveConversation(tx, ctx, id, {
      ...fromMessages(from, await lastFacts(tx, ctx, id)),
      unseen: facts.last_is_buyers ? from.unseen - unseen : from.unseen,
    });
    const kept: Split = { ...moved, before: { from: stood(from) }, version: from.version + 1 };
    const join_id = await insertJoin(tx, ctx, { brand_id, kind: 'split', from_id: id, into_id: into.id, moved: kept });
    const data = { join_id, messages: moved.message_ids.length };
    await record(tx, ctx, [
      conversationEvent(from, { type: 'conversation.split', data: { ...data, code: into.code, subject } }),
      conversationEvent(into, { type: 'conversation.split', data: { ...data, code: from.code, from_id: id } }),
    ]);
    return into.id;
  });
}
