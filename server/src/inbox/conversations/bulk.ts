import type { AnswerOf, BodyOf, inbox } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { Refusal } from '../../platform/refusal.ts';
import { assignConversation } from './assign-conversation.ts';
import { addTags, setPriority } from './label-conversation.ts';
import { markAsNotSpam, markAsSpam } from './mark-spam.ts';
import { closeConversation, reopenConversation, resolveConversation } from './resolve-conversation.ts';
import { snoozeConversation } from './snooze-conversation.ts';

type Bulk = BodyOf<(typeof inbox)['bulk']>;

/** One act on many conversations. Each stands alone: what is refused is named with its code and holds up nothing else. */
export async function actOnMany(ctx: Ctx, { ids, act }: Bulk): Promise<AnswerOf<(typeof inbox)['bulk']>> {
  const answer: AnswerOf<(typeof inbox)['bulk']> = { done: [], failed: [] };
  for (const id of new Set(ids)) {
    try {
      await actOnOne(ctx, id, act);
      answer.done.push(id);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      answer.failed.push({ id, code: error.code });
    }
  }
  return answer;
}

function actOnOne(ctx: Ctx, id: string, act: Bulk['act']): Promise<unknown> {
  switch (act.do) {
    case 'assign':
      return assignConversation(ctx, id, act);
    case 'resolve':
      return resolveConversation(ctx, id);
    case 'close':
      return closeConversation(ctx, id);
    case 'reopen':
      return reopenConversation(ctx, id);
    case 'snooze':
      return snoozeConversation(ctx, id, new Date(act.until));
    case 'priority':
      return setPriority(ctx, id, act.priority);
    case 'add_tags':
      return addTags(ctx, id, act.tags);
    case 'spam':
      return act.spam ? markAsSpam(ctx, id) : markAsNotSpam(ctx, id);
  }
}
