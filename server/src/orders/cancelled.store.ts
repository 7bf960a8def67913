import type { CancelReason } from '@recoup/contract';
import type { Ctx } from '../platform/ctx.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';

/** Calls an order off, held by the caller. The shop's own word on it does not bring it back. Throws `order.cancelled`. */
export async function setCancelled(
  tx: Tx,
  ctx: Ctx,
  id: string,
  { reason, by }: { reason: CancelReason; by: { kind: string; id: string | null; name: string } },
): Promise<void> {
  const done = await tx
    .updateTable('orders')
    .set({ cancelled_at: ctx.now, cancel_reason: reason, cancelled_by: JSON.stringify(by) })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .where('cancelled_at', 'is', null)
    .executeTakeFirst();
  if (done.numUpdatedRows === 0n) throw new Refusal('order.cancelled');
}
