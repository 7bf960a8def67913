import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';

/** The contact a customer of the shop is known as, the oldest where there are several; null where they never wrote. */
export async function contactOfCustomer(tx: Tx, ctx: Ctx, customerId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('contacts')
    .select('id')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('customer_id', '=', customerId)
    .where('merged_into', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}
