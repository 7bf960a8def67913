import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { act } from '../cases/act.ts';
import { lockConversation } from '../conversations/conversations.store.ts';
import { macroHere } from './fill-macro.ts';
import { useMacro } from './use-macro.ts';

/**
 * Staff have a macro done: what it does besides its words, in its order; all of it or, where one thing is refused,
 * nothing. A macro with words counts as used when its words are sent. Throws `macro.not_found`, `conversation.not_found`,
 * `conversation.wrong_state`, and what the actions throw.
 */
export function applyMacro(ctx: Ctx, id: string, conversationId: string): Promise<{ ok: true }> {
  return inWorkspace(ctx, async (tx) => {
    const at = await lockConversation(tx, ctx, conversationId);
    const { macro } = await macroHere(tx, ctx, id, conversationId);
    for (const action of macro.actions) await act({ ...ctx, tx }, conversationId, action, 'person');
    if (macro.body === null) await useMacro(tx, ctx, at, id);
    return { ok: true };
  });
}
