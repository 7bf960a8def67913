import type { Because } from '@recoup/contract';
import { dayIn, startOfDay } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { Return } from '../return.ts';
import { askingBuyer } from '../returns.store.ts';
import { giverOf } from '../who.ts';
import { givenBefore, holdCounts } from './limits.store.ts';
import { type Giving, limitsFor, overLimits } from './limits.ts';

/**
 * Is what a return gives more than this person may give alone? Counts what they gave today, in the brand's zone, and what
 * the buyer was given within 365 days, this return left out; holds the counts to the end of the transaction. Empty where
 * it is not.
 */
export async function overOwnLimits(
  tx: Tx,
  ctx: Ctx,
  at: Pick<Return, 'id' | 'brand_id' | 'customer_id' | 'currency'> & {
    lines: readonly Giving[];
  },
): Promise<Because[]> {
  const { limits, zone } = await askingBuyer(tx, ctx, at.brand_id, at.customer_id);
  const giving = at.lines.map(({ remedy, gives }) => ({ remedy, gives }));
  if (limitsFor(limits, giving).length === 0) return [];
  const of = { brandId: at.brand_id, customerId: at.customer_id, giver: giverOf(ctx.actor) };
  await holdCounts(tx, ctx, of);
  const before = await givenBefore(tx, ctx, {
    ...of,
    dayBegan: startOfDay(zone, dayIn(zone, ctx.now)),
    currency: at.currency,
    except: at.id,
  });
  return overLimits(limits, giving, before, at.currency);
}
