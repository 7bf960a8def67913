import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { lastFacts, type Moved, moveMessages } from '../messages/move-messages.store.ts';
import { type Conversation, standing, step } from './conversation.ts';
import { lockConversations, saveConversation } from './conversations.store.ts';
import { conversationEvent } from './events.ts';
import { fromMessages, type Stood, stood, takeIn } from './join.ts';
import { insertJoin } from './joins.store.ts';
import { moveReminders } from './reminders.store.ts';

/** What a merge keeps to be taken back. */
export type Merged = Moved & { reminder_ids: string[]; before: { from: Stood; into: Stood }; version: number };

/**
 * Staff join another conversation of the same problem into this one: its messages, notes, mail threads and reminders
 * come here, its own row stays as it stood and leads here. Can be taken back. Two who merge at once wait for each other.
 *
 * Throws `conversation.same`, `conversation.other_brand`, `conversation.not_found`, `conversation.wrong_state`, `conversation.merged`.
 */
export function mergeConversations(ctx: Ctx, id: string, otherId: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    if (id === otherId) throw new Refusal('conversation.same');
    const both = await lockConversations(tx, ctx, [id, otherId]);
    const [into, from] = [both.get(id), both.get(otherId)];
    if (!into || !from) throw new Refusal('conversation.not_found');
    mayMerge(into, from);
    const moved = await moveMessages(tx, ctx, { from: from.id, into: into.id, ids: null });
    const reminder_ids = await moveReminders(tx, ctx, from.id, into.id);
    const { change, events } = takeIn(into, from);
    const next = { ...change, ...fromMessages(into, await lastFacts(tx, ctx, into.id)) };
    await saveConversation(tx, ctx, into.id, next);
    await saveConversation(tx, ctx, from.id, { merged_into: into.id });
    const kept: Merged = {
      ...moved,
      reminder_ids,
      before: { from: stood(from), into: stood(into) },
      version: into.version + 1,
    };
    const join_id = await insertJoin(tx, ctx, {
      brand_id: into.brand_id,
      kind: 'merge',
      from_id: from.id,
      into_id: into.id,
      moved: kept,
    });
    const merged = { type: 'conversation.merged', data: { join_id, messages: moved.message_ids.length } };
    await record(tx, ctx, [
      conversationEvent(into, { ...merged, data: { ...merged.data, code: from.code, subject: from.subject } }),
      conversationEvent(from, { ...merged, data: { ...merged.data, code: into.code, into_id: into.id } }),
      ...events.map((event) => conversationEvent(into, event)),
    ]);
  });
}

function mayMerge(into: Conversation, from: Conversation): void {
  step(into, 'merge');
  standing(from);
  if (into.brand_id !== from.brand_id) throw new Refusal('conversation.other_brand');
}
