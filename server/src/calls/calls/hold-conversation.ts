import { assignDecision, lockStanding, settle } from '../../inbox/index.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

/** Who takes a call holds its conversation from then on, where nobody of the staff does; the assistant is silent in it. */
export async function holdConversation(
  tx: Tx,
  ctx: Ctx,
  conversationId: string,
  staff: { id: string; name: string },
): Promise<void> {
  const at = await lockStanding(tx, ctx, conversationId);
  if (at.holder === 'staff' || at.spam || at.state === 'closed') return;
  await settle(tx, ctx, at, assignDecision(at, { staff }, 'person'));
}
