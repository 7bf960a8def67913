import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { readByStaff } from '../chat/read-by-staff.ts';
import { findConversation, seenByStaff } from './conversations.store.ts';
import { dropDraft, keepDraft, lookedAt } from './look.store.ts';

const person = (ctx: Ctx): string | null => (ctx.actor.kind === 'staff' ? ctx.actor.id : null);

/**
 * A member of staff has read up to a message: it ends their mention, and what the buyer wrote up to there is no longer
 * unseen by anybody. A key has read nothing. Throws `conversation.not_found`.
 */
export function markSeen(ctx: Ctx, id: string, messageId: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const at = await findConversation(tx, ctx, id);
    const staffId = person(ctx);
    if (staffId === null) return;
    await lookedAt(tx, ctx, id, staffId, messageId);
    await seenByStaff(tx, ctx, id, messageId);
    await readByStaff(tx, ctx, at, messageId);
  });
}

/** Keeps what a member of staff is writing, for themselves alone; an empty text forgets it. Throws `conversation.not_found`. */
export function saveDraft(
  ctx: Ctx,
  id: string,
  draft: { text: string; note: boolean; language: string | null },
): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    await findConversation(tx, ctx, id);
    const staffId = person(ctx);
    if (staffId === null) return;
    if (draft.text === '') await dropDraft(tx, ctx, id, staffId);
    else await keepDraft(tx, ctx, id, staffId, { body: draft.text, note: draft.note, language: draft.language });
  });
}
