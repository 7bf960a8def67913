import { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { type Job, job } from '../../platform/jobs.ts';
import { enqueue } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import { changeConversation } from './change-conversation.ts';
import { type Conversation, nothing, snooze, wake } from './conversation.ts';
import { snoozedUntil } from './conversations.store.ts';

/** Put aside until a time, or until the buyer writes. Throws `conversation.in_the_past`, `conversation.wrong_state`, `conversation.merged`. */
export function snoozeConversation(ctx: Ctx, id: string, until: Date): Promise<Conversation> {
  return changeConversation(ctx, id, async (at, tx) => {
    const decided = snooze(at, until, ctx.now);
    await enqueue(tx, ctx, { job: wakeJob.name, payload: { conversation_id: id }, runAt: until, key: `wake:${id}` });
    return decided;
  });
}

/** Somebody takes it up before its time. Throws `conversation.wrong_state` where it is not snoozed, `conversation.merged`. */
export function wakeConversation(ctx: Ctx, id: string): Promise<Conversation> {
  return changeConversation(ctx, id, (at) => wake(at, 'person'));
}

/** Its time came. One that woke meanwhile, was put aside for longer, was merged or marked as spam stays as it is: so it wakes once. */
export async function wakeInTime(ctx: Ctx, id: string): Promise<void> {
  try {
    await changeConversation(ctx, id, (at) => {
      const due = at.snoozed_until !== null && at.snoozed_until <= ctx.now;
      return due && at.merged_into === null && !at.spam ? wake(at, 'time') : nothing;
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error; // gone with its brand: nobody waits for it
  }
}

export const wakeJob: Job = job({
  name: 'inbox.wake',
  payload: z.object({ conversation_id: z.uuid() }),
  run: (ctx, { conversation_id }) => wakeInTime(ctx, conversation_id),
});

/** Looks for what should have woken and did not, as after a queue was lost. */
export const wakeLateJob: Job = job({
  name: 'inbox.wake-late',
  cron: '*/5 * * * *',
  async run(ctx) {
    for (const id of await inWorkspace(ctx, (tx) => snoozedUntil(tx, ctx, ctx.now, 200))) await wakeInTime(ctx, id);
  },
});
