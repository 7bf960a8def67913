import type { ReturnCost } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { returnForMoney } from '../../returns/index.ts';
import { costOf, expectedBack } from '../ledger/ledger.store.ts';
import { costOfReturn } from './cost.ts';

/** Throws `return.not_found`. */
export async function readReturnCost(tx: Tx, ctx: Ctx, returnId: string): Promise<ReturnCost> {
  const { currency } = await returnForMoney(tx, ctx, returnId);
  const booked = await costOf(tx, ctx, returnId);
  const expected = await expectedBack(tx, ctx, returnId);
  // A return's books are in the order's currency; work paid in another one is told in the ledger, not mixed in here.
  return costOfReturn(
    currency,
    booked.filter((row) => row.currency === currency),
    expected.filter((row) => row.currency === currency),
  );
}
