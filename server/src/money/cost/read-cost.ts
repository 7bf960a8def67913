import type { ReturnCost } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { returnForMoney } from '../../returns/index.ts';
import { expectedBack } from '../ledger/ledger.store.ts';
import { bookedFor } from './cost.store.ts';
import { costOfReturn } from './cost.ts';

/** Throws `return.not_found`. */
export async function readReturnCost(tx: Tx, ctx: Ctx, returnId: string): Promise<ReturnCost> {
  const { currency } = await returnForMoney(tx, ctx, returnId);
  const booked = await bookedFor(tx, ctx, returnId);
  const expected = await expectedBack(tx, ctx, returnId);
  return costOfReturn({
    currency,
    soldFor: 0,
    booked,
    estimated: expected
      .filter((row) => row.currency === currency)
      .map((row) => ({
        account: 'resale' as const,
        amount: -row.net,
        unit_id: row.unit_id,
        from: 'rate' as const,
        facts: { disposition: row.disposition },
      })),
    units: [],
    cheaper: null,
  });
}
