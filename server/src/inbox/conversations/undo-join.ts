import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { lastFacts, moveBack, moveMessages, stillThere } from '../messages/move-messages.store.ts';
import { type Conversation, standing } from './conversation.ts';
import { lockConversations, saveConversation } from './conversations.store.ts';
import { conversationEvent } from './events.ts';
import { asItStood, fromMessages, giveBack } from './join.ts';
import { endJoin, findJoin, type Join, lockJoin } from './joins.store.ts';
import type { Merged } from './merge-conversations.ts';
import { moveReminders, moveRemindersBack } from './reminders.store.ts';
import type { Split } from './split-conversation.ts';

/**
 * Takes a merge or a split back. After a merge the other stands again exactly as it stood, with its messages, mail
 * threads and reminders; what came since stays here. After a split everything said there comes back here, also what
 * came since: they are one conversation.
 *
 * Throws `join.not_found` for one that has nothing to do with this conversation, `join.too_late` where it was taken back
 * already or what moved has moved on, `conversation.merged` where this one was joined into another meanwhile.
 */
export function undoJoin(ctx: Ctx, id: string, joinId: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const join = await found(tx, ctx, id, joinId);
    const both = await lockConversations(tx, ctx, [join.from_id, join.into_id]);
    const [from, into] = [both.get(join.from_id), both.get(join.into_id)];
    if (!from || !into) throw new Refusal('conversation.not_found');
    // The row of the join is held after its conversations, as everywhere else.
    const held = await lockJoin<Merged | Split>(tx, ctx, joinId);
    if (!held || held.undone_at !== null) throw new Refusal('join.too_late');
    standing(into);
    if ((await stillThere(tx, ctx, { from: from.id, into: into.id })) !== held.moved.message_ids.length) {
      throw new Refusal('join.too_late');
    }
    if (held.kind === 'merge') await unmerge(tx, ctx, held as Join<Merged>, { from, into });
    else await unsplit(tx, ctx, held as Join<Split>, { from, into });
    await endJoin(tx, ctx, joinId);
    const undone = (at: Conversation, other: Conversation) =>
      conversationEvent(at, {
        type: 'conversation.join_undone',
        data: { code: other.code, join_id: joinId, kind: held.kind },
      });
    await record(tx, ctx, [undone(into, from), undone(from, into)]);
  });
}

async function found(tx: Tx, ctx: Ctx, id: string, joinId: string): Promise<Join<Merged | Split>> {
  const join = await findJoin<Merged | Split>(tx, ctx, joinId);
  if (!join || join.kind === 'contacts' || (join.from_id !== id && join.into_id !== id)) {
    throw new Refusal('join.not_found');
  }
  return join;
}

type Both = { from: Conversation; into: Conversation };

async function unmerge(tx: Tx, ctx: Ctx, { moved }: Join<Merged>, { from, into }: Both): Promise<void> {
  if (from.merged_into !== into.id) throw new Refusal('join.too_late');
  await moveBack(tx, ctx, { from: from.id, into: into.id, moved });
  await moveRemindersBack(tx, ctx, moved.reminder_ids, from.id);
  const { before, version } = moved;
  const seen = into.unseen === 0 ? { unseen: 0 } : {};
  await saveConversation(tx, ctx, from.id, { ...asItStood(before.from, from), ...seen, merged_into: null });
  const kept = { before: before.into, other: before.from, untouched: into.version === version };
  await saveConversation(tx, ctx, into.id, giveBack(into, kept, await lastFacts(tx, ctx, into.id)));
}

async function unsplit(tx: Tx, ctx: Ctx, { moved }: Join<Split>, { from, into }: Both): Promise<void> {
  standing(from);
  await moveBack(tx, ctx, { from: from.id, into: into.id, moved });
  const since = await moveMessages(tx, ctx, { from: into.id, into: from.id, ids: null });
  await moveReminders(tx, ctx, into.id, from.id);
  const untouched = from.version === moved.version && since.message_ids.length === 0;
  const facts = await lastFacts(tx, ctx, from.id);
  const again = into.state === 'open' && from.state !== 'open';
  await saveConversation(tx, ctx, from.id, {
    ...(untouched
      ? asItStood(moved.before.from, from)
      : { ...fromMessages(from, facts), ...(again ? { state: 'open' } : {}) }),
    unseen: from.unseen + into.unseen,
  });
  await saveConversation(tx, ctx, into.id, { merged_into: from.id });
}
