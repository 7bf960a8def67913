import type { Ctx } from '../../platform/ctx.ts';
import { changeConversation } from './change-conversation.ts';
import { type Conversation, close, type ResolvedBy, reopen, resolve, wait } from './conversation.ts';

/** The problem is settled, says staff, the assistant or a rule. Throws `conversation.wrong_state`, `conversation.merged`. */
export function resolveConversation(ctx: Ctx, id: string, by: ResolvedBy = 'staff'): Promise<Conversation> {
  return changeConversation(ctx, id, (at) => resolve(at, by, ctx.now));
}

/** It is not settled after all, or the next word is ours again. Throws `conversation.wrong_state`, `conversation.merged`. */
export function reopenConversation(ctx: Ctx, id: string): Promise<Conversation> {
  return changeConversation(ctx, id, reopen);
}

/** The buyer has the next word. Throws `conversation.wrong_state`, `conversation.merged`. */
export function waitForBuyer(ctx: Ctx, id: string): Promise<Conversation> {
  return changeConversation(ctx, id, wait);
}

/** Nothing more is said here; a new message begins a new conversation. Throws `conversation.wrong_state`, `conversation.merged`. */
export function closeConversation(ctx: Ctx, id: string): Promise<Conversation> {
  return changeConversation(ctx, id, close);
}
