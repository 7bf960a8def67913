import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { markReadByStaff } from './receipts.store.ts';
import { tellRead } from './tell.ts';

/** A person of ours looked at a conversation: the buyer's widget says so under what was said there. */
export async function readByStaff(
  tx: Tx,
  ctx: Ctx,
  at: { id: string; contact_id: string },
  messageId: string,
): Promise<void> {
  const fresh = await markReadByStaff(tx, ctx, at.id, messageId);
  if (fresh > 0) await tellRead(tx, ctx, at, { message_id: messageId, by: 'staff' });
}
