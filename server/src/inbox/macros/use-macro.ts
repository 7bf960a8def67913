import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { record } from '../../platform/record.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Conversation } from '../conversations/conversation.ts';
import { conversationEvent } from '../conversations/events.ts';
import { countUse, findMacro } from './macros.store.ts';

/** A macro was used in a conversation: called in the transaction that sends its words, or does what it does. Throws `macro.not_found`. */
export async function useMacro(
  tx: Tx,
  ctx: Ctx,
  at: Pick<Conversation, 'id' | 'code' | 'brand_id' | 'order_id' | 'return_id'>,
  macroId: string,
): Promise<void> {
  const macro = await findMacro(tx, ctx, macroId);
  if (macro.brand !== null && macro.brand.id !== at.brand_id) throw new Refusal('macro.not_found', { id: macroId });
  await countUse(tx, ctx, macroId);
  const data = { macro_id: macroId, macro: macro.name };
  await record(tx, ctx, [conversationEvent(at, { type: 'macro.used', data })]);
}
