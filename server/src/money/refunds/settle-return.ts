import type { Ctx } from '../../platform/ctx.ts';
import { inWorkspace } from '../../platform/db.ts';
import { closeWhenSettled } from '../../returns/index.ts';
import { oweForReturn } from './owe-refunds.ts';
import { moneyOpen } from './refunds.store.ts';

/**
 * Something about a return's goods or money changed: what is due now is owed, and a return with nothing left open
 * closes. Two transactions, as the first locks the return alone and the second its order before it.
 */
export async function settleReturn(ctx: Ctx, returnId: string): Promise<void> {
  await oweForReturn(ctx, returnId);
  await inWorkspace(ctx, async (tx) => {
    if (!(await moneyOpen(tx, ctx, returnId))) await closeWhenSettled({ ...ctx, tx }, returnId);
  });
}
