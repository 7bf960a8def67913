import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { CarriedOut } from '../talk.ts';
import { outcomeOf } from './carry-out.ts';
import { findConfirmation } from './confirmations.store.ts';

/**
 * What became of these offers meanwhile, by their ids: for a talk that goes on after a card was tapped, or whose offers ran
 * out. One that still waits is `offered`.
 */
export async function answersOf(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Map<string, CarriedOut>> {
  const found = new Map<string, CarriedOut>();
  for (const id of ids) {
    const one = await findConfirmation(tx, ctx, id);
    if (!one) continue;
    const { state, because } = outcomeOf(one, ctx.now);
    found.set(id, { state, because, card: null, variables: one.promised.variables });
  }
  return found;
}
