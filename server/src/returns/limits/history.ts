import type { Signal } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import type { AskFacts } from '../ask-facts.ts';
import { noTrouble, troubleSide } from '../sides.ts';
import { type History, signalsOf } from './signals.ts';

/** What is known of a buyer, within 365 days. Who never sent anything back has had no trouble: nothing is looked up. */
export async function historyOf(tx: Tx, ctx: Ctx, { order, asking, now }: AskFacts): Promise<History> {
  const since = new Date(now.getTime() - 365 * 86_400_000);
  const trouble =
    asking && asking.returns_last_year > 0
      ? await troubleSide().ofCustomer(tx, ctx, { customerId: order.customer.id, since })
      : noTrouble;
  return { ...trouble, kept_before: asking?.kept_before ?? 0, addresses: asking?.addresses ?? 0 };
}

/** Signs that a person should look at this buyer before more is given, for whoever asks. */
export async function signalsFor(tx: Tx, ctx: Ctx, facts: AskFacts): Promise<Signal[]> {
  return signalsOf(await historyOf(tx, ctx, facts));
}
