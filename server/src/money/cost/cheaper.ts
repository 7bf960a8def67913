import type { RemedyKind } from '@recoup/contract';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { ReturnForMoney } from '../../returns/index.ts';
import { answerFor } from '../remedies/ask-remedies.ts';

export type Cheaper = { remedy: RemedyKind; cost: { amount: number; currency: string } };

/**
 * What the cheapest remedy would be expected to cost that this buyer may be given for the problem of this return, as the
 * one question about remedies answers it now: line by line, of what is there to be sent. Null where the remedy chosen is
 * the cheapest, or the question has no answer any more.
 */
export async function cheaperRemedy(tx: Tx, ctx: Ctx, at: ReturnForMoney): Promise<Cheaper | null> {
  const lines = at.lines.map(({ order_line_id, quantity, reason, detail }) => ({
    order_line_id,
    quantity,
    reason,
    opened: true,
    ...(detail === null ? {} : { detail }),
  }));
  const answer = await asked(() => answerFor(tx, ctx, at.order_id, { lines, return_id: at.id }));
  if (!answer) return null;
  const best = answer.lines.map(({ remedies }) => {
    const there = remedies.filter(({ available, cost }) => available && cost.currency === at.currency);
    return there.reduce(
      (low, one) => (low === null || one.cost.amount < low.cost.amount ? one : low),
      there[0] ?? null,
    );
  });
  if (best.length === 0 || best.some((one) => one === null)) return null;
  if (best.every((one, n) => one!.kind === at.lines[n]!.remedy)) return null;
  const other = best.find((one, n) => one!.kind !== at.lines[n]!.remedy)!;
  const amount = best.reduce((sum, one) => sum + one!.cost.amount, 0);
  return { remedy: other.kind, cost: { amount, currency: at.currency } };
}

async function asked<T>(question: () => Promise<T>): Promise<T | null> {
  try {
    return await question();
  } catch (error) {
    // An order that was changed since, or a line that is not there any more: there is nothing to compare with.
    if (error instanceof Refusal) return null;
    throw error;
  }
}
