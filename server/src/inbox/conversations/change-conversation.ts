import type { Conversation as Answer } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace, type Tx } from '../../platform/db.ts';
import { readConversation } from './conversation.read.ts';
import type { Conversation, Decided } from './conversation.ts';
import { lockConversation, settle } from './conversations.store.ts';

/** Loads a conversation under lock, asks the decision, saves, records. Throws `conversation.not_found` and what the decision throws. */
export function changeConversation(
  ctx: Ctx,
  id: string,
  decide: (at: Conversation, tx: Tx) => Decided | Promise<Decided>,
): Promise<Conversation> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockConversation(tx, ctx, id);
    return settle(tx, ctx, at, await decide(at, tx));
  });
}

/** Does something to a conversation and answers it as its page shows it now. */
export function andRead(ctx: Ctx, id: string, work: (ctx: Ctx) => Promise<unknown>): Promise<Answer> {
  return inWorkspace(ctx, async (tx) => {
    await work({ ...ctx, tx });
    return readConversation(tx, ctx, id);
  });
}
