import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

export type Reminder = {
  id: string;
  conversation_id: string;
  staff_id: string;
  at: Date;
  note: string | null;
  done_at: Date | null;
};

export async function insertReminder(tx: Tx, ctx: Ctx, reminder: Omit<Reminder, 'done_at'>): Promise<void> {
  await tx
    .insertInto('reminders')
    .values({ workspace_id: ctx.workspaceId, ...reminder })
    .execute();
}

/** Ends a reminder that still waits; false where it came up, was taken back, or the buyer wrote before. */
export async function endReminder(tx: Tx, ctx: Ctx, conversationId: string, id: string): Promise<boolean> {
  const ended = await tx
    .updateTable('reminders')
    .set({ done_at: ctx.now })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return ended !== undefined;
}

export function findReminder(tx: Tx, ctx: Ctx, id: string): Promise<Reminder | undefined> {
  return tx
    .selectFrom('reminders')
    .select(['id', 'conversation_id', 'staff_id', 'at', 'note', 'done_at'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Reminders whose time has come, the earliest first. */
export async function remindersDue(tx: Tx, ctx: Ctx, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('reminders')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('at', '<=', ctx.now)
    .where('done_at', 'is', null)
    .orderBy('at')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Reminders that still wait in a conversation move to another with it. Returns which. */
export async function moveReminders(tx: Tx, ctx: Ctx, from: string, into: string): Promise<string[]> {
  const rows = await tx
    .updateTable('reminders')
    .set({ conversation_id: into })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('conversation_id', '=', from)
    .where('done_at', 'is', null)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** And back, those of them that still wait. */
export async function moveRemindersBack(tx: Tx, ctx: Ctx, ids: readonly string[], to: string): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('reminders')
    .set({ conversation_id: to })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', 'in', ids)
    .execute();
}
