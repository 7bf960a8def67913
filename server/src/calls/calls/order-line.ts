import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';

/** The line of an order it is about. Throws `order.line_not_found`, also for a line of another order. */
export async function lineOfOrder(
  tx: Tx,
  ctx: Ctx,
  id: string,
  orderId: string | null,
): Promise<{ id: string; order_id: string }> {
  const row = await tx
    .selectFrom('order_lines')
    .select(['id', 'order_id'])
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row || row.order_id !== orderId) throw new Refusal('order.line_not_found');
  return row;
}

/** The brand of an order a link leads to. Throws `link.not_found` where the order is gone. */
export async function orderBrand(tx: Tx, ctx: Ctx, orderId: string): Promise<string> {
  const row = await tx
    .selectFrom('orders')
    .select('brand_id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', orderId)
    .executeTakeFirst();
  if (!row) throw new Refusal('link.not_found');
  return row.brand_id;
}
