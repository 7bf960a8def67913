import { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { type Job, job } from '../../platform/jobs.ts';
import { enqueue } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { type Conversation, comesBack, standing } from './conversation.ts';
import { lockConversation, settle } from './conversations.store.ts';
import { mention } from './look.store.ts';
import { endReminder, findReminder, insertReminder, remindersDue } from './reminders.store.ts';

/**
 * A member of staff wants the conversation back if the buyer says nothing until then. Throws `conversation.in_the_past`,
 * `conversation.merged`, `staff.not_found` for a key, which is nobody to remind.
 */
export function remindMe(ctx: Ctx, id: string, at: Date, note: string | null): Promise<Conversation> {
  return inWorkspace(ctx, async (tx) => {
    const conversation = await lockConversation(tx, ctx, id);
    standing(conversation);
    if (at <= ctx.now) throw new Refusal('conversation.in_the_past', { until: at.toISOString() });
    if (ctx.actor.kind !== 'staff' || ctx.actor.id === null) throw new Refusal('staff.not_found');
    const reminder = { id: newId(), conversation_id: id, staff_id: ctx.actor.id, at, note };
    await insertReminder(tx, ctx, reminder);
    await enqueue(tx, ctx, { job: remindJob.name, payload: { reminder_id: reminder.id }, runAt: at });
    return conversation;
  });
}

/** Takes a reminder back; one that is over already stays over. Throws `conversation.not_found`. */
export function forgetReminder(ctx: Ctx, id: string, reminderId: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    await lockConversation(tx, ctx, id);
    await endReminder(tx, ctx, id, reminderId);
  });
}

/** Its time came and the buyer said nothing: the conversation comes back to who asked. A reminder that is over does nothing, so it comes up once. */
export function remindInTime(ctx: Ctx, reminderId: string): Promise<void> {
  return inWorkspace(ctx, async (tx) => {
    const found = await findReminder(tx, ctx, reminderId);
    if (!found) return;
    const at = await lockConversation(tx, ctx, found.conversation_id);
    if (!(await endReminder(tx, ctx, at.id, reminderId))) return;
    await mention(tx, ctx, at.id, [found.staff_id]);
    await settle(tx, ctx, at, comesBack(at, found));
  });
}

export const remindJob: Job = job({
  name: 'inbox.remind',
  payload: z.object({ reminder_id: z.uuid() }),
  run: (ctx, { reminder_id }) => remindInTime(ctx, reminder_id),
});

/** Looks for reminders that should have come up and did not. */
export const remindLateJob: Job = job({
  name: 'inbox.remind-late',
  cron: '*/5 * * * *',
  async run(ctx) {
    for (const id of await inWorkspace(ctx, (tx) => remindersDue(tx, ctx, 200))) await remindInTime(ctx, id);
  },
});
