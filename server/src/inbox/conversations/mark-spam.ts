import type { Ctx } from '../../platform/ctx.ts';
import { changeConversation } from './change-conversation.ts';
import { type Conversation, markSpam, notSpam } from './conversation.ts';

/** It leaves every list but the one of spam, and no promise runs for it. Throws `conversation.merged`. */
export function markAsSpam(ctx: Ctx, id: string): Promise<Conversation> {
  return changeConversation(ctx, id, markSpam);
}

/** It is none after all, and stands where it stood. Throws `conversation.merged`. */
export function markAsNotSpam(ctx: Ctx, id: string): Promise<Conversation> {
  return changeConversation(ctx, id, notSpam);
}
