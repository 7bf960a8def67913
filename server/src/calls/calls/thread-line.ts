import { findConversation, keepCallLine } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Call } from './call.ts';
import { callWords } from './line-words.ts';

/** Writes a line about a call into the buyer's thread, in their language. `as`: of what happened then; written again it is one. */
export async function writeLine(
  tx: Tx,
  ctx: Ctx,
  at: Pick<Call, 'conversation_id' | 'language'>,
  say: (words: ReturnType<typeof callWords>) => string,
  as?: { id: string; at: Date },
): Promise<void> {
  const conversation = await findConversation(tx, ctx, at.conversation_id);
  const language = at.language ?? 'en';
  await keepCallLine(tx, ctx, conversation, { text: say(callWords(language)), language, ...as });
}
